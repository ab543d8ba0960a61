#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.Linear: weight (out_features, in_features) and bias (out_features) from U(-1/sqrt(in),
/// 1/sqrt(in)).
class Linear final : public Layer {
 public:
  Linear(Context& context, int64_t in_features, int64_t out_features, bool bias, DType dtype);
  const char* kind() const override { return "Linear"; }

 private:
  Variable run(const Variable& x) override { return linear(x, weight_, bias_); }

  Variable weight_;
  Variable bias_;
};

}  // namespace nnl
