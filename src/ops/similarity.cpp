#include "ops/similarity.h"

#include <algorithm>
#include <cmath>

#include "autograd/node.h"
#include "kernels/reduce_middle.h"
#include "ops/map_tensor.h"
#include "ops/ops.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// Sums along the masked axes, in double, with the axes kept.
struct Angles {
  Tensor cosine, norm_a, norm_b;
};

/// The sum of products of two tensors of one shape over the masked axes.
Tensor dot(const Tensor& a, const Tensor& b, const AxisMask& mask) {
  const MiddleAxes left = middle_axes(a, mask), right = middle_axes(b, mask);
  Tensor result(a.context(), DType::f64, reduced_shape(a.shape(), mask, true));
  double* out = result.mutable_data<double>();
  dispatch_floating("cosine_similarity", a.dtype(), [&](auto type) {
    using T = decltype(type);
    const T *x = left.source.data<T>(), *y = right.source.data<T>();
    kernels::reduce_middle(
        a.threads(), left.outer, left.reduced, left.inner,
        [=](int64_t at, int64_t) { return static_cast<double>(x[at]) * static_cast<double>(y[at]); },
        [=](int64_t i, double sum) { out[i] = sum; });
  });
  return result;
}

Tensor root(const Tensor& x) {
  return map_as<double, double>(
      x.shape(), [](double v) { return std::sqrt(v); }, x);
}

/// The mean size of elements over the masked axes, or 1 where that is of no use as a unit.
Tensor unit_of(const Tensor& x, const AxisMask& mask) {
  const MiddleAxes axes = middle_axes(x, mask);
  Tensor result(x.context(), DType::f64, reduced_shape(x.shape(), mask, true));
  double* out = result.mutable_data<double>();
  const double* values = axes.source.data<double>();
  const auto n = static_cast<double>(axes.reduced);
  kernels::reduce_middle(
      x.threads(), axes.outer, axes.reduced, axes.inner,
      [=](int64_t at, int64_t) { return std::abs(values[at]) / n; },
      [=](int64_t i, double mean) { out[i] = mean > 0 && std::isfinite(mean) ? mean : 1; });
  return result;
}

/// Whether squares of f64 may have left their range on the way to a norm.
bool squares_are_lost(const Tensor& norm) {
  const double* values = norm.data<double>();
  return std::any_of(values, values + norm.count(), [](double v) { return !(v > 0x1p-450 && v < 0x1p450); });
}

/// The angles of f64 of any size: of multiples of the mean size of each line.
Angles scaled_angles(const Tensor& a, const Tensor& b, const AxisMask& mask, double eps) {
  const auto in_units = [](const Tensor& x, const Tensor& unit) {
    return map_as<double, double, double>(
        x.shape(), [](double v, double u) { return v / u; }, x, unit);
  };
  const auto times = [](const Tensor& x, const Tensor& unit) {
    return map_as<double, double, double>(
        x.shape(), [](double v, double u) { return v * u; }, x, unit);
  };
  const Tensor unit_a = unit_of(a, mask), unit_b = unit_of(b, mask);
  const Tensor x = in_units(a, unit_a), y = in_units(b, unit_b);
  const Tensor norm_a = times(root(dot(x, x, mask)), unit_a), norm_b = times(root(dot(y, y, mask)), unit_b);
  const Tensor product = dot(x, y, mask);
  const Tensor cosine = map_as<double, double, double, double, double, double>(
      product.shape(),
      [eps](double p, double ua, double na, double ub, double nb) {
        return p * (ua / std::max(na, eps)) * (ub / std::max(nb, eps));
      },
      product, unit_a, norm_a, unit_b, norm_b);
  return {cosine, norm_a, norm_b};
}

Angles angles(const Tensor& a, const Tensor& b, const AxisMask& mask, double eps) {
  const Tensor norm_a = root(dot(a, a, mask)), norm_b = root(dot(b, b, mask)), product = dot(a, b, mask);
  if (a.dtype() == DType::f64 && (squares_are_lost(norm_a) || squares_are_lost(norm_b)))
    return scaled_angles(a, b, mask, eps);
  const Tensor cosine = map_as<double, double, double, double>(
      product.shape(),
      [eps](double p, double na, double nb) { return p / std::max(na, eps) / std::max(nb, eps); }, product,
      norm_a, norm_b);
  return {cosine, norm_a, norm_b};
}

/// The gradient of x, one of the two; `other` is the other one.
Tensor slope(const Tensor& x, const Tensor& norm_x, const Tensor& other, const Tensor& norm_other,
             const Tensor& cosine, const Tensor& dy, const Dims& shape, double eps) {
  return dispatch_floating("cosine_similarity", x.dtype(), [&](auto type) {
    using T = decltype(type);
    return map_as<T, T, double, T, double, double, T>(
        shape,
        [eps](T v, double nv, T w, double nw, double c, T gradient) {
          const double bounded = std::max(nv, eps);
          // The norm's own derivative is v / nv, and 0 for no length.
          const double turn = nv == 0 ? 0 : c * (static_cast<double>(v) / nv) / bounded;
          const double d = static_cast<double>(w) / bounded / std::max(nw, eps) - turn;
          return static_cast<T>(static_cast<double>(gradient) * d);
        },
        x, norm_x, other, norm_other, cosine, dy);
  });
}

}  // namespace

Variable bmm(const Variable& a, const Variable& b) {
  const OpScope scope("bmm", a);
  if (a.rank() != 3 || b.rank() != 3)
    fail(Code::shape_mismatch, "bmm: {} and {} must have 3 axes", to_string(a.shape()), to_string(b.shape()));
  if (a.size(0) != b.size(0))
    fail(Code::shape_mismatch, "bmm: {} matrices of {} and {} of {}", a.size(0), to_string(a.shape()),
         b.size(0), to_string(b.shape()));
  return matmul(a, b);
}

Variable cosine_similarity(const Variable& a, const Variable& b, int64_t axis, double eps) {
  const char* op = "cosine_similarity";
  const OpScope scope(op, a);
  check_same_context(op, a.data(), b.data());
  check_same_dtype(op, a.data(), b.data());
  if (!is_floating(a.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(a.dtype()));
  if (!(eps >= 0)) fail(Code::invalid_argument, "{}: eps {} must not be negative", op, eps);
  const Dims shape = broadcast_shapes(op, a.shape(), b.shape());
  const AxisMask mask = mask_of(op, {&axis, 1}, shape.size());
  const Angles made = angles(a.data().broadcast_to(shape), b.data().broadcast_to(shape), mask, eps);
  const Dims kept = made.cosine.shape();
  const Tensor y = made.cosine.to(a.dtype()).reshape(reduced_shape(shape, mask, false));
  return record(op, y, {a, b}, {a.data(), b.data(), made.cosine, made.norm_a, made.norm_b},
                [shape, kept, eps](Backward& g) {
                  const Tensor dy = g.dy().reshape(kept);
                  for (int k = 0; k < 2; ++k) {
                    if (!g.needs(k)) continue;
                    const Tensor dx = slope(g.saved(k), g.saved(3 + k), g.saved(1 - k), g.saved(4 - k),
                                            g.saved(2), dy, shape, eps);
                    g.give(k, sum_to_shape(dx, g.saved(k).shape()));
                  }
                });
}

}  // namespace nnl
