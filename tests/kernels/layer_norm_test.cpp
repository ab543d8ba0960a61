// Every instruction set against plain sums in double.
#include "kernels/layer_norm.h"

#include <cmath>
#include <vector>

#include "support/instruction_sets.h"

namespace nnl::kernels {
namespace {

template <class T>
std::vector<T> numbers(int64_t n, double mean, double seed) {
  std::vector<T> result(static_cast<size_t>(n));
  for (size_t i = 0; i < result.size(); ++i)
    result[i] = static_cast<T>(mean + std::sin(1.7 * static_cast<double>(i) + seed));
  return result;
}

template <class T>
void check_rows(const LayerNormKernels<T>& kernels, int64_t n, double center) {
  constexpr int64_t rows = 3;
  const double close = sizeof(T) == 4 ? 2e-5 : 1e-11;
  const std::vector<T> x = numbers<T>(rows * n, center, 0), dy = numbers<T>(rows * n, 0, 1),
                       gamma = numbers<T>(n, 1, 2), beta = numbers<T>(n, 0, 3);
  std::vector<T> y(x.size()), dx(x.size()), dgamma(gamma.size()), dbeta(gamma.size());
  double mean[rows], inverse[rows];
  kernels.forward({rows, n}, x.data(), gamma.data(), beta.data(), 1e-3, false, y.data(), mean, inverse);
  kernels.backward({rows, n}, x.data(), dy.data(), mean, inverse, gamma.data(), false, dx.data(),
                   dgamma.data(), dbeta.data());
  std::vector<double> sum_gamma(gamma.size()), sum_beta(gamma.size());
  const auto count = static_cast<double>(n);
  for (int64_t row = 0; row < rows; ++row) {
    const auto at = [&](const std::vector<T>& values, int64_t i) {
      return static_cast<double>(values[static_cast<size_t>(row * n + i)]);
    };
    const auto weight = [&](int64_t i) { return static_cast<double>(gamma[static_cast<size_t>(i)]); };
    double rest = 0, var = 0, g = 0, gx = 0;
    for (int64_t i = 0; i < n; ++i) rest += (at(x, i) - center) / count;
    const double mu = center + rest;
    for (int64_t i = 0; i < n; ++i) var += (at(x, i) - mu) * (at(x, i) - mu) / count;
    const double inv = 1 / std::sqrt(var + 1e-3);
    EXPECT_NEAR(mean[row], mu, close * 0.01 * std::max(1.0, std::abs(mu)));
    EXPECT_NEAR(inverse[row], inv, close * inv);
    for (int64_t i = 0; i < n; ++i) {
      g += at(dy, i) * weight(i) / count;
      gx += at(dy, i) * weight(i) * (at(x, i) - mu) * inv / count;
    }
    for (int64_t i = 0; i < n; ++i) {
      const auto k = static_cast<size_t>(i);
      const double xhat = (at(x, i) - mu) * inv;
      EXPECT_NEAR(at(y, i), xhat * weight(i) + static_cast<double>(beta[k]), close * 4) << i;
      EXPECT_NEAR(at(dx, i), inv * (at(dy, i) * weight(i) - g - xhat * gx), close * 4 * std::max(1.0, inv))
          << i;
      sum_gamma[k] += at(dy, i) * xhat;
      sum_beta[k] += at(dy, i);
    }
  }
  for (size_t i = 0; i < gamma.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(dgamma[i]), sum_gamma[i], close * 8) << i;
    EXPECT_NEAR(static_cast<double>(dbeta[i]), sum_beta[i], close * 8) << i;
  }
}

template <class T>
void check_lengths() {
  test::on_each_isa<LayerNormKernels<T>>([](const LayerNormKernels<T>& kernels) {
    for (int64_t n : {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 1023, 1024, 1025, 3000}) {
      SCOPED_TRACE(n);
      check_rows(kernels, n, 0.5);
      check_rows(kernels, n, 1e4);
    }
  });
}

TEST(LayerNormKernels, agree_with_plain_sums_f32) { check_lengths<float>(); }
TEST(LayerNormKernels, agree_with_plain_sums_f64) { check_lengths<double>(); }

TEST(LayerNormKernels, store_the_same_past_the_caches) {
  test::on_each_isa<LayerNormKernels<float>>([](const LayerNormKernels<float>& kernels) {
    const std::vector<float> x = numbers<float>(4 * 103, 0.5, 0);
    std::vector<float> plain(x.size()), streamed(x.size());
    double mean[4], inverse[4];
    kernels.forward({4, 103}, x.data(), nullptr, nullptr, 1e-5, false, plain.data(), mean, inverse);
    kernels.forward({4, 103}, x.data(), nullptr, nullptr, 1e-5, true, streamed.data(), mean, inverse);
    EXPECT_EQ(plain, streamed);
    kernels.backward({4, 103}, x.data(), x.data(), mean, inverse, nullptr, false, plain.data(), nullptr,
                     nullptr);
    kernels.backward({4, 103}, x.data(), x.data(), mean, inverse, nullptr, true, streamed.data(), nullptr,
                     nullptr);
    EXPECT_EQ(plain, streamed);
  });
}

}  // namespace
}  // namespace nnl::kernels
