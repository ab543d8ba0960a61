// Statistics where the mean is large against the deviation.
#include "ops/statistics.h"

#include <random>

#include "nn/batch_norm.h"
#include "ops/normalization.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// n numbers of f32 with mean 1e6 and variance 1, and their exact moments.
struct Sample {
  explicit Sample(int64_t n, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(1e6, 1);
    long double sum = 0, squares = 0;
    for (int64_t i = 0; i < n; ++i) {
      values.push_back(static_cast<float>(normal(random)));
      sum += values.back();
    }
    mean = sum / static_cast<long double>(n);
    for (const float v : values) squares += (v - mean) * (v - mean);
    var = squares / static_cast<long double>(n);
  }
  Tensor tensor(const Dims& shape) const { return Tensor::from<float>(context(), shape, values); }
  /// y[i] is (x[i] - mean) / sqrt(var + 1e-5), to few units of f32.
  void expect_normalised(const Variable& y) const {
    const Tensor out = y.data().contiguous();
    for (size_t i = 0; i < values.size(); ++i) {
      const long double expected = (values[i] - mean) / std::sqrt(var + 1e-5L);
      ASSERT_NEAR(static_cast<double>(out.data<float>()[i]), static_cast<double>(expected), 2e-6) << i;
    }
  }

  std::vector<float> values;
  long double mean = 0, var = 0;
};

TEST(Statistics, of_a_large_mean_are_right_in_every_normalisation) {
  const Variable none;
  for (const int64_t n : {64, 960, 40000}) {
    SCOPED_TRACE(n);
    const Sample sample(n);
    for (const bool strided : {false, true}) {
      const auto input = [&](const Dims& shape) {
        const Tensor x = sample.tensor(shape);
        return Variable(strided ? scattered(x) : x);
      };
      sample.expect_normalised(batch_norm(input({n, 1}), none, none, {}));
      sample.expect_normalised(batch_norm(input({n / 8, 1, 8}), none, none, {}));
      sample.expect_normalised(batch_norm(input({n / 16, 1, 4, 4}), none, none, {}));
      sample.expect_normalised(layer_norm(input({1, n}), {n}, none, none));
      sample.expect_normalised(group_norm(input({1, 4, n / 4}), 1, none, none));
      const Variable x = input({n});
      const auto unbiased =
          static_cast<double>(sample.var) * static_cast<double>(n) / static_cast<double>(n - 1);
      EXPECT_NEAR(var(x).data().item() / unbiased, 1, 2e-7);
      EXPECT_NEAR(std_deviation(x).data().item() / std::sqrt(unbiased), 1, 2e-7);
      EXPECT_NEAR(mean(x).data().item() / static_cast<double>(sample.mean), 1, 1.2e-7);
    }
  }
}

TEST(Statistics, of_many_channels_are_each_right) {
  constexpr int64_t n = 500, channels = 67;
  std::vector<float> values(n * channels);
  std::vector<Sample> columns;
  for (int64_t c = 0; c < channels; ++c) columns.emplace_back(n, static_cast<unsigned>(c + 1));
  for (int64_t i = 0; i < n; ++i)
    for (int64_t c = 0; c < channels; ++c)
      values[static_cast<size_t>(i * channels + c)] =
          columns[static_cast<size_t>(c)].values[static_cast<size_t>(i)];
  const Variable y = batch_norm(Variable(Tensor::from<float>(context(), {n, channels}, values)), {}, {}, {});
  for (int64_t c = 0; c < channels; ++c)
    columns[static_cast<size_t>(c)].expect_normalised(
        Variable(y.data().transpose(0, 1).rows(c, 1).reshape({n})));
}

TEST(Statistics, running_ones_stay_right_over_many_steps) {
  for (const int dimensions : {1, 2}) {
    BatchNorm layer(context(), dimensions, 1, BatchNormSettings{}, DType::f32);
    const int64_t n = 64;
    long double expected_mean = 0, expected_var = 1;
    for (unsigned step = 0; step < 2000; ++step) {
      const Sample sample(n, step % 7 + 1);
      layer.forward(Variable(sample.tensor(dimensions == 1 ? Dims{n, 1} : Dims{n / 4, 1, 2, 2})));
      expected_mean += 0.1L * (sample.mean - expected_mean);
      expected_var += 0.1L * (sample.var * n / (n - 1) - expected_var);
    }
    // The mean is kept in f32, whose numbers near 1e6 are 1/16 apart.
    EXPECT_NEAR(layer.state().running_mean.item(), static_cast<double>(expected_mean), 0.4);
    EXPECT_NEAR(layer.state().running_var.item(), static_cast<double>(expected_var), 1e-5);
    layer.train(false);
    const Sample sample(n, 3);
    const Variable y =
        layer.forward(Variable(sample.tensor(dimensions == 1 ? Dims{n, 1} : Dims{n / 4, 1, 2, 2})));
    for (const double v : values_of(y.data())) EXPECT_LT(std::abs(v), 6);
  }
}

}  // namespace
}  // namespace nnl
