#include "nn/linear.h"

#include <cmath>

#include "nn/fold.h"
#include "nn/init.h"

namespace nnl {

Linear::Linear(Context& context, int64_t in_features, int64_t out_features, bool bias, DType dtype)
    : Layer(context) {
  if (in_features < 0 || out_features < 0)
    fail(Code::invalid_argument, "Linear: in_features {} and out_features {} must not be negative",
         in_features, out_features);
  if (!is_floating(dtype)) fail(Code::dtype_mismatch, "Linear: f32 or f64 wanted, not {}", name_of(dtype));
  const double bound = in_features == 0 ? 0 : 1 / std::sqrt(static_cast<double>(in_features));
  weight_ = add_parameter("weight", Tensor(context, dtype, {out_features, in_features}));
  init::uniform(weight_.data(), -bound, bound);
  if (!bias) return;
  bias_ = add_parameter("bias", Tensor(context, dtype, {out_features}));
  init::uniform(bias_.data(), -bound, bound);
}

Linear::Linear(Context& context, const Tensor& weight, const Tensor& bias, bool rows_only)
    : Layer(context), rows_only_(rows_only) {
  weight_ = add_parameter("weight", weight);
  if (bias) bias_ = add_parameter("bias", bias);
}

Variable Linear::run(const Variable& x) {
  if (rows_only_ && x.rank() != 2)
    fail(Code::shape_mismatch, "Linear: input {} must have 2 axes, since a batch norm is folded in",
         to_string(x.shape()));
  return linear(x, weight_, bias_);
}

Ref<Module> Linear::duplicate() const {
  return Ref<Module>(new Linear(context(), Tensor(context(), weight_.dtype(), weight_.shape()),
                                bias_ ? Tensor(context(), weight_.dtype(), bias_.shape()) : Tensor(),
                                rows_only_));
}

Ref<Module> Linear::folded(int dimensions, const Tensor& scale, const Tensor& shift) const {
  if (dimensions != 1 || weight_.size(0) != scale.count()) return {};
  return Ref<Module>(new Linear(context(), scaled_rows(weight_.data(), scale),
                                scaled_bias(bias_ ? bias_.data() : Tensor(), scale, shift, weight_.dtype()),
                                true));
}

}  // namespace nnl
