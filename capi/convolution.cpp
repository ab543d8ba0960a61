#include "guard.h"
#include "nn/conv.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_conv_options defaults = {sizeof(nnl_conv_options), NNL_F32, 1, 0, 1, {1, 1}, {0, 0}, {1, 1}};

ConvOptions conv_options(const nnl_conv_options& o) {
  return {{o.stride[0], o.stride[1]},
          {o.padding[0], o.padding[1]},
          {o.dilation[0], o.dilation[1]},
          o.groups,
          flag(o.padding_same, "options.padding_same")};
}

Ref<Module> make_conv(nnl_context ctx, int dimensions, int64_t in_channels, int64_t out_channels,
                      const Pair& kernel, const nnl_conv_options* options) {
  const nnl_conv_options o = read_options(options, defaults);
  return make_ref<Conv>(*context(ctx), dimensions, in_channels, out_channels, kernel, conv_options(o),
                        flag(o.bias, "options.bias"), dtype(o.dtype, "options.dtype"));
}

}  // namespace

void NNL_CALL nnl_conv_options_init(nnl_conv_options* options, uint32_t size) {
  write_options(defaults, options, size);
}

nnl_status NNL_CALL nnl_conv1d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias,
                               const nnl_conv_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return conv1d(tensor(x, "x"), tensor(weight, "weight"), optional_tensor(bias, "bias"),
                  conv_options(read_options(options, defaults)));
  });
}

nnl_status NNL_CALL nnl_conv2d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias,
                               const nnl_conv_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return conv2d(tensor(x, "x"), tensor(weight, "weight"), optional_tensor(bias, "bias"),
                  conv_options(read_options(options, defaults)));
  });
}

nnl_status NNL_CALL nnl_conv1d_create(nnl_context ctx, int64_t in_channels, int64_t out_channels,
                                      int64_t kernel, const nnl_conv_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return make_conv(ctx, 1, in_channels, out_channels, {kernel, 1}, options);
  });
}

nnl_status NNL_CALL nnl_conv2d_create(nnl_context ctx, int64_t in_channels, int64_t out_channels,
                                      int64_t kernel_height, int64_t kernel_width,
                                      const nnl_conv_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return make_conv(ctx, 2, in_channels, out_channels, {kernel_height, kernel_width}, options);
  });
}
