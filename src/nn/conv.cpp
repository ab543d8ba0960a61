#include "nn/conv.h"

#include <cmath>

#include "nn/fold.h"
#include "nn/init.h"

namespace nnl {

Conv::Conv(Context& context, int dimensions, int64_t in_channels, int64_t out_channels, const Pair& kernel,
           const ConvOptions& options, bool bias, DType dtype)
    : Layer(context), dimensions_(dimensions), options_(options) {
  check_window_setting(kind(), "in_channels", in_channels, 0);
  check_window_setting(kind(), "out_channels", out_channels, 1);
  check_conv_options(kind(), dimensions, options);
  if (in_channels % options.groups != 0 || out_channels % options.groups != 0)
    fail(Code::invalid_argument, "{}: {} groups do not divide {} in_channels and {} out_channels", kind(),
         options.groups, in_channels, out_channels);
  if (!is_floating(dtype))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", kind(), name_of(dtype));
  Dims shape{out_channels, in_channels / options.groups};
  for (size_t axis = 0; axis < static_cast<size_t>(dimensions); ++axis) {
    check_window_setting(kind(), "kernel size", kernel[axis], 1);
    shape.push_back(kernel[axis]);
  }
  weight_ = add_parameter("weight", Tensor(context, dtype, shape));
  const int64_t fan_in = init::fans(shape).fan_in;
  const double bound = fan_in == 0 ? 0 : 1 / std::sqrt(static_cast<double>(fan_in));
  init::uniform(weight_.data(), -bound, bound);
  if (!bias) return;
  bias_ = add_parameter("bias", Tensor(context, dtype, {out_channels}));
  init::uniform(bias_.data(), -bound, bound);
}

Conv::Conv(const Conv& like, const Tensor& weight, const Tensor& bias, bool batches_only)
    : Layer(like.context()),
      dimensions_(like.dimensions_),
      options_(like.options_),
      batches_only_(batches_only) {
  weight_ = add_parameter("weight", weight);
  if (bias) bias_ = add_parameter("bias", bias);
}

Variable Conv::run(const Variable& x) {
  if (batches_only_ && x.rank() != dimensions_ + 2)
    fail(Code::shape_mismatch, "{}: input {} must have {} axes, since a batch norm is folded in", kind(),
         to_string(x.shape()), dimensions_ + 2);
  return (dimensions_ == 1 ? conv1d : conv2d)(x, weight_, bias_, options_);
}

Ref<Module> Conv::duplicate() const {
  return Ref<Module>(new Conv(*this, Tensor(context(), weight_.dtype(), weight_.shape()),
                              bias_ ? Tensor(context(), weight_.dtype(), bias_.shape()) : Tensor(),
                              batches_only_));
}

Ref<Module> Conv::folded(int dimensions, const Tensor& scale, const Tensor& shift) const {
  if (dimensions != dimensions_ || weight_.size(0) != scale.count()) return {};
  return Ref<Module>(new Conv(*this, scaled_rows(weight_.data(), scale),
                              scaled_bias(bias_ ? bias_.data() : Tensor(), scale, shift, weight_.dtype()),
                              true));
}

}  // namespace nnl
