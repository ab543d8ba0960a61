#include "kernels/softmax.h"

#include "autograd/node.h"
#include "ops/ops.h"

namespace nnl {
namespace {

/// kernel(threads, x, rows, classes, y) along `axis`, which is brought to the end and back.
template <class Kernel>
Tensor along(const char* op, const Tensor& x, int axis, Kernel kernel) {
  const Tensor moved = x.transpose(axis, -1).contiguous();
  Tensor y(x.context(), x.dtype(), moved.shape());
  const int64_t classes = moved.size(-1);
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (y.count() > 0)
      kernel(x.threads(), moved.data<T>(), y.count() / classes, classes, y.mutable_data<T>());
  });
  return y.transpose(axis, -1);
}

/// kernel(threads, y, dy, rows, classes, dx) along `axis`.
template <class Kernel>
Tensor along_backward(const char* op, const Tensor& y, const Tensor& dy, int axis, Kernel kernel) {
  const Tensor value = y.transpose(axis, -1).contiguous();
  return along(op, dy, axis, [&](int threads, const auto* gradient, int64_t rows, int64_t classes, auto* dx) {
    using T = std::remove_reference_t<decltype(*dx)>;
    kernel(threads, value.data<T>(), gradient, rows, classes, dx);
  });
}

/// The axis; a tensor without axes is one row of one class.
int class_axis(const char* op, int64_t axis, const Variable& x) {
  return normalize_axis(op, axis, std::max(x.rank(), 1));
}

}  // namespace

Variable softmax(const Variable& x, int64_t axis) {
  const int a = class_axis("softmax", axis, x);
  if (x.rank() == 0) return reshape(softmax(reshape(x, {1}), 0), {});
  const OpScope scope("softmax", x);
  const Tensor y = along("softmax", x.data(), a, [](auto... k) { kernels::softmax(k...); });
  return record("softmax", y, {x}, {y}, [a](Backward& b) {
    b.give(0, along_backward("softmax", b.saved(0), b.dy(), a,
                             [](auto... k) { kernels::softmax_backward(k...); }));
  });
}

Variable log_softmax(const Variable& x, int64_t axis) {
  const int a = class_axis("log_softmax", axis, x);
  if (x.rank() == 0) return reshape(log_softmax(reshape(x, {1}), 0), {});
  const OpScope scope("log_softmax", x);
  const Tensor y = along("log_softmax", x.data(), a, [](auto... k) { kernels::log_softmax(k...); });
  return record("log_softmax", y, {x}, {y}, [a](Backward& b) {
    b.give(0, along_backward("log_softmax", b.saved(0), b.dy(), a,
                             [](auto... k) { kernels::log_softmax_backward(k...); }));
  });
}

}  // namespace nnl
