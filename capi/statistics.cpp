#include "ops/statistics.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_var(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                            int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return var(tensor(x, "x"), {list.begin(), list.end()}, correction, flag(keepdim, "keepdim"));
  });
}

nnl_status NNL_CALL nnl_std(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                            int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return std_deviation(tensor(x, "x"), {list.begin(), list.end()}, correction, flag(keepdim, "keepdim"));
  });
}

nnl_status NNL_CALL nnl_norm(nnl_tensor x, double p, int32_t num_axes, const int64_t* axes, int32_t keepdim,
                             nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return norm(tensor(x, "x"), p, {list.begin(), list.end()}, flag(keepdim, "keepdim"));
  });
}
