#include "kernels/activation.h"

#include <cmath>

#include "autograd/node.h"
#include "ops/ops.h"

namespace nnl {
namespace {

/// kernel(threads, x, y, n) over a whole tensor.
template <class Kernel>
Tensor map(const char* op, const Tensor& x, Kernel kernel) {
  const Tensor source = x.contiguous();
  Tensor y(x.context(), x.dtype(), x.shape());
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernel(x.threads(), source.data<T>(), y.mutable_data<T>(), x.count());
  });
  return y;
}

/// kernel(threads, saved, dy, dx, n) over a whole tensor.
template <class Kernel>
Tensor map_backward(const char* op, const Tensor& saved, const Tensor& dy, Kernel kernel) {
  return map(op, dy, [&](int threads, const auto* gradient, auto* dx, int64_t n) {
    using T = std::remove_reference_t<decltype(*dx)>;
    kernel(threads, saved.contiguous().data<T>(), gradient, dx, n);
  });
}

}  // namespace

Variable sigmoid(const Variable& x) {
  const OpScope scope("sigmoid", x);
  const Tensor y = map("sigmoid", x.data(), [](auto... a) { kernels::sigmoid(a...); });
  return record("sigmoid", y, {x}, {y}, [](Backward& b) {
    b.give(0,
           map_backward("sigmoid", b.saved(0), b.dy(), [](auto... a) { kernels::sigmoid_backward(a...); }));
  });
}

Variable tanh(const Variable& x) {
  const OpScope scope("tanh", x);
  const Tensor y = map("tanh", x.data(), [](auto... a) { kernels::tanh(a...); });
  return record("tanh", y, {x}, {y}, [](Backward& b) {
    b.give(0, map_backward("tanh", b.saved(0), b.dy(), [](auto... a) { kernels::tanh_backward(a...); }));
  });
}

Variable relu(const Variable& x) {
  const OpScope scope("relu", x);
  const Tensor y = map("relu", x.data(), [](auto... a) { kernels::relu(a...); });
  return record("relu", y, {x}, {y}, [](Backward& b) {
    b.give(0, map_backward("relu", b.saved(0), b.dy(), [](auto... a) { kernels::relu_backward(a...); }));
  });
}

Variable leaky_relu(const Variable& x, double negative_slope) {
  const OpScope scope("leaky_relu", x);
  if (std::isnan(negative_slope)) fail(Code::invalid_argument, "leaky_relu: negative_slope must not be NaN");
  const Tensor y = map("leaky_relu", x.data(), [=](int threads, const auto* from, auto* to, int64_t n) {
    using T = std::remove_reference_t<decltype(*to)>;
    kernels::leaky_relu<T>(threads, from, static_cast<T>(negative_slope), to, n);
  });
  return record("leaky_relu", y, {x}, {x.data()}, [negative_slope](Backward& b) {
    b.give(0, map_backward("leaky_relu", b.saved(0), b.dy(),
                           [=](int threads, const auto* from, const auto* dy, auto* dx, int64_t n) {
                             using T = std::remove_reference_t<decltype(*dx)>;
                             kernels::leaky_relu_backward<T>(threads, from, static_cast<T>(negative_slope),
                                                             dy, dx, n);
                           }));
  });
}

}  // namespace nnl
