#pragma once

#include "kernels/rectifier.h"
#include "nn/module.h"

namespace nnl {

/// torch.nn.ReLU and torch.nn.LeakyReLU.
class Rectifier final : public Layer {
 public:
  Rectifier(Context& context, const kernels::Rectifier& function);
  const char* kind() const override;

  const kernels::Rectifier& function() const { return function_; }

 private:
  Variable run(const Variable& x) override;
  Ref<Module> duplicate() const override;

  kernels::Rectifier function_;
};

}  // namespace nnl
