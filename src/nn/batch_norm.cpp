#include "nn/batch_norm.h"

#include "nn/init.h"

namespace nnl {

BatchNorm::BatchNorm(Context& context, int dimensions, int64_t num_features,
                     const BatchNormSettings& settings, DType dtype)
    : Layer(context), dimensions_(dimensions), num_features_(num_features), settings_(settings) {
  if (num_features < 0) fail(Code::invalid_argument, "{}: {} features", kind(), num_features);
  if (!is_floating(dtype))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", kind(), name_of(dtype));
  check_batch_norm(kind(), settings.eps, settings.momentum);
  if (settings.affine) {
    weight_ = add_parameter("weight", Tensor::full(context, dtype, {num_features}, 1));
    bias_ = add_parameter("bias", Tensor::zeros(context, dtype, {num_features}));
  }
  if (settings.track_running_stats) {
    state_.running_mean = add_buffer("running_mean", Tensor::zeros(context, dtype, {num_features}));
    state_.running_var = add_buffer("running_var", Tensor::full(context, dtype, {num_features}, 1));
    state_.num_batches_tracked = add_buffer("num_batches_tracked", Tensor::zeros(context, DType::i64, {}));
  }
}

Variable BatchNorm::run(const Variable& x) {
  const bool fits = dimensions_ == 1 ? x.rank() == 2 || x.rank() == 3 : x.rank() == 4;
  if (!fits)
    fail(Code::shape_mismatch, "{}: input {} must have {} axes", kind(), to_string(x.shape()),
         dimensions_ == 1 ? "2 or 3" : "4");
  if (x.size(1) != num_features_)
    fail(Code::shape_mismatch, "{}: input {} has {} channels, the layer {}", kind(), to_string(x.shape()),
         x.size(1), num_features_);
  return batch_norm(x, weight_, bias_, state_, {settings_.eps, settings_.momentum, training()});
}

}  // namespace nnl
