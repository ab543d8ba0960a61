#include "ops/statistics.h"

#include <cmath>

#include "autograd/node.h"
#include "kernels/extremum.h"
#include "kernels/norm.h"
#include "kernels/reduce_middle.h"
#include "ops/map_tensor.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// A dtype that has a mean and a norm.
void check_floating(const char* op, const Variable& x) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(x.dtype()));
}

/// What gradients of a spread are made from.
struct Spread {
  Tensor mean;   // f64, the axes kept
  Tensor value;  // variance or standard deviation
};

Spread spread(const Tensor& x, const AxisMask& mask, double divisor, bool root) {
  const MiddleAxes axes = middle_axes(x, mask);
  const Dims kept = reduced_shape(x.shape(), mask, true);
  const Spread result{Tensor(x.context(), DType::f64, kept), Tensor(x.context(), x.dtype(), kept)};
  double* mean = result.mean.mutable_data<double>();
  dispatch_floating("var", x.dtype(), [&](auto type) {
    using T = decltype(type);
    const T* values = axes.source.data<T>();
    T* out = result.value.mutable_data<T>();
    kernels::reduce_middle(
        x.threads(), axes.outer, axes.reduced, axes.inner,
        [=](int64_t at, int64_t) { return static_cast<double>(values[at]); },
        [=, n = static_cast<double>(axes.reduced)](int64_t i, double sum) { mean[i] = sum / n; });
    kernels::reduce_middle(
        x.threads(), axes.outer, axes.reduced, axes.inner,
        [=](int64_t at, int64_t i) {
          const double distance = static_cast<double>(values[at]) - mean[i];
          return distance * distance;
        },
        [=](int64_t i, double sum) {
          const double variance = sum / std::max(divisor, 0.0);
          out[i] = static_cast<T>(root ? std::sqrt(variance) : variance);
        });
  });
  return result;
}

/// d variance / d x at a distance from the mean. Where nothing is left to divide by, PyTorch has it infinite
/// over all elements, whichever way the distance goes, and takes the formula at its word over axes.
double variance_slope(double distance, double divisor, bool of_all) {
  if (of_all && divisor <= 0) return distance == 0 ? NAN : HUGE_VAL;
  return 2 / divisor * distance;
}

Variable deviation(const char* op, const Variable& x, std::span<const int64_t> axes, int64_t correction,
                   bool keepdim, bool root) {
  const OpScope scope(op, x);
  check_floating(op, x);
  if (correction < 0) fail(Code::invalid_argument, "{}: correction {} is negative", op, correction);
  const AxisMask mask = mask_of(op, axes, x.rank());
  const double divisor =
      static_cast<double>(reduced_count(x.shape(), mask)) - static_cast<double>(correction);
  const Spread made = spread(x.data(), mask, divisor, root);
  const Tensor y = made.value.reshape(reduced_shape(x.shape(), mask, keepdim));
  const bool of_all = axes.empty() || x.rank() == 0;
  return record(op, y, {x}, {x.data(), made.mean, root ? made.value : Tensor()},
                [op, divisor, root, of_all](Backward& b) {
                  const Tensor &from = b.saved(0), &mean = b.saved(1);
                  Tensor slope = b.dy().reshape(mean.shape());
                  if (root)
                    slope = map_floating(
                        op, mean.shape(),
                        [](auto dy, auto value) { return value == 0 ? decltype(dy){0} : dy / (2 * value); },
                        slope, b.saved(2));
                  b.give(0, dispatch_floating(op, from.dtype(), [&](auto type) {
                           using T = decltype(type);
                           return map_as<T, T, double, T>(
                               from.shape(),
                               [=](T v, double center, T dy) {
                                 const double distance = static_cast<double>(v) - center;
                                 return static_cast<T>(static_cast<double>(dy) *
                                                       variance_slope(distance, divisor, of_all));
                               },
                               from, mean, slope);
                         }));
                });
}

template <class T>
double magnitude(T x) {
  return std::abs(static_cast<double>(x));
}

/// The norm of each line with finite p.
template <class T>
void finite_norm(int threads, const MiddleAxes& axes, double p, T* out) {
  const T* x = axes.source.data<T>();
  const auto reduce = [&](auto term, auto finish) {
    kernels::reduce_middle(
        threads, axes.outer, axes.reduced, axes.inner,
        [=](int64_t at, int64_t) { return term(magnitude(x[at])); },
        [=](int64_t i, double sum) { out[i] = static_cast<T>(finish(sum)); });
  };
  const auto same = [](double v) { return v; };
  if (p == 2)
    reduce([](double v) { return v * v; }, [](double sum) { return std::sqrt(sum); });
  else if (p == 1)
    reduce(same, same);
  else if (p == 0)
    reduce([](double v) { return v != 0 ? 1.0 : 0.0; }, same);
  else
    reduce([=](double v) { return std::pow(v, p); }, [=](double sum) { return std::pow(sum, 1 / p); });
  if (!(p > 1)) return;
  for (int64_t i = 0; i < axes.outer * axes.inner; ++i) {
    if (!kernels::powers_are_lost(static_cast<double>(out[i]), p)) continue;
    const T* line = x + i / axes.inner * axes.reduced * axes.inner + i % axes.inner;
    out[i] = static_cast<T>(kernels::scaled_norm_of(
        threads, axes.reduced, p, [&](int64_t k) { return magnitude(line[k * axes.inner]); }));
  }
}

Tensor norm_tensor(const Tensor& x, double p, const AxisMask& mask) {
  const bool infinite = std::isinf(p);
  const Tensor source = infinite ? map_floating(
                                       "norm", x.shape(), [](auto v) { return std::abs(v); }, x)
                                 : x;
  const MiddleAxes axes = middle_axes(source, mask);
  const Dims kept = reduced_shape(x.shape(), mask, true);
  const Tensor y(x.context(), x.dtype(), kept);
  dispatch_floating("norm", x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (!infinite) return finite_norm(x.threads(), axes, p, y.mutable_data<T>());
    const Tensor index(x.context(), DType::i64, kept);
    kernels::extremum_middle(x.threads(), p > 0, axes.outer, axes.reduced, axes.inner, axes.source.data<T>(),
                             y.mutable_data<T>(), index.mutable_data<int64_t>());
  });
  return y;
}

double sign(double x) { return static_cast<double>((x > 0) - (x < 0)); }

/// d norm / d x for finite p, of an element v of a line with that norm.
double norm_slope(double v, double norm, double p) {
  if (p == 0) return 0;
  if (p == 1) return sign(v);
  if (p == 2) return norm == 0 ? 0 : v / norm;
  return v == 0 || norm == 0 ? 0 : sign(v) * std::pow(std::abs(v) / norm, p - 1);
}

/// For infinite p the elements that are the norm in size share dy evenly.
Tensor infinite_norm_gradient(const Tensor& x, const Tensor& norm, const Tensor& dy, const AxisMask& mask) {
  const auto is_norm = [](auto v, auto size) {
    using T = decltype(v);
    return std::abs(v) == size || (v != v && size != size) ? T{1} : T{0};
  };
  const Tensor hits = map_floating("norm", x.shape(), is_norm, x, norm);
  const auto share = [](auto v, auto hit, auto gradient, auto count) {
    using T = decltype(v);
    return static_cast<T>((v > 0) - (v < 0)) * hit * (gradient / count);
  };
  return map_floating("norm", x.shape(), share, x, hits, dy, sum_axes(hits, mask, true));
}

}  // namespace

Variable var(const Variable& x, std::span<const int64_t> axes, int64_t correction, bool keepdim) {
  return deviation("var", x, axes, correction, keepdim, false);
}

Variable std_deviation(const Variable& x, std::span<const int64_t> axes, int64_t correction, bool keepdim) {
  return deviation("std", x, axes, correction, keepdim, true);
}

Variable norm(const Variable& x, double p, std::span<const int64_t> axes, bool keepdim) {
  const OpScope scope("norm", x);
  check_floating("norm", x);
  if (std::isnan(p)) fail(Code::invalid_argument, "norm: p is NaN");
  const AxisMask mask = mask_of("norm", axes, x.rank());
  if ((p < 0 || std::isinf(p)) && reduced_count(x.shape(), mask) == 0)
    fail(Code::shape_mismatch, "norm: with p = {}, axes of {} must not be empty", p, to_string(x.shape()));
  const Tensor y = norm_tensor(x.data(), p, mask);
  return record("norm", y.reshape(reduced_shape(x.shape(), mask, keepdim)), {x}, {x.data(), y},
                [p, mask](Backward& b) {
                  const Tensor &from = b.saved(0), &size = b.saved(1);
                  const Tensor dy = b.dy().reshape(size.shape());
                  if (std::isinf(p)) return b.give(0, infinite_norm_gradient(from, size, dy, mask));
                  const auto slope = [p](auto v, auto n, auto gradient) {
                    const double d = norm_slope(static_cast<double>(v), static_cast<double>(n), p);
                    return static_cast<decltype(v)>(d * static_cast<double>(gradient));
                  };
                  b.give(0, map_floating("norm", from.shape(), slope, from, size, dy));
                });
}

}  // namespace nnl
