#include <cmath>

#include "autograd/node.h"
#include "kernels/row_distance.h"
#include "ops/loss_tensor.h"
#include "ops/losses.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

kernels::RowCosine row_cosine_of(const Tensor& cosine, const Tensor& square_a, const Tensor& square_b) {
  return {cosine.mutable_data<double>(), square_a.mutable_data<double>(), square_b.mutable_data<double>()};
}

/// The loss of one row and its derivative by the cosine.
struct Part {
  double loss, slope;
};
Part part_of(double target, double cosine, double margin) {
  if (target == 1) return {1 - cosine, -1};
  if (target != -1) return {0, 0};
  const double above = cosine - margin;
  return {above < 0 ? 0 : above, above >= 0 ? 1.0 : 0.0};
}

Dims checked_shape(const Variable& a, const Variable& b, const Tensor& target) {
  const char* op = "cosine_embedding_loss";
  check_same_context(op, a.data(), b.data());
  check_same_context(op, a.data(), target);
  check_same_dtype(op, a.data(), b.data());
  if (target.rank() > 1 || a.rank() != target.rank() + 1 || b.rank() != target.rank() + 1)
    fail(Code::shape_mismatch, "{}: inputs {} and {} with target {} must be (N, D) with (N), or (D) with ()",
         op, to_string(a.shape()), to_string(b.shape()), to_string(target.shape()));
  const Dims shape = broadcast_shapes(op, a.shape(), b.shape());
  if (target.rank() == 1 && target.size(0) != shape[0])
    fail(Code::shape_mismatch, "{}: target {} must have one element for each of {} rows", op,
         to_string(target.shape()), shape[0]);
  return shape;
}

}  // namespace

Variable cosine_embedding_loss(const Variable& a, const Variable& b, const Tensor& target, double margin,
                               Reduction reduction) {
  const OpScope scope("cosine_embedding_loss", a);
  if (std::isnan(margin)) fail(Code::invalid_argument, "cosine_embedding_loss: margin must not be NaN");
  const Dims shape = checked_shape(a, b, target);
  const Tensor x = a.data().broadcast_to(shape).contiguous(), y = b.data().broadcast_to(shape).contiguous();
  const int64_t width = shape.back(), rows = target.count();
  Context& owner = x.context();
  const Tensor cosine(owner, DType::f64, {rows}), square_x(owner, DType::f64, {rows}),
      square_y(owner, DType::f64, {rows}), losses(owner, DType::f64, {rows}),
      slopes(owner, DType::f64, {rows});
  dispatch_floating("cosine_embedding_loss", x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::row_cosine<T>(x.threads(), rows, width, x.data<T>(), y.data<T>(),
                           row_cosine_of(cosine, square_x, square_y));
  });
  const Tensor signs = target.to(DType::f64).contiguous();
  for (int64_t row = 0; row < rows; ++row) {
    const Part part = part_of(signs.data<double>()[row], cosine.data<double>()[row], margin);
    losses.mutable_data<double>()[row] = part.loss;
    slopes.mutable_data<double>()[row] = part.slope;
  }
  const auto count = static_cast<double>(rows);
  const Tensor result = reduced_losses(losses, x.dtype(), target.shape(), reduction, count);
  return record("cosine_embedding_loss", result, {a, b}, {x, y, cosine, square_x, square_y, slopes},
                [=, shape_a = a.shape(), shape_b = b.shape()](Backward& back) {
                  const Tensor dcosine = loss_gradients(back.dy(), rows, reduction, count);
                  double* d = dcosine.mutable_data<double>();
                  for (int64_t row = 0; row < rows; ++row) d[row] *= back.saved(5).data<double>()[row];
                  const auto give = [&](int which, const Dims& own) {
                    if (!back.needs(which)) return;
                    const Tensor& from = back.saved(which);
                    const Tensor& other = back.saved(1 - which);
                    const Tensor dx(from.context(), from.dtype(), from.shape());
                    const auto saved =
                        row_cosine_of(back.saved(2), back.saved(3 + which), back.saved(4 - which));
                    dispatch_floating("cosine_embedding_loss", from.dtype(), [&](auto type) {
                      using T = decltype(type);
                      kernels::row_cosine_backward<T>(from.threads(), rows, width, from.data<T>(),
                                                      other.data<T>(), saved, d, dx.mutable_data<T>());
                    });
                    back.give(which, sum_to_shape(dx, own));
                  };
                  give(0, shape_a);
                  give(1, shape_b);
                });
}

}  // namespace nnl
