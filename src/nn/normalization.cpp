#include "nn/normalization.h"

#include "ops/normalization.h"

namespace nnl {
namespace {

void check_dtype(const char* kind, DType dtype) {
  if (!is_floating(dtype)) fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", kind, name_of(dtype));
}

}  // namespace

LayerNorm::LayerNorm(Context& context, const Dims& normalized_shape, const LayerNormSettings& settings,
                     DType dtype)
    : Layer(context), normalized_shape_(normalized_shape), settings_(settings), dtype_(dtype) {
  check_dtype(kind(), dtype);
  check_eps(kind(), settings.eps);
  if (normalized_shape.empty()) fail(Code::shape_mismatch, "LayerNorm: the normalized shape has no axes");
  count_elements(normalized_shape);
  if (!settings.elementwise_affine) return;
  weight_ = add_parameter("weight", Tensor::full(context, dtype, normalized_shape, 1));
  if (settings.bias) bias_ = add_parameter("bias", Tensor::zeros(context, dtype, normalized_shape));
}

Variable LayerNorm::run(const Variable& x) {
  return layer_norm(x, normalized_shape_, weight_, bias_, settings_.eps);
}

Ref<Module> LayerNorm::duplicate() const {
  return make_ref<LayerNorm>(context(), normalized_shape_, settings_, dtype_);
}

GroupNorm::GroupNorm(Context& context, int64_t num_groups, int64_t num_channels, double eps, bool affine,
                     DType dtype)
    : Layer(context), num_groups_(num_groups), num_channels_(num_channels), eps_(eps), dtype_(dtype) {
  check_dtype(kind(), dtype);
  check_eps(kind(), eps);
  if (num_channels < 0) fail(Code::invalid_argument, "GroupNorm: {} channels", num_channels);
  check_groups(kind(), num_groups, num_channels);
  if (!affine) return;
  weight_ = add_parameter("weight", Tensor::full(context, dtype, {num_channels}, 1));
  bias_ = add_parameter("bias", Tensor::zeros(context, dtype, {num_channels}));
}

Variable GroupNorm::run(const Variable& x) {
  if (x.rank() >= 2 && x.size(1) != num_channels_)
    fail(Code::shape_mismatch, "GroupNorm: input {} has {} channels, the layer {}", to_string(x.shape()),
         x.size(1), num_channels_);
  return group_norm(x, num_groups_, weight_, bias_, eps_);
}

Ref<Module> GroupNorm::duplicate() const {
  return make_ref<GroupNorm>(context(), num_groups_, num_channels_, eps_, static_cast<bool>(weight_), dtype_);
}

}  // namespace nnl
