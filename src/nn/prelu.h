#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.PReLU: weight (num_parameters), each `init`.
class PReLU final : public Layer {
 public:
  PReLU(Context& context, int64_t num_parameters, double init, DType dtype);
  const char* kind() const override { return "PReLU"; }

 private:
  Variable run(const Variable& x) override;

  Variable weight_;
};

}  // namespace nnl
