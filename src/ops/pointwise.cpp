#include "ops/pointwise.h"

#include <cmath>

#include "autograd/node.h"
#include "kernels/pointwise.h"
#include "ops/map_tensor.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// y, made from x, with dx = slope(dy, x or y), which sees y if it `keeps_result`.
template <class Slope>
Variable with_slope(const char* op, const Variable& x, const Tensor& y, bool keeps_result, Slope slope) {
  return record(op, y, {x}, {keeps_result ? y : x.data()}, [op, slope](Backward& b) {
    b.give(0, map_floating(op, b.dy().shape(), slope, b.dy(), b.saved(0)));
  });
}

/// y = f(x), where f computes an element.
template <class F, class Slope>
Variable function(const char* op, const Variable& x, bool keeps_result, F f, Slope slope) {
  const OpScope scope(op, x);
  return with_slope(op, x, map_floating(op, x.shape(), f, x.data()), keeps_result, slope);
}

/// y = the kernel of x that pick(kernels) gives.
template <class Pick, class Slope>
Variable kernel_function(const char* op, const Variable& x, bool keeps_result, Pick pick, Slope slope) {
  const OpScope scope(op, x);
  const Tensor source = x.data().contiguous();
  const Tensor y(x.context(), x.dtype(), x.shape());
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::pointwise<T>(x.threads(), pick(kernels::best<kernels::Pointwise<T>>()), source.data<T>(),
                          y.mutable_data<T>(), x.count());
  });
  return with_slope(op, x, y, keeps_result, slope);
}

/// 1, 0 or -1; 0 for NaN.
template <class T>
T sign(T x) {
  return static_cast<T>((x > 0) - (x < 0));
}

/// x to a fixed power; the common ones by multiplication.
template <class T>
T power(T x, T exponent) {
  if (exponent == T(0.5)) return std::sqrt(x);
  if (exponent == T(-0.5)) return 1 / std::sqrt(x);
  if (exponent == T(1)) return x;
  if (exponent == T(2)) return x * x;
  if (exponent == T(3)) return x * x * x;
  if (exponent == T(-1)) return 1 / x;
  if (exponent == T(-2)) return 1 / (x * x);
  return std::pow(x, exponent);
}

/// The operands' common shape.
Dims common_shape(const char* op, const Variable& a, const Variable& b) {
  check_same_context(op, a.data(), b.data());
  check_same_dtype(op, a.data(), b.data());
  return broadcast_shapes(op, a.shape(), b.shape());
}

/// What wins(a, b) tells: whether a is the extremum and b is not.
template <class Wins>
Variable extremum(const char* op, const Variable& a, const Variable& b, Wins wins) {
  const OpScope scope(op, a);
  const Dims shape = common_shape(op, a, b);
  const Tensor y = dispatch_any(a.dtype(), [&](auto type) {
    using T = decltype(type);
    return map_as<T, T, T>(
        shape, [wins](T left, T right) { return left != left || wins(left, right) ? left : right; }, a.data(),
        b.data());
  });
  return record(op, y, {a, b}, {a.data(), b.data()}, [op, wins, shape](Backward& g) {
    for (int k = 0; k < 2; ++k) {
      if (!g.needs(k)) continue;
      const auto share = [wins](auto dy, auto mine, auto other) {
        return mine == other ? dy / 2 : wins(other, mine) ? decltype(dy){0} : dy;
      };
      const Tensor d = map_floating(op, shape, share, g.dy(), g.saved(k), g.saved(1 - k));
      g.give(k, sum_to_shape(d, g.saved(k).shape()));
    }
  });
}

}  // namespace

Variable exp(const Variable& x) {
  return kernel_function(
      "exp", x, true, [](const auto& k) { return k.exp; }, [](auto dy, auto y) { return dy * y; });
}

Variable log(const Variable& x) {
  const MeantNumbers meant(MeantNumbers::Which::infinities);  // log 0
  return kernel_function(
      "log", x, false, [](const auto& k) { return k.log; }, [](auto dy, auto v) { return dy / v; });
}

Variable sqrt(const Variable& x) {
  return kernel_function(
      "sqrt", x, true, [](const auto& k) { return k.sqrt; }, [](auto dy, auto y) { return dy / (2 * y); });
}

Variable abs(const Variable& x) {
  return function(
      "abs", x, false, [](auto v) { return std::abs(v); }, [](auto dy, auto v) { return dy * sign(v); });
}

Variable negative(const Variable& x) {
  const OpScope scope("negative", x);
  const auto minus = [](auto v) { return -v; };
  return record("negative", map_floating("negative", x.shape(), minus, x.data()), {x}, {},
                [minus](Backward& b) { b.give(0, map_floating("negative", b.dy().shape(), minus, b.dy())); });
}

Variable reciprocal(const Variable& x) {
  return function(
      "reciprocal", x, true, [](auto v) { return 1 / v; }, [](auto dy, auto y) { return -dy * (y * y); });
}

Variable pow(const Variable& x, double exponent) {
  return function(
      "pow", x, false, [=](auto v) { return power(v, static_cast<decltype(v)>(exponent)); },
      [=](auto dy, auto v) {
        using T = decltype(v);
        if (exponent == 0) return T{0};
        return dy * (static_cast<T>(exponent) * power(v, static_cast<T>(exponent - 1)));
      });
}

Variable pow(const Variable& x, const Variable& exponent) {
  const Dims shape = common_shape("pow", x, exponent);
  const Tensor y = map_floating(
      "pow", shape, [](auto v, auto e) { return std::pow(v, e); }, x.data(), exponent.data());
  return record(
      "pow", y, {x, exponent}, {x.data(), exponent.data(), exponent.requires_grad() ? y : Tensor()},
      [shape](Backward& b) {
        const Tensor &base = b.saved(0), &power_of = b.saved(1);
        if (b.needs(0)) {
          const auto slope = [](auto dy, auto v, auto e) {
            return e == 0 ? decltype(dy){0} : dy * (e * std::pow(v, e - 1));
          };
          b.give(0, sum_to_shape(map_floating("pow", shape, slope, b.dy(), base, power_of), base.shape()));
        }
        if (b.needs(1)) {
          const auto slope = [](auto dy, auto v, auto e, auto result) {
            return v == 0 && e >= 0 ? decltype(dy){0} : dy * (result * std::log(v));
          };
          b.give(1, sum_to_shape(map_floating("pow", shape, slope, b.dy(), base, power_of, b.saved(2)),
                                 power_of.shape()));
        }
      });
}

Variable clamp(const Variable& x, double low, double high) {
  if (std::isnan(low) || std::isnan(high))
    fail(Code::invalid_argument, "clamp: the bounds are {} and {}", low, high);
  return function(
      "clamp", x, false,
      [=](auto v) {
        using T = decltype(v);
        const T raised = v < static_cast<T>(low) ? static_cast<T>(low) : v;
        return raised > static_cast<T>(high) ? static_cast<T>(high) : raised;
      },
      [=](auto dy, auto v) {
        using T = decltype(v);
        return v >= static_cast<T>(low) && v <= static_cast<T>(high) ? dy : T{0};
      });
}

Variable minimum(const Variable& a, const Variable& b) {
  return extremum("minimum", a, b, [](auto left, auto right) { return left < right; });
}

Variable maximum(const Variable& a, const Variable& b) {
  return extremum("maximum", a, b, [](auto left, auto right) { return left > right; });
}

}  // namespace nnl
