#include "nn/normalization.h"

#include "guard.h"
#include "ops/normalization.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_layer_norm_options layer_defaults = {sizeof(nnl_layer_norm_options), NNL_F32, 1, 1, 1e-5};
constexpr nnl_group_norm_options group_defaults = {sizeof(nnl_group_norm_options), NNL_F32, 1, 0, 1e-5};

}  // namespace

nnl_status NNL_CALL nnl_layer_norm(nnl_tensor x, int32_t rank, const int64_t* normalized_shape,
                                   nnl_tensor weight, nnl_tensor bias, double eps, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return layer_norm(tensor(x, "x"), dims(rank, normalized_shape, "normalized_shape"),
                      optional_tensor(weight, "weight"), optional_tensor(bias, "bias"), eps);
  });
}

nnl_status NNL_CALL nnl_group_norm(nnl_tensor x, int64_t num_groups, nnl_tensor weight, nnl_tensor bias,
                                   double eps, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return group_norm(tensor(x, "x"), num_groups, optional_tensor(weight, "weight"),
                      optional_tensor(bias, "bias"), eps);
  });
}

void NNL_CALL nnl_layer_norm_options_init(nnl_layer_norm_options* options, uint32_t size) {
  write_options(layer_defaults, options, size);
}

nnl_status NNL_CALL nnl_layer_norm_create(nnl_context ctx, int32_t rank, const int64_t* normalized_shape,
                                          const nnl_layer_norm_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    const nnl_layer_norm_options o = read_options(options, layer_defaults);
    const LayerNormSettings settings{o.eps, flag(o.elementwise_affine, "options.elementwise_affine"),
                                     flag(o.bias, "options.bias")};
    return make_ref<LayerNorm>(*context(ctx), dims(rank, normalized_shape, "normalized_shape"), settings,
                               dtype(o.dtype, "options.dtype"));
  });
}

void NNL_CALL nnl_group_norm_options_init(nnl_group_norm_options* options, uint32_t size) {
  write_options(group_defaults, options, size);
}

nnl_status NNL_CALL nnl_group_norm_create(nnl_context ctx, int64_t num_groups, int64_t num_channels,
                                          const nnl_group_norm_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    const nnl_group_norm_options o = read_options(options, group_defaults);
    check_reserved(o.reserved);
    return make_ref<GroupNorm>(*context(ctx), num_groups, num_channels, o.eps,
                               flag(o.affine, "options.affine"), dtype(o.dtype, "options.dtype"));
  });
}
