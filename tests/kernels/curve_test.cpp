#include "kernels/curve.h"

#include "support/activation_checks.h"

namespace {

using nnl::kernels::CurveKernels;
using namespace nnl::test;

using Wide = long double;
constexpr Wide kDensity = 0.398942280401432677939946059934L;

Wide upper_tail(Wide x) { return std::erfc(x * std::sqrt(0.5L)) / 2; }
Wide density(Wide x) { return kDensity * std::exp(-x * x / 2); }
Wide sigmoid(Wide x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

template <class T>
class Curve : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Curve, Types);

/// Holds `pair`'s values over the whole range against exact ones, `most_ulps` apart at most, and its slopes,
/// 8 ulp of scale(x) apart at most, which is the greatest of the slope's terms.
template <class T, class Pair, class Value, class Slope, class Scale>
void check_curve(const Pair& pair, T a, T b, double most_ulps, const Value& value, const Slope& slope,
                 const Scale& scale) {
  const Vector<T> x = sweep<T>(), ones(x.size(), T(1));
  Vector<T> y(x.size()), dx(x.size());
  pair.forward(x.data(), a, b, y.data(), length(x), false);
  pair.backward(x.data(), a, b, ones.data(), dx.data(), length(x), false);
  const Wide least = Limits<T>::min();
  double worst = 0, worst_slope = 0;
  T at = 0, slope_at = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const Wide exact = value(static_cast<Wide>(x[i])), derivative = slope(static_cast<Wide>(x[i]));
    // Near the smallest numbers the result may be 0.
    const Wide far = std::fabs(static_cast<Wide>(y[i]) - exact),
               error = std::fabs(static_cast<Wide>(dx[i]) - derivative);
    const Wide off = far < 1024 * least ? 0 : ulps(y[i], exact);
    const Wide size = std::max(std::fabs(scale(static_cast<Wide>(x[i]))), least);
    const Wide slope_off =
        error < 1024 * least ? 0 : std::ldexp(error, Limits<T>::digits - 1 - std::ilogb(size));
    if (!(off <= worst)) worst = static_cast<double>(off), at = x[i];
    if (!(slope_off <= worst_slope)) worst_slope = static_cast<double>(slope_off), slope_at = x[i];
  }
  EXPECT_LE(worst, most_ulps) << "at " << at;
  EXPECT_LE(worst_slope, 8) << "slope at " << slope_at;
}

TYPED_TEST(Curve, gelu_is_right_to_8_ulp_on_the_whole_range) {
  using T = TypeParam;
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    check_curve<T>(
        kernels.gelu, T(0), T(0), 8, [](Wide x) { return x * upper_tail(-x); },
        [](Wide x) { return upper_tail(-x) + x * density(x); },
        [](Wide x) { return std::max(upper_tail(-x), std::fabs(x) * density(x)); });
  });
}

TYPED_TEST(Curve, silu_is_right_to_4_ulp_on_the_whole_range) {
  using T = TypeParam;
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    check_curve<T>(
        kernels.silu, T(0), T(0), 4, [](Wide x) { return x * sigmoid(x); },
        [](Wide x) { return sigmoid(x) * (1 + x * sigmoid(-x)); },
        [](Wide x) { return sigmoid(x) * std::max(1.0L, std::fabs(x) * sigmoid(-x)); });
  });
}

TYPED_TEST(Curve, elu_is_right_to_4_ulp_on_the_whole_range) {
  using T = TypeParam;
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    for (const T alpha : {T(1), T(0.3), T(-2)}) {
      const Wide a = alpha;
      const auto slope = [a](Wide x) { return x > 0 ? 1 : a * std::exp(x); };
      check_curve<T>(
          kernels.elu, alpha, T(0), 4, [a](Wide x) { return x > 0 ? x : a * std::expm1(x); }, slope, slope);
    }
  });
}

TYPED_TEST(Curve, softplus_is_right_to_4_ulp_on_the_whole_range) {
  using T = TypeParam;
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    for (const T beta : {T(1), T(0.5), T(-2)})
      for (const T threshold : {T(20), T(1000), T(-1)}) {
        const Wide a = beta, b = threshold;
        const auto slope = [=](Wide x) { return a * x > b ? 1 : sigmoid(a * x); };
        check_curve<T>(
            kernels.softplus, beta, threshold, 4,
            [=](Wide x) {
              const Wide z = a * x;
              return z > b ? x : (std::max(z, 0.0L) + std::log1p(std::exp(-std::fabs(z)))) / a;
            },
            slope, slope);
      }
  });
}

// The rounding of the cubic inside the sigmoid is multiplied by its size; where the result is not tiny that
// leaves most digits.
TYPED_TEST(Curve, gelu_by_tanh_keeps_its_digits_where_it_is_not_tiny) {
  using T = TypeParam;
  const Vector<T> x = sweep<T>(), ones(x.size(), T(1));
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    Vector<T> y(x.size()), dx(x.size());
    kernels.gelu_tanh.forward(x.data(), T(0), T(0), y.data(), length(x), false);
    kernels.gelu_tanh.backward(x.data(), T(0), T(0), ones.data(), dx.data(), length(x), false);
    for (size_t i = 0; i < x.size(); ++i) {
      const Wide at = x[i], c = 2 * std::sqrt(2 / 3.14159265358979323846L),
                 z = c * (at + 0.044715L * at * at * at);
      const Wide exact = at * sigmoid(z), bound = 4 + 3 * std::fabs(z);
      if (at > -5) {
        EXPECT_LE(ulps(y[i], exact), std::min(bound, 40.0L)) << at;
      } else {
        EXPECT_LE(std::fabs(static_cast<Wide>(y[i])), 1e-4) << at;
      }
      const Wide slope = sigmoid(z) * (1 + at * sigmoid(-z) * c * (1 + 3 * 0.044715L * at * at));
      const Wide error = std::fabs(static_cast<Wide>(dx[i]) - (std::fabs(at) > 100 ? at > 0 : slope));
      EXPECT_LE(error, 16 * Limits<T>::epsilon()) << at;
    }
  });
}

TYPED_TEST(Curve, hardtanh_has_its_values_and_slopes) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity(), nan = Limits<T>::quiet_NaN();
  const Vector<T> x{T(-3), T(-1), T(-0.5), T(0), T(2), T(2.5), inf, -inf, nan}, ones(x.size(), inf);
  on_each_isa<CurveKernels<T>>([&](const auto& kernels) {
    Vector<T> y(x.size()), dx(x.size());
    kernels.hardtanh.forward(x.data(), T(-1), T(2), y.data(), length(x), false);
    EXPECT_EQ(Vector<T>(y.begin(), y.end() - 1), (Vector<T>{-1, -1, T(-0.5), 0, 2, 2, 2, -1}));
    EXPECT_TRUE(std::isnan(y.back()));
    kernels.hardtanh.backward(x.data(), T(-1), T(2), ones.data(), dx.data(), length(x), false);
    EXPECT_EQ(dx, (Vector<T>{0, 0, inf, inf, 0, 0, 0, 0, 0}));
  });
}

TYPED_TEST(Curve, ends_are_pytorchs_and_nan_stays) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity(), nan = Limits<T>::quiet_NaN();
  const Vector<T> x{inf, -inf, nan, -nan}, ones(4, T(1));
  on_each_isa<CurveKernels<T>>([&](const auto& k) {
    const auto ends = [&](const auto& pair, T at_plus, T at_minus, T slope_plus, T slope_minus) {
      Vector<T> y(4), dx(4);
      pair.forward(x.data(), T(1), T(20), y.data(), 4, false);
      pair.backward(x.data(), T(1), T(20), ones.data(), dx.data(), 4, false);
      const Vector<T> want{at_plus, at_minus}, slopes{slope_plus, slope_minus};
      for (size_t i = 0; i < 2; ++i) {
        EXPECT_TRUE(std::isnan(want[i]) ? std::isnan(y[i]) : y[i] == want[i]) << y[i];
        EXPECT_TRUE(std::isnan(slopes[i]) ? std::isnan(dx[i]) : dx[i] == slopes[i]) << dx[i];
        EXPECT_TRUE(std::isnan(y[i + 2]) && std::isnan(dx[i + 2]));
      }
    };
    ends(k.elu, inf, T(-1), T(1), T(0));
    ends(k.gelu, inf, nan, nan, nan);
    ends(k.gelu_tanh, inf, nan, nan, nan);
    ends(k.silu, inf, nan, nan, nan);
    ends(k.softplus, inf, T(0), T(1), T(0));
  });
}

TYPED_TEST(Curve, results_depend_on_the_element_alone) {
  using T = TypeParam;
  on_each_isa<CurveKernels<T>>([&](const auto& k) {
    for (const auto& pair : {k.elu, k.gelu, k.gelu_tanh, k.silu, k.softplus, k.hardtanh})
      check_each_element_alone<T>([&](const T* x, T* y, int64_t n,
                                      bool streaming) { pair.forward(x, T(0.5), T(3), y, n, streaming); },
                                  [&](const T* x, const T* dy, T* dx, int64_t n, bool streaming) {
                                    pair.backward(x, T(0.5), T(3), dy, dx, n, streaming);
                                  });
  });
}

TYPED_TEST(Curve, any_number_of_threads_gives_the_same_bits) {
  using T = TypeParam;
  // The second length is large enough for streaming stores.
  for (const size_t n : {size_t{100003}, (size_t{16} << 20) / sizeof(T) + 5}) {
    Vector<T> x(n), y(n), dx(n), several(n);
    for (size_t i = 0; i < n; ++i) x[i] = static_cast<T>(static_cast<int>(i * 7919 % 20011) - 10000) / 2000;
    const auto count = static_cast<int64_t>(n);
    const auto& gelu = nnl::kernels::best<CurveKernels<T>>().gelu;
    nnl::kernels::curve<T>(1, gelu.forward, x.data(), T(0), T(0), y.data(), count);
    nnl::kernels::curve_backward<T>(1, gelu.backward, x.data(), T(0), T(0), y.data(), dx.data(), count);
    EXPECT_NEAR(y[n - 1], x[n - 1] * upper_tail(-x[n - 1]), 1e-6);
    nnl::kernels::curve<T>(3, gelu.forward, x.data(), T(0), T(0), several.data(), count);
    EXPECT_TRUE(same_bits(several, y));
    nnl::kernels::curve_backward<T>(3, gelu.backward, x.data(), T(0), T(0), y.data(), several.data(), count);
    EXPECT_TRUE(same_bits(several, dx));
  }
}

}  // namespace
