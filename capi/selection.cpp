#include "ops/selection.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

/// Runs select() and stores handles to what it returns; on failure both are 0.
template <class Select>
nnl_status create_selection(const char* function, nnl_tensor* values, nnl_tensor* indices,
                            Select&& select) noexcept {
  if (values) *values = 0;
  if (indices) *indices = 0;
  return guard(function, [&] {
    require(values, "values");
    require(indices, "indices");
    const Selection selection = select();
    Transaction::on_rollback([values] {
      release_handle(Kind::tensor, *values);
      *values = 0;
    });
    *values = publish(selection.values);
    *indices = publish(selection.indices);
  });
}

}  // namespace

nnl_status NNL_CALL nnl_max(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::max(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_min(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::min(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_max_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values,
                                  nnl_tensor* indices) {
  return create_selection(__func__, values, indices,
                          [&] { return nnl::max(tensor(x, "x"), axis, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_min_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values,
                                  nnl_tensor* indices) {
  return create_selection(__func__, values, indices,
                          [&] { return nnl::min(tensor(x, "x"), axis, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_argmax(nnl_tensor x, int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return argmax(tensor(x, "x"), std::nullopt, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_argmin(nnl_tensor x, int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return argmin(tensor(x, "x"), std::nullopt, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_argmax_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return argmax(tensor(x, "x"), axis, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_argmin_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return argmin(tensor(x, "x"), axis, flag(keepdim, "keepdim")); });
}

nnl_status NNL_CALL nnl_topk(nnl_tensor x, int64_t k, int64_t axis, int32_t largest, nnl_tensor* values,
                             nnl_tensor* indices) {
  return create_selection(__func__, values, indices,
                          [&] { return topk(tensor(x, "x"), k, axis, flag(largest, "largest")); });
}
