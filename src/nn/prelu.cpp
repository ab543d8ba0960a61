#include "nn/prelu.h"

#include <cmath>

#include "nn/init.h"
#include "ops/activation.h"

namespace nnl {

PReLU::PReLU(Context& context, int64_t num_parameters, double init, DType dtype) : Layer(context) {
  if (num_parameters < 1)
    fail(Code::invalid_argument, "PReLU: num_parameters {} must be positive", num_parameters);
  if (!std::isfinite(init)) fail(Code::invalid_argument, "PReLU: init {} is not finite", init);
  if (!is_floating(dtype)) fail(Code::dtype_mismatch, "PReLU: f32 or f64 wanted, not {}", name_of(dtype));
  weight_ = add_parameter("weight", Tensor(context, dtype, {num_parameters}));
  init::constant(weight_.data(), init);
}

Variable PReLU::run(const Variable& x) { return prelu(x, weight_); }

}  // namespace nnl
