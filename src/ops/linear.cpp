#include "autograd/node.h"
#include "kernels/elementwise.h"
#include "ops/matmul_tensor.h"
#include "ops/ops.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

void add_bias(const Tensor& y, const Tensor& bias) {
  const Tensor row = bias.contiguous();
  dispatch_floating("linear", y.dtype(), [&](auto type) {
    using T = decltype(type);
    const int64_t steps[] = {0, 1};
    kernels::broadcast_binary<T>(y.threads(), kernels::best<kernels::Elementwise<T>>().add, 2,
                                 y.shape().begin(), y.data<T>(), y.strides().begin(), row.data<T>(), steps,
                                 y.mutable_data<T>());
  });
}

}  // namespace

Variable linear(const Variable& x, const Variable& weight, const Variable& bias) {
  const OpScope scope("linear", x);
  check_same_context("linear", x.data(), weight.data());
  check_same_dtype("linear", x.data(), weight.data());
  if (weight.rank() != 2)
    fail(Code::shape_mismatch, "linear: weight {} is no matrix", to_string(weight.shape()));
  const int64_t out = weight.size(0), in = weight.size(1);
  if (x.rank() == 0 || x.size(-1) != in)
    fail(Code::shape_mismatch, "linear: the last size of input {} must be in_features {}",
         to_string(x.shape()), in);
  if (bias) {
    check_same_context("linear", x.data(), bias.data());
    check_same_dtype("linear", x.data(), bias.data());
    if (!(bias.shape() == Dims{out}))
      fail(Code::shape_mismatch, "linear: bias {} must have out_features {} elements",
           to_string(bias.shape()), out);
  }
  int64_t lines = 1;
  Dims shape = x.shape();
  shape[shape.size() - 1] = out;
  for (int axis = 0; axis + 1 < x.rank(); ++axis) lines *= x.size(axis);
  const Tensor rows = x.data().reshape({lines, in});
  Tensor y = multiply_matrices(rows, weight.data().transpose(0, 1));
  if (bias) add_bias(y, bias.data());
  return record("linear", y.reshape(shape), {x, weight, bias},
                {weight.requires_grad() ? rows : Tensor(), x.requires_grad() ? weight.data() : Tensor()},
                [lines, out, from = x.shape()](Backward& b) {
                  const Tensor dy = b.dy().reshape({lines, out});
                  if (b.needs(0)) b.give(0, multiply_matrices(dy, b.saved(1)).reshape(from));
                  if (b.needs(1)) b.give(1, multiply_matrices(dy.transpose(0, 1), b.saved(0)));
                  if (b.needs(2)) b.give(2, sum_axes(dy, {true}, false));
                });
}

}  // namespace nnl
