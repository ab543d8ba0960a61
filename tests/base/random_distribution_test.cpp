// What is drawn follows its distribution. The seeds are fixed, so a bound of one in a thousand fails never or
// always.
#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <vector>

#include "base/random.h"

namespace {

using nnl::RandomStream;

constexpr int64_t kDraws = 1000000;

struct Moments {
  double mean, variance, skewness, kurtosis;
};

template <class T>
Moments moments_of(const std::vector<T>& values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double second = 0, third = 0, fourth = 0;
  for (const double value : values) {
    const double d = value - mean;
    second += d * d;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  second /= n;
  return {mean, second, third / n / std::pow(second, 1.5), fourth / n / (second * second)};
}

// The greatest distance between the empirical distribution and `distribution`, times sqrt(n).
template <class T, class Distribution>
double kolmogorov_smirnov(std::vector<T> values, Distribution distribution) {
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size());
  double distance = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double expected = distribution(static_cast<double>(values[i]));
    const double rank = static_cast<double>(i);
    distance = std::max({distance, expected - rank / n, (rank + 1) / n - expected});
  }
  return distance * std::sqrt(n);
}
constexpr double kKolmogorovOneInThousand = 1.95;

double chi_square(const std::vector<int64_t>& counts) {
  const double expected = static_cast<double>(std::accumulate(counts.begin(), counts.end(), int64_t{0})) /
                          static_cast<double>(counts.size());
  double sum = 0;
  for (const int64_t count : counts)
    sum += (static_cast<double>(count) - expected) * (static_cast<double>(count) - expected);
  return sum / expected;
}
constexpr double kChiSquare2 = 13.82, kChiSquare15 = 37.70, kChiSquare23 = 49.73;

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const Moments of_a = moments_of(a), of_b = moments_of(b);
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  return sum / static_cast<double>(a.size()) / std::sqrt(of_a.variance * of_b.variance);
}

template <class T>
class RandomDistribution : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(RandomDistribution, Reals);

TYPED_TEST(RandomDistribution, uniforms_are_even) {
  std::vector<TypeParam> values(kDraws);
  RandomStream(11).fill_uniform(values.data(), kDraws, -2, 6);
  const Moments moments = moments_of(values);
  const double root_n = std::sqrt(static_cast<double>(kDraws));
  EXPECT_NEAR(moments.mean, 2, 4 * std::sqrt(64.0 / 12) / root_n);
  EXPECT_NEAR(moments.variance, 64.0 / 12, 4 * 64 * std::sqrt(1.0 / 180) / root_n);
  EXPECT_NEAR(moments.skewness, 0, 0.01);
  EXPECT_NEAR(moments.kurtosis, 1.8, 0.01);
  EXPECT_LT(kolmogorov_smirnov(values, [](double x) { return (x + 2) / 8; }), kKolmogorovOneInThousand);
}

TYPED_TEST(RandomDistribution, normals_are_normal) {
  std::vector<TypeParam> values(kDraws);
  RandomStream(12).fill_normal(values.data(), kDraws, 3, 0.5);
  const Moments moments = moments_of(values);
  const double root_n = std::sqrt(static_cast<double>(kDraws));
  EXPECT_NEAR(moments.mean, 3, 4 * 0.5 / root_n);
  EXPECT_NEAR(moments.variance, 0.25, 4 * 0.25 * std::sqrt(2.0) / root_n);
  EXPECT_NEAR(moments.skewness, 0, 4 * std::sqrt(6.0) / root_n);
  EXPECT_NEAR(moments.kurtosis, 3, 4 * std::sqrt(24.0) / root_n);
  const auto distribution = [](double x) { return std::erfc((3 - x) / (0.5 * std::sqrt(2.0))) / 2; };
  EXPECT_LT(kolmogorov_smirnov(values, distribution), kKolmogorovOneInThousand);
}

TYPED_TEST(RandomDistribution, neighbours_are_not_correlated) {
  std::vector<TypeParam> values(kDraws);
  RandomStream(13).fill_normal(values.data(), kDraws, 0, 1);
  const std::vector<double> as_double(values.begin(), values.end());
  for (int64_t lag = 1; lag <= 8; ++lag) {
    const std::vector<double> left(as_double.begin(), as_double.end() - lag);
    const std::vector<double> right(as_double.begin() + lag, as_double.end());
    EXPECT_LT(std::abs(correlation(left, right)), 4 / std::sqrt(kDraws)) << lag;
  }
}

TEST(RandomDraws, single_uniforms_are_even) {
  RandomStream stream(14);
  std::vector<double> values(100000);
  for (double& value : values) value = stream.uniform();
  EXPECT_LT(kolmogorov_smirnov(values, [](double x) { return x; }), kKolmogorovOneInThousand);
}

TEST(RandomDraws, below_three_is_unbiased) {
  RandomStream stream(15);
  std::vector<int64_t> counts(3);
  for (int i = 0; i < 300000; ++i) ++counts[static_cast<size_t>(stream.below(3))];
  EXPECT_LT(chi_square(counts), kChiSquare2);
}

// 3 * 2^61 is where taking the remainder or the high product without rejection is far off: values below 2^62,
// or one residue modulo 3, would come half as often or twice as often as others.
TEST(RandomDraws, below_a_huge_bound_is_unbiased) {
  constexpr int64_t n = int64_t{3} << 61;
  RandomStream stream(16);
  std::vector<int64_t> of_range(16), of_residue(3);
  for (int i = 0; i < 200000; ++i) {
    const int64_t value = stream.below(n);
    ++of_range[static_cast<size_t>(value / (n / 16))];
    ++of_residue[static_cast<size_t>(value % 3)];
  }
  EXPECT_LT(chi_square(of_range), kChiSquare15);
  EXPECT_LT(chi_square(of_residue), kChiSquare2);
}

TEST(RandomDraws, shuffles_give_all_orders_equally) {
  RandomStream stream(17);
  std::map<std::array<int64_t, 4>, int64_t> seen;
  for (int i = 0; i < 48000; ++i) {
    std::array<int64_t, 4> values{0, 1, 2, 3};
    stream.shuffle(values.data(), 4);
    ++seen[values];
  }
  std::vector<int64_t> counts;
  for (const auto& [order, count] : seen) counts.push_back(count);
  ASSERT_EQ(counts.size(), 24u);
  EXPECT_LT(chi_square(counts), kChiSquare23);
}

TEST(RandomDraws, streams_are_not_correlated) {
  constexpr int64_t n = 100000;
  const RandomStream parent(18);
  std::vector<std::vector<double>> drawn;
  for (RandomStream stream : {parent, parent.split(0), parent.split(1), parent.split(0).split(0),
                              RandomStream(18, 1), RandomStream(19)}) {
    drawn.emplace_back(n);
    stream.fill_normal(drawn.back().data(), n, 0, 1);
  }
  for (size_t i = 0; i < drawn.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      EXPECT_LT(std::abs(correlation(drawn[i], drawn[j])), 4 / std::sqrt(static_cast<double>(n)))
          << i << " " << j;
}

}  // namespace
