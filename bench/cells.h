// What every program of the benchmark measures: names, shapes and data. A cell's name is followed by its
// variant, as in "batchnorm2d_train/32x64x56x56".
#pragma once

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace bench {

using Shape = std::vector<std::int64_t>;

inline const std::int64_t lookups = 8192, columns = 64;
inline const std::vector<std::int64_t> tables = {10'000, 100'000, 1'000'000};
inline const std::int64_t largest_table = 10'000'000;
/// Of every element of those tables: drawing 640 million takes longer than measuring.
inline const double table_value = 0.1;
inline const std::int64_t max_norm_table = 100'000;
inline const std::int64_t bags = 1024, bag_size = 8, bag_table = 100'000;

inline const std::vector<Shape> batch_norm1d = {{64, 128}, {1024, 1024}, {8192, 512}, {64, 128, 256}};
inline const std::vector<Shape> batch_norm2d = {{32, 64, 56, 56}, {8, 256, 14, 14}, {64, 32, 28, 28}};

/// batch, in_features, out_features
inline const std::vector<Shape> linear = {{32, 80, 256}, {256, 512, 1024}, {1024, 1024, 1024}};
/// batch, in_channels, height, width, out_channels; 3x3 with padding 1
inline const std::vector<Shape> conv2d = {{64, 1, 28, 28, 32}, {64, 32, 14, 14, 64}};
inline const std::int64_t activation_elements = 1'000'000;
inline const std::vector<Shape> cross_entropy = {{256, 27}, {64, 1000}, {1024, 50'000}};
/// parameters of the optimizers' cells: 8 tensors of 2^20
inline const std::int64_t parameter_tensors = 8, parameter_elements = 1 << 20;
/// batch, inputs, hidden, classes of the smallest step, and the quickstart's batch: the steps of
/// step_one_call
inline const Shape smallest_step = {8, 16, 32, 4};
inline const std::int64_t quickstart_batch = 32;
inline const std::int64_t recommender_tables = 26, recommender_rows = 100'000, recommender_columns = 16,
                          recommender_batch = 2048;

inline std::int64_t count_of(const Shape& shape) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  return count;
}

/// "32x64x56x56"
inline std::string text(const Shape& shape) {
  std::string result;
  for (const std::int64_t size : shape) {
    if (!result.empty()) result += 'x';
    result += std::to_string(size);
  }
  return result;
}

inline std::vector<float> normal(std::int64_t count, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> distribution;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = distribution(random);
  return values;
}

/// Numbers in [0, bound).
inline std::vector<std::int64_t> uniform(std::int64_t count, std::int64_t bound, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::int64_t> distribution(0, bound - 1);
  std::vector<std::int64_t> values(static_cast<std::size_t>(count));
  for (std::int64_t& value : values) value = distribution(random);
  return values;
}

/// Numbers in [0, bound), the number k with a probability that falls as 1 / (k + 1): words in a text.
inline std::vector<std::int64_t> zipf(std::int64_t count, std::int64_t bound, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> distribution;
  std::vector<std::int64_t> values(static_cast<std::size_t>(count));
  for (std::int64_t& value : values) {
    const double rank = std::exp(distribution(random) * std::log(static_cast<double>(bound + 1)));
    value = std::min(static_cast<std::int64_t>(rank), bound) - 1;
  }
  return values;
}

/// The two distributions of look-ups by name.
inline const std::vector<std::string> distributions = {"uniform", "zipf"};
inline std::vector<std::int64_t> indices(const std::string& distribution, std::int64_t count,
                                         std::int64_t bound, unsigned seed = 1) {
  return distribution == "zipf" ? zipf(count, bound, seed) : uniform(count, bound, seed);
}

/// Registers a cell. `make()` prepares it once in a process and gives the function that is timed.
template <class Make>
void cell(const std::string& name, Make make) {
  using Body = decltype(make());
  const auto run = [make, body = std::shared_ptr<Body>()](benchmark::State& state) mutable {
    if (!body) {
      body = std::make_shared<Body>(make());
      for (int i = 0; i < 3; ++i) (*body)();
    }
    for (auto _ : state) (*body)();
  };
  benchmark::RegisterBenchmark(name.c_str(), run)->UseRealTime()->Unit(benchmark::kMicrosecond);
}

/// Each program's own: says what is measured, sets the number of threads, and registers the cells.
std::string describe();
void set_threads(int threads);
void register_cells();

}  // namespace bench
