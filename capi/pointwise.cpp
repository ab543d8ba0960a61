#include "ops/pointwise.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_exp(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::exp(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_log(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::log(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_sqrt(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::sqrt(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_abs(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::abs(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_negative(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return negative(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_reciprocal(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return reciprocal(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_pow(nnl_tensor x, double exponent, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::pow(tensor(x, "x"), exponent); });
}

nnl_status NNL_CALL nnl_pow_tensor(nnl_tensor x, nnl_tensor exponent, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return nnl::pow(tensor(x, "x"), tensor(exponent, "exponent")); });
}

nnl_status NNL_CALL nnl_clamp(nnl_tensor x, double low, double high, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return clamp(tensor(x, "x"), low, high); });
}

nnl_status NNL_CALL nnl_minimum(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return minimum(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_maximum(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return maximum(tensor(a, "a"), tensor(b, "b")); });
}
