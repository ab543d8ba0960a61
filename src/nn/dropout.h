#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.Dropout: the operation in training mode, the identity in inference mode.
class Dropout final : public Layer {
 public:
  Dropout(Context& context, double p);
  const char* kind() const override { return "Dropout"; }

 private:
  Variable run(const Variable& x) override;

  double p_;
};

}  // namespace nnl
