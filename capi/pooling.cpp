#include "ops/pooling.h"

#include "guard.h"
#include "nn/simple.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_max_pool2d_options max_defaults = {sizeof(nnl_max_pool2d_options), 0, {0, 0}, {0, 0}, {1, 1}};
constexpr nnl_avg_pool2d_options avg_defaults = {sizeof(nnl_avg_pool2d_options), 0, 1, 0, 0, {0, 0}, {0, 0}};

MaxPoolOptions max_pool_options(const nnl_max_pool2d_options* options) {
  const nnl_max_pool2d_options o = read_options(options, max_defaults);
  return {{o.stride[0], o.stride[1]},
          {o.padding[0], o.padding[1]},
          {o.dilation[0], o.dilation[1]},
          flag(o.ceil_mode, "options.ceil_mode")};
}

AvgPoolOptions avg_pool_options(const nnl_avg_pool2d_options* options) {
  const nnl_avg_pool2d_options o = read_options(options, avg_defaults);
  check_reserved(o.reserved);
  return {{o.stride[0], o.stride[1]},
          {o.padding[0], o.padding[1]},
          flag(o.ceil_mode, "options.ceil_mode"),
          flag(o.count_include_pad, "options.count_include_pad"),
          o.divisor_override};
}

}  // namespace

void NNL_CALL nnl_max_pool2d_options_init(nnl_max_pool2d_options* options, uint32_t size) {
  write_options(max_defaults, options, size);
}

void NNL_CALL nnl_avg_pool2d_options_init(nnl_avg_pool2d_options* options, uint32_t size) {
  write_options(avg_defaults, options, size);
}

nnl_status NNL_CALL nnl_max_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                                   const nnl_max_pool2d_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return max_pool2d(tensor(x, "x"), {kernel_height, kernel_width}, max_pool_options(options));
  });
}

nnl_status NNL_CALL nnl_avg_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                                   const nnl_avg_pool2d_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return avg_pool2d(tensor(x, "x"), {kernel_height, kernel_width}, avg_pool_options(options));
  });
}

nnl_status NNL_CALL nnl_adaptive_avg_pool2d(nnl_tensor x, int64_t out_height, int64_t out_width,
                                            nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return adaptive_avg_pool2d(tensor(x, "x"), {out_height, out_width});
  });
}

nnl_status NNL_CALL nnl_max_pool2d_create(nnl_context ctx, int64_t kernel_height, int64_t kernel_width,
                                          const nnl_max_pool2d_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const Pair kernel{kernel_height, kernel_width};
    const MaxPoolOptions o = max_pool_options(options);
    check_max_pool("MaxPool2d", kernel, o);
    return make_simple(*context(ctx), "MaxPool2d",
                       [=](const Variable& x) { return max_pool2d(x, kernel, o); });
  });
}

nnl_status NNL_CALL nnl_avg_pool2d_create(nnl_context ctx, int64_t kernel_height, int64_t kernel_width,
                                          const nnl_avg_pool2d_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const Pair kernel{kernel_height, kernel_width};
    const AvgPoolOptions o = avg_pool_options(options);
    check_avg_pool("AvgPool2d", kernel, o);
    return make_simple(*context(ctx), "AvgPool2d",
                       [=](const Variable& x) { return avg_pool2d(x, kernel, o); });
  });
}

nnl_status NNL_CALL nnl_adaptive_avg_pool2d_create(nnl_context ctx, int64_t out_height, int64_t out_width,
                                                   nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const Pair output{out_height, out_width};
    check_adaptive_pool("AdaptiveAvgPool2d", output);
    return make_simple(*context(ctx), "AdaptiveAvgPool2d",
                       [=](const Variable& x) { return adaptive_avg_pool2d(x, output); });
  });
}
