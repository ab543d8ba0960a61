#include "ops/comparison.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_eq(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::equal, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_ne(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::not_equal, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_lt(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::less, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_le(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::less_equal, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_gt(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::greater, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_ge(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::greater_equal, tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_eq_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return compare(Comparison::equal, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_ne_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::not_equal, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_lt_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return compare(Comparison::less, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_le_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::less_equal, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_gt_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return compare(Comparison::greater, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_ge_scalar(nnl_tensor a, double b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return compare(Comparison::greater_equal, tensor(a, "a"), b); });
}

nnl_status NNL_CALL nnl_logical_not(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return logical_not(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_logical_and(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return logical_and(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_logical_or(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return logical_or(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_where(nnl_tensor condition, nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return where(tensor(condition, "condition"), tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_masked_fill(nnl_tensor x, nnl_tensor mask, double value, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return masked_fill(tensor(x, "x"), tensor(mask, "mask"), value); });
}
