#include "kernels/activation.h"

#include "support/activation_checks.h"

namespace {

using nnl::kernels::ActivationKernels;
using namespace nnl::test;

long double exact_sigmoid(long double x) {
  return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
}

template <class T>
class Activation : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Activation, Types);

TYPED_TEST(Activation, sigmoid_and_tanh_are_within_4_ulp_on_the_whole_range) {
  using T = TypeParam;
  const Vector<T> x = sweep<T>();
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    Vector<T> s(x.size()), t(x.size());
    kernels.sigmoid(x.data(), s.data(), length(x), false);
    kernels.tanh(x.data(), t.data(), length(x), false);
    for (size_t i = 0; i < x.size(); ++i) {
      const long double sigmoid = exact_sigmoid(x[i]);
      // Below the normal numbers the result may be 0.
      if (sigmoid < static_cast<long double>(Limits<T>::min()) * 1.01L) {
        EXPECT_LE(std::fabs(s[i]), Limits<T>::min() * T(1.01)) << x[i];
      } else {
        EXPECT_LE(ulps(s[i], sigmoid), 4) << x[i];
      }
      EXPECT_LE(ulps(t[i], std::tanh(static_cast<long double>(x[i]))), 4) << x[i];
      EXPECT_EQ(std::signbit(t[i]), std::signbit(x[i])) << x[i];
    }
  });
}

TYPED_TEST(Activation, saturates_and_keeps_tiny_arguments) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity();
  const Vector<T> x{T(800), T(-800), inf, -inf, Limits<T>::max(), Limits<T>::lowest(), T(1e-30), T(-1e-30)};
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    Vector<T> s(x.size()), t(x.size());
    kernels.sigmoid(x.data(), s.data(), length(x), false);
    kernels.tanh(x.data(), t.data(), length(x), false);
    EXPECT_EQ(s[0], 1);
    EXPECT_LT(s[1], Limits<T>::min());
    EXPECT_GE(s[1], 0);
    EXPECT_EQ(Vector<T>(s.begin() + 2, s.end()), (Vector<T>{1, 0, 1, 0, T(0.5), T(0.5)}));
    EXPECT_EQ(t, (Vector<T>{1, -1, 1, -1, 1, -1, T(1e-30), T(-1e-30)}));
  });
}

TYPED_TEST(Activation, nan_propagates_and_does_not_spread) {
  using T = TypeParam;
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    for (const T nan :
         {Limits<T>::quiet_NaN(), -Limits<T>::quiet_NaN(), std::nan("12345") == 0 ? T(0) : T(NAN)})
      for (const auto forward : {kernels.sigmoid, kernels.tanh, kernels.relu}) {
        Vector<T> x(37, T(0.5)), y(37), clean(37);
        forward(x.data(), clean.data(), 37, false);
        for (const size_t at : {size_t{3}, size_t{36}}) x[at] = nan;
        forward(x.data(), y.data(), 37, false);
        for (size_t i = 0; i < x.size(); ++i)
          if (i == 3 || i == 36) {
            EXPECT_TRUE(std::isnan(y[i]));
          } else {
            EXPECT_EQ(y[i], clean[i]);
          }
      }
    Vector<T> y(1);
    const T nan = Limits<T>::quiet_NaN();
    kernels.leaky_relu(&nan, T(0.01), y.data(), 1, false);
    EXPECT_TRUE(std::isnan(y[0]));
  });
}

// NaN with every payload bit that the exponent arithmetic of exp could stumble over.
TEST(ActivationNaN, every_payload_stays_nan) {
  on_each_isa<ActivationKernels<float>>([](const ActivationKernels<float>& kernels) {
    for (uint32_t bit = 0; bit < 22; ++bit)
      for (const uint32_t sign : {0U, 0x80000000U}) {
        const uint32_t bits = sign | 0x7FC00000U | 1U << bit;
        float x, s, t;
        std::memcpy(&x, &bits, sizeof x);
        kernels.sigmoid(&x, &s, 1, false);
        kernels.tanh(&x, &t, 1, false);
        EXPECT_TRUE(std::isnan(s) && std::isnan(t)) << bit;
      }
  });
}

TYPED_TEST(Activation, relu_and_leaky_relu_have_their_values_and_slopes) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity(), nan = Limits<T>::quiet_NaN(), slope = T(0.25);
  const Vector<T> x{T(-2), T(-0.0), T(0), T(3), inf, -inf, nan},
      dy{T(10), T(20), T(30), T(40), T(50), T(60), T(70)};
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    Vector<T> y(x.size()), dx(x.size()), from_output(x.size());
    kernels.relu(x.data(), y.data(), length(x), false);
    EXPECT_EQ(Vector<T>(y.begin(), y.end() - 1), (Vector<T>{0, 0, 0, 3, inf, 0}));
    kernels.relu_backward(x.data(), dy.data(), dx.data(), length(x), false);
    kernels.relu_backward(y.data(), dy.data(), from_output.data(), length(x), false);
    EXPECT_EQ(dx, (Vector<T>{0, 0, 0, 40, 50, 0, 70}));
    EXPECT_EQ(from_output, dx);
    kernels.leaky_relu(x.data(), slope, y.data(), length(x), false);
    EXPECT_EQ(Vector<T>(y.begin(), y.end() - 1), (Vector<T>{T(-0.5), 0, 0, 3, inf, -inf}));
    kernels.leaky_relu_backward(x.data(), slope, dy.data(), dx.data(), length(x), false);
    EXPECT_EQ(Vector<T>(dx.begin(), dx.end() - 1), (Vector<T>{T(2.5), 5, T(7.5), 40, 50, 15}));
  });
}

TYPED_TEST(Activation, gradients_match_the_derivative_at_the_result) {
  using T = TypeParam;
  Vector<T> y, dy;
  for (int i = 0; i <= 1000; ++i) {
    y.push_back(static_cast<T>(i) / 1000);
    dy.push_back(static_cast<T>(i % 7 - 3) + T(0.125));
  }
  y.push_back(1 - Limits<T>::epsilon());
  dy.push_back(T(1));
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    Vector<T> s(y.size()), t(y.size());
    kernels.sigmoid_backward(y.data(), dy.data(), s.data(), length(y), false);
    kernels.tanh_backward(y.data(), dy.data(), t.data(), length(y), false);
    for (size_t i = 0; i < y.size(); ++i) {
      const long double at = y[i], d = dy[i];
      EXPECT_LE(ulps(s[i], d * at * (1 - at)), 3) << y[i];
      EXPECT_LE(ulps(t[i], d * (1 - at * at)), 3) << y[i];
    }
  });
}

// Whatever surrounds it, an element gets the value that it gets alone, in place or not, streamed or not.
TYPED_TEST(Activation, results_depend_on_the_element_alone) {
  using T = TypeParam;
  const auto check = [](auto... k) { check_each_element_alone<T>(k...); };
  on_each_isa<ActivationKernels<T>>([&](const auto& kernels) {
    check(kernels.sigmoid, kernels.sigmoid_backward);
    check(kernels.tanh, kernels.tanh_backward);
    check(kernels.relu, kernels.relu_backward);
    check(
        [&](const T* x, T* y, int64_t n, bool streaming) { kernels.leaky_relu(x, T(0.1), y, n, streaming); },
        [&](const T* x, const T* d, T* dx, int64_t n, bool streaming) {
          kernels.leaky_relu_backward(x, T(0.1), d, dx, n, streaming);
        });
  });
}

TYPED_TEST(Activation, any_number_of_threads_gives_the_same_bits) {
  using T = TypeParam;
  // The second length is large enough for streaming stores.
  for (const size_t n : {size_t{100003}, (size_t{16} << 20) / sizeof(T) + 5}) {
    Vector<T> x(n), dy(n);
    for (size_t i = 0; i < n; ++i) {
      x[i] = static_cast<T>(static_cast<int>(i * 7919 % 20011) - 10000) / 700;
      dy[i] = static_cast<T>(static_cast<int>(i * 104729 % 20011) - 10000) / 9000;
    }
    const auto all = [&](int threads) {
      Vector<Vector<T>> results(8, Vector<T>(n));
      const auto count = static_cast<int64_t>(n);
      nnl::kernels::sigmoid(threads, x.data(), results[0].data(), count);
      nnl::kernels::sigmoid_backward(threads, results[0].data(), dy.data(), results[1].data(), count);
      nnl::kernels::tanh(threads, x.data(), results[2].data(), count);
      nnl::kernels::tanh_backward(threads, results[2].data(), dy.data(), results[3].data(), count);
      nnl::kernels::relu(threads, x.data(), results[4].data(), count);
      nnl::kernels::relu_backward(threads, x.data(), dy.data(), results[5].data(), count);
      nnl::kernels::leaky_relu(threads, x.data(), T(0.01), results[6].data(), count);
      nnl::kernels::leaky_relu_backward(threads, x.data(), T(0.01), dy.data(), results[7].data(), count);
      return results;
    };
    const auto one = all(1);
    EXPECT_NEAR(one[0][n - 1], exact_sigmoid(x[n - 1]), 1e-6);
    for (const int threads : {2, 3, 8}) {
      const auto several = all(threads);
      for (size_t i = 0; i < one.size(); ++i)
        EXPECT_TRUE(same_bits(several[i], one[i])) << threads << ' ' << i;
    }
  }
}

}  // namespace
