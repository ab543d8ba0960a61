#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.Linear: weight (out_features, in_features) and bias (out_features) from U(-1/sqrt(in),
/// 1/sqrt(in)).
class Linear final : public Layer {
 public:
  Linear(Context& context, int64_t in_features, int64_t out_features, bool bias, DType dtype);
  const char* kind() const override { return "Linear"; }
  /// Takes (N, in_features) only, since other inputs have another axis 1.
  Ref<Module> folded(int dimensions, const Tensor& scale, const Tensor& shift) const override;

 private:
  /// Takes the tensors over; `bias` may be empty.
  Linear(Context& context, const Tensor& weight, const Tensor& bias, bool rows_only);
  Variable run(const Variable& x) override;
  Ref<Module> duplicate() const override;

  bool rows_only_ = false;  // a batch norm is folded in
  Variable weight_;
  Variable bias_;
};

}  // namespace nnl
