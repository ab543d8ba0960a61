#include "autograd/node.h"
#include "kernels/elementwise.h"
#include "ops/ops.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// a op b of one shape.
template <class Pick>
Tensor combine_alike(const char* op, const Tensor& a, const Tensor& b, Pick pick) {
  Tensor result(a.context(), a.dtype(), a.shape());
  dispatch_floating(op, a.dtype(), [&](auto type) {
    using T = decltype(type);
    const auto line = pick(kernels::best<kernels::Elementwise<T>>());
    if (a.is_contiguous() && b.is_contiguous())
      kernels::binary<T>(a.threads(), line, a.count(), a.data<T>(), b.data<T>(), result.mutable_data<T>());
    else
      kernels::broadcast_binary<T>(a.threads(), line, a.rank(), a.shape().begin(), a.data<T>(),
                                   a.strides().begin(), b.data<T>(), b.strides().begin(),
                                   result.mutable_data<T>());
  });
  return result;
}

/// a op b with broadcasting.
template <class Pick>
Tensor combine(const char* op, const Tensor& a, const Tensor& b, Pick pick) {
  check_same_context(op, a, b);
  check_same_dtype(op, a, b);
  if (a.shape() == b.shape()) return combine_alike(op, a, b, pick);
  const Dims shape = broadcast_shapes(op, a.shape(), b.shape());
  return combine_alike(op, a.broadcast_to(shape), b.broadcast_to(shape), pick);
}

Tensor add_tensors(const Tensor& a, const Tensor& b) {
  return combine("add", a, b, [](const auto& k) { return k.add; });
}
Tensor subtract_tensors(const Tensor& a, const Tensor& b) {
  return combine("subtract", a, b, [](const auto& k) { return k.subtract; });
}
Tensor multiply_tensors(const Tensor& a, const Tensor& b) {
  return combine("multiply", a, b, [](const auto& k) { return k.multiply; });
}
Tensor divide_tensors(const Tensor& a, const Tensor& b) {
  return combine("divide", a, b, [](const auto& k) { return k.divide; });
}

Tensor affine_tensor(const char* op, const Tensor& x, double scale, double shift) {
  const Tensor source = x.contiguous();
  Tensor result(x.context(), x.dtype(), x.shape());
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::affine(x.threads(), x.count(), source.data<T>(), static_cast<T>(scale), static_cast<T>(shift),
                    result.mutable_data<T>());
  });
  return result;
}

/// An operand that backward reads only if the gradient `needed` is.
Tensor data_if(bool needed, const Variable& operand) { return needed ? operand.data() : Tensor(); }

}  // namespace

Variable add(const Variable& a, const Variable& b) {
  const OpScope scope("add", a);
  return record("add", add_tensors(a.data(), b.data()), {a, b}, {},
                [sa = a.shape(), sb = b.shape()](Backward& g) {
                  if (g.needs(0)) g.give(0, sum_to_shape(g.dy(), sa));
                  if (g.needs(1)) g.give(1, sum_to_shape(g.dy(), sb));
                });
}

Variable subtract(const Variable& a, const Variable& b) {
  const OpScope scope("subtract", a);
  return record("subtract", subtract_tensors(a.data(), b.data()), {a, b}, {},
                [sa = a.shape(), sb = b.shape()](Backward& g) {
                  if (g.needs(0)) g.give(0, sum_to_shape(g.dy(), sa));
                  if (g.needs(1)) g.give(1, affine_tensor("subtract", sum_to_shape(g.dy(), sb), -1, 0));
                });
}

Variable multiply(const Variable& a, const Variable& b) {
  const OpScope scope("multiply", a);
  return record("multiply", multiply_tensors(a.data(), b.data()), {a, b},
                {data_if(b.requires_grad(), a), data_if(a.requires_grad(), b)},
                [sa = a.shape(), sb = b.shape()](Backward& g) {
                  if (g.needs(0)) g.give(0, sum_to_shape(multiply_tensors(g.dy(), g.saved(1)), sa));
                  if (g.needs(1)) g.give(1, sum_to_shape(multiply_tensors(g.dy(), g.saved(0)), sb));
                });
}

Variable divide(const Variable& a, const Variable& b) {
  const OpScope scope("divide", a);
  return record("divide", divide_tensors(a.data(), b.data()), {a, b},
                {data_if(b.requires_grad(), a), b.data()}, [sa = a.shape(), sb = b.shape()](Backward& g) {
                  const Tensor da = divide_tensors(g.dy(), g.saved(1));
                  if (g.needs(0)) g.give(0, sum_to_shape(da, sa));
                  if (!g.needs(1)) return;
                  const Tensor slope = multiply_tensors(da, divide_tensors(g.saved(0), g.saved(1)));
                  g.give(1, affine_tensor("divide", sum_to_shape(slope, sb), -1, 0));
                });
}

Variable affine(const Variable& x, double scale, double shift) {
  const OpScope scope("affine", x);
  const MeantNumbers meant(MeantNumbers::asked_by(scale, shift));
  return record("affine", affine_tensor("affine", x.data(), scale, shift), {x}, {},
                [scale](Backward& g) { g.give(0, affine_tensor("affine", g.dy(), scale, 0)); });
}

}  // namespace nnl
