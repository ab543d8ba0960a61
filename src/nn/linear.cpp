#include "nn/linear.h"

#include <cmath>

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

}  // namespace nnl
