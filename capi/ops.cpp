#include "ops/ops.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_add(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return add(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_subtract(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return subtract(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_multiply(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return multiply(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_divide(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return divide(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_affine(nnl_tensor x, double scale, double shift, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return affine(tensor(x, "x"), scale, shift); });
}

nnl_status NNL_CALL nnl_matmul(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return matmul(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_linear(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return linear(tensor(x, "x"), tensor(weight, "weight"), optional_tensor(bias, "bias"));
  });
}

nnl_status NNL_CALL nnl_reshape(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return reshape(tensor(x, "x"), dims(rank, shape, "shape")); });
}

nnl_status NNL_CALL nnl_flatten(nnl_tensor x, int64_t start_axis, int64_t end_axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return flatten(tensor(x, "x"), start_axis, end_axis); });
}

nnl_status NNL_CALL nnl_transpose(nnl_tensor x, int64_t axis0, int64_t axis1, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return transpose(tensor(x, "x"), axis0, axis1); });
}

nnl_status NNL_CALL nnl_clone(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return clone(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_detach(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return tensor(x, "x").detach(); });
}

nnl_status NNL_CALL nnl_sum(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim,
                            nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return sum(tensor(x, "x"), {list.begin(), list.end()}, flag(keepdim, "keepdim"));
  });
}

nnl_status NNL_CALL nnl_mean(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim,
                             nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Dims list = dims(num_axes, axes, "axes");
    return mean(tensor(x, "x"), {list.begin(), list.end()}, flag(keepdim, "keepdim"));
  });
}

nnl_status NNL_CALL nnl_sigmoid(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return sigmoid(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_tanh(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return nnl::tanh(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_relu(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return relu(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_leaky_relu(nnl_tensor x, double negative_slope, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return leaky_relu(tensor(x, "x"), negative_slope); });
}

nnl_status NNL_CALL nnl_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return softmax(tensor(x, "x"), axis); });
}

nnl_status NNL_CALL nnl_log_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return log_softmax(tensor(x, "x"), axis); });
}
