// Balntas et al. 2016.
#include <cmath>

#include "autograd/node.h"
#include "kernels/row_distance.h"
#include "ops/loss_tensor.h"
#include "ops/losses.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

constexpr const char* op = "triplet_margin_loss";

/// Two of anchor (0), positive (1) and negative (2).
struct Pair {
  int a, b;
};
constexpr Pair pairs[] = {{0, 1}, {0, 2}, {1, 2}};

Dims checked_shape(const Variable& anchor, const Variable& positive, const Variable& negative,
                   const TripletMarginOptions& options) {
  for (const Variable* other : {&positive, &negative}) {
    check_same_context(op, anchor.data(), other->data());
    check_same_dtype(op, anchor.data(), other->data());
    if (anchor.rank() == 0 || other->rank() != anchor.rank())
      fail(Code::shape_mismatch, "{}: anchor {} and {} must have as many axes, at least one", op,
           to_string(anchor.shape()), to_string(other->shape()));
  }
  if (!(options.margin > 0))
    fail(Code::invalid_argument, "{}: margin {} must be positive", op, options.margin);
  if (std::isnan(options.eps)) fail(Code::invalid_argument, "{}: eps must not be NaN", op);
  if (!(options.p > 0)) fail(Code::invalid_argument, "{}: p {} must be positive", op, options.p);
  return broadcast_shapes(op, broadcast_shapes(op, anchor.shape(), positive.shape()), negative.shape());
}

/// The loss of one triplet and its derivatives by the three distances.
struct Part {
  double loss;
  double slope[3];
};
Part part_of(double positive, double negative, double swapped, const TripletMarginOptions& options) {
  const bool nearer = options.swap && (swapped < negative || swapped != swapped);
  const double share = !options.swap || negative < swapped ? 1 : nearer ? 0 : 0.5;  // halves where equal
  const double above = options.margin + positive - (nearer ? swapped : negative);
  if (above < 0) return {0, {0, 0, 0}};
  return {above, {1, -share, share - 1}};
}

}  // namespace

Variable triplet_margin_loss(const Variable& anchor, const Variable& positive, const Variable& negative,
                             const TripletMarginOptions& options) {
  const OpScope scope("triplet_margin_loss", anchor);
  Dims shape = checked_shape(anchor, positive, negative, options);
  const auto row_major = [&](const Variable& x) { return x.data().broadcast_to(shape).contiguous(); };
  const Tensor x[] = {row_major(anchor), row_major(positive), row_major(negative)};
  const int64_t width = shape.back();
  shape.erase(shape.size() - 1);
  const int64_t rows = count_elements(shape);
  const int used = options.swap ? 3 : 2;
  const Tensor losses(x[0].context(), DType::f64, {rows});
  // Row k of each: of the distance between pairs[k].
  const Tensor distances = Tensor::zeros(x[0].context(), DType::f64, {3, rows});
  const Tensor slopes = Tensor::zeros(x[0].context(), DType::f64, {3, rows});
  double* distance = distances.mutable_data<double>();
  dispatch_floating(op, x[0].dtype(), [&](auto type) {
    using T = decltype(type);
    for (int k = 0; k < used; ++k)
      kernels::row_distance<T>(x[0].threads(), rows, width, x[pairs[k].a].template data<T>(),
                               x[pairs[k].b].template data<T>(), options.p, options.eps, distance + k * rows);
  });
  for (int64_t row = 0; row < rows; ++row) {
    const Part part = part_of(distance[row], distance[rows + row], distance[2 * rows + row], options);
    losses.mutable_data<double>()[row] = part.loss;
    for (int k = 0; k < 3; ++k) slopes.mutable_data<double>()[k * rows + row] = part.slope[k];
  }
  const auto count = static_cast<double>(rows);
  const Tensor result = reduced_losses(losses, x[0].dtype(), shape, options.reduction, count);
  return record(
      op, result, {anchor, positive, negative}, {x[0], x[1], x[2], distances, slopes},
      [=, shapes = std::array{anchor.shape(), positive.shape(), negative.shape()}](Backward& b) {
        const Tensor dloss = loss_gradients(b.dy(), rows, options.reduction, count);
        const Tensor slope = b.saved(4).copy();
        double* ddistance = slope.mutable_data<double>();
        for (int k = 0; k < used; ++k)
          for (int64_t row = 0; row < rows; ++row) ddistance[k * rows + row] *= dloss.data<double>()[row];
        Tensor dx[3];
        for (int i = 0; i < 3; ++i) {
          const Tensor& saved = b.saved(i);
          if (b.needs(i)) dx[i] = Tensor::zeros(saved.context(), saved.dtype(), saved.shape());
        }
        dispatch_floating(op, b.saved(0).dtype(), [&](auto type) {
          using T = decltype(type);
          const auto gradient = [&](int i) { return dx[i] ? dx[i].template mutable_data<T>() : nullptr; };
          for (int k = 0; k < used; ++k) {
            const auto [first, second] = pairs[k];
            kernels::row_distance_backward<T>(slope.threads(), rows, width, b.saved(first).data<T>(),
                                              b.saved(second).data<T>(), options.p, options.eps,
                                              b.saved(3).data<double>() + k * rows, ddistance + k * rows,
                                              gradient(first), gradient(second));
          }
        });
        for (int i = 0; i < 3; ++i)
          if (dx[i]) b.give(i, sum_to_shape(dx[i], shapes[static_cast<size_t>(i)]));
      });
}

}  // namespace nnl
