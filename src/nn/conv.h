#pragma once

#include "nn/module.h"
#include "ops/convolution.h"

namespace nnl {

/// torch.nn.Conv1d (dimensions 1) and Conv2d (dimensions 2): weight (out_channels, in_channels / groups,
/// kernel) and bias (out_channels) from U(-1/sqrt(fan_in), 1/sqrt(fan_in)), fan_in being the weights of one
/// output.
class Conv final : public Layer {
 public:
  /// With dimensions 1 the first number of `kernel` counts alone.
  Conv(Context& context, int dimensions, int64_t in_channels, int64_t out_channels, const Pair& kernel,
       const ConvOptions& options, bool bias, DType dtype);
  const char* kind() const override { return dimensions_ == 1 ? "Conv1d" : "Conv2d"; }
  /// Takes batches only, since without a batch the channels are not axis 1.
  Ref<Module> folded(int dimensions, const Tensor& scale, const Tensor& shift) const override;

 private:
  /// With this weight and bias, which it takes over; `bias` may be empty.
  Conv(const Conv& like, const Tensor& weight, const Tensor& bias, bool batches_only);
  Variable run(const Variable& x) override;
  Ref<Module> duplicate() const override;

  int dimensions_;
  ConvOptions options_;
  bool batches_only_ = false;  // a batch norm is folded in
  Variable weight_;
  Variable bias_;
};

}  // namespace nnl
