#include "ops/indexing.h"

#include "guard.h"
#include "ops/views.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_slice(nnl_tensor x, int64_t axis, int64_t start, int64_t stop, int64_t step,
                              nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return slice(tensor(x, "x"), axis, start, stop, step); });
}

nnl_status NNL_CALL nnl_gather(nnl_tensor x, int64_t axis, nnl_tensor index, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return gather(tensor(x, "x"), axis, tensor(index, "index").data()); });
}

nnl_status NNL_CALL nnl_index_select(nnl_tensor x, int64_t axis, nnl_tensor index, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return index_select(tensor(x, "x"), axis, tensor(index, "index").data()); });
}

nnl_status NNL_CALL nnl_one_hot(nnl_tensor index, int64_t classes, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return one_hot(tensor(index, "index").data(), classes); });
}

nnl_status NNL_CALL nnl_permute(nnl_tensor x, int32_t num_axes, const int64_t* axes, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return permute(tensor(x, "x"), {list.begin(), list.end()});
  });
}

nnl_status NNL_CALL nnl_squeeze(nnl_tensor x, int32_t num_axes, const int64_t* axes, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return squeeze(tensor(x, "x"), {list.begin(), list.end()});
  });
}

nnl_status NNL_CALL nnl_unsqueeze(nnl_tensor x, int64_t axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return unsqueeze(tensor(x, "x"), axis); });
}

nnl_status NNL_CALL nnl_expand(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return expand(tensor(x, "x"), dims(rank, shape, "shape")); });
}
