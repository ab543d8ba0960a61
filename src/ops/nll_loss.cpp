// Negative log-likelihood of class numbers.
#include "autograd/node.h"
#include "base/thread_pool.h"
#include "ops/class_targets.h"
#include "ops/loss_tensor.h"
#include "ops/losses.h"

namespace nnl {
namespace {

/// Where the element of a row's class lies in an input (outer, classes, inner), row = outer * inner.
struct Layout {
  int64_t classes, inner;
  int64_t at(int64_t row, int64_t number) const {
    return (row / inner * classes + number) * inner + row % inner;
  }
};

Layout layout_of(const Dims& shape) {
  int64_t inner = 1;
  for (int axis = 2; axis < shape.size(); ++axis) inner *= shape[axis];
  return {shape[class_axis(shape)], inner};
}

/// f(row, class, weight) for each row that is not ignored.
template <class T, class F>
void for_rows(const Tensor& numbers, const Tensor& weight, int64_t ignore_index, const F& f) {
  const int64_t* number = numbers.data<int64_t>();
  const T* w = weight ? weight.data<T>() : nullptr;
  parallel_blocks(numbers.threads(), numbers.count(), 1 << 13, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row)
      if (number[row] != ignore_index) f(row, number[row], w ? static_cast<double>(w[number[row]]) : 1.0);
  });
}

}  // namespace

Variable nll_loss(const Variable& input, const Tensor& target, const NllOptions& options) {
  const OpScope scope("nll_loss", input);
  const Tensor x = input.data().contiguous();
  if (x.rank() == 0) fail(Code::shape_mismatch, "nll_loss: the input has no axis of classes");
  check_same_context("nll_loss", x, target);
  const Tensor weight = class_weight("nll_loss", x, options.weight);
  const Tensor numbers = class_numbers("nll_loss", "input", x, target, options.ignore_index);
  const Layout layout = layout_of(x.shape());
  const int64_t rows = numbers.count(), ignored = options.ignore_index;
  const Tensor losses = Tensor::zeros(x.context(), DType::f64, {rows});
  const Tensor weights = Tensor::zeros(x.context(), DType::f64, {rows});
  dispatch_floating("nll_loss", x.dtype(), [&](auto type) {
    using T = decltype(type);
    for_rows<T>(numbers, weight, ignored, [&](int64_t row, int64_t number, double w) {
      losses.mutable_data<double>()[row] = -w * static_cast<double>(x.data<T>()[layout.at(row, number)]);
      weights.mutable_data<double>()[row] = w;
    });
  });
  const Reduction reduction = options.reduction;
  const double denominator = reduced_losses(weights, DType::f64, {}, Reduction::sum, 1).item();
  const Tensor result = reduced_losses(losses, x.dtype(), target.shape(), reduction, denominator);
  return record(
      "nll_loss", result, {input}, {numbers, weight}, [=, dtype = x.dtype(), shape = x.shape()](Backward& b) {
        const Tensor dloss = loss_gradients(b.dy(), rows, reduction, denominator);
        const Tensor dx = Tensor::zeros(b.dy().context(), dtype, shape);
        dispatch_floating("nll_loss", dtype, [&](auto type) {
          using T = decltype(type);
          for_rows<T>(b.saved(0), b.saved(1), ignored, [&](int64_t row, int64_t number, double w) {
            dx.mutable_data<T>()[layout.at(row, number)] = static_cast<T>(-w * dloss.data<double>()[row]);
          });
        });
        b.give(0, dx);
      });
}

}  // namespace nnl
