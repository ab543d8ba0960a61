#include "ops/pooling.h"

#include <limits>

#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Pair pair(const Case& c, const char* name, const Pair& absent) {
  const std::vector<int64_t> given = list(c, name);
  return given.empty() ? absent : Pair{given.at(0), given.at(1)};
}

Variable pool(const Case& c, const Inputs& in) {
  const Variable given = in.at("input");
  const Variable x = c.settings.value("swapped", false) ? transpose(given, -1, -2) : given;
  if (is_op(c, "adaptive_avg")) return adaptive_avg_pool2d(x, pair(c, "output_size", {}));
  const Pair kernel = pair(c, "kernel_size", {}), stride = pair(c, "stride", {0, 0}),
             padding = pair(c, "padding", {0, 0});
  const bool ceil_mode = c.settings.value("ceil_mode", false);
  if (is_op(c, "max"))
    return max_pool2d(x, kernel, {stride, padding, pair(c, "dilation", {1, 1}), ceil_mode});
  return avg_pool2d(x, kernel,
                    {stride, padding, ceil_mode, c.settings.value("count_include_pad", true),
                     c.settings.value("divisor_override", int64_t{0})});
}

TEST(Pooling, agrees_with_pytorch_on_every_case) {
  check_cases(
      "pooling", [](const Case&) { return true; }, pool);
}

TEST(Pooling, gradients_agree_with_finite_differences) {
  check_gradients(
      [](const auto& in) {
        return max_pool2d(in[0], {3, 2}, {{2, 1}, {1, 1}, {1, 2}, true});
      },
      {sample({2, 2, 5, 6})});
  check_gradients(
      [](const auto& in) {
        return avg_pool2d(in[0], {3, 2}, {{2, 1}, {1, 1}, true, false});
      },
      {sample({2, 2, 5, 6})});
  check_gradients([](const auto& in) { return adaptive_avg_pool2d(in[0], {3, 4}); }, {sample({2, 2, 5, 6})});
}

TEST(Pooling, of_long_lines_is_exact_and_the_same_at_any_number_of_threads) {
  const int before = context().threads();
  const int64_t height = 40, width = 3000;
  for (DType dtype : {DType::f32, DType::f64}) {
    std::vector<std::vector<double>> seen;
    for (int threads : {1, 3}) {
      context().set_threads(threads);
      const Variable x(sample({5, height, width}).data().to(dtype), true);
      const Variable most = max_pool2d(x, {2, 3}, {{2, 2}, {1, 1}}), all = adaptive_avg_pool2d(x, {1, 1}),
                     parts = avg_pool2d(x, {5, 100});
      for (const Variable& y : {most, all, parts}) {
        backward(sum(y));
        seen.push_back(values_of(y.data()));
        seen.push_back(values_of(x.grad().dense()));
      }
      const std::vector<double> values = values_of(x.data());
      for (size_t plane = 0; plane < 5; ++plane) {
        double total = 0, first = 0;
        for (size_t i = 0; i < static_cast<size_t>(height * width); ++i) {
          const double value = values[plane * static_cast<size_t>(height * width) + i];
          total += value;
          if (i < 5 * static_cast<size_t>(width) && i % static_cast<size_t>(width) < 100) first += value;
        }
        EXPECT_NEAR(values_of(all.data())[plane], total / static_cast<double>(height * width),
                    tolerance(dtype));
        EXPECT_NEAR(values_of(parts.data())[plane * 8 * 30], first / 500, tolerance(dtype));
      }
    }
    for (size_t i = 0; i < seen.size() / 2; ++i) EXPECT_EQ(seen[i], seen[i + seen.size() / 2]) << i;
  }
  context().set_threads(before);
}

TEST(Pooling, a_window_of_padding_alone_is_the_least_number_and_takes_no_gradient) {
  const Variable x = sample({1, 1, 3});
  const Variable y = max_pool2d(x, {2, 1}, {{1, 1}, {1, 0}, {2, 1}});
  EXPECT_EQ(values_of(y.data()), std::vector<double>(3, -HUGE_VAL));
  backward(sum(y));
  EXPECT_EQ(values_of(x.grad().dense()), std::vector<double>(3, 0.0));
}

TEST(Pooling, windows_far_larger_than_the_image_cost_what_the_image_holds) {
  const int64_t most = std::numeric_limits<int32_t>::max();
  const Variable x = sample({1, 2, 3});
  const Variable largest = max_pool2d(x, {most, most}, {{most, most}, {most / 2, most / 2}, {1, 1}, true});
  const std::vector<double> values = values_of(x.data());
  EXPECT_EQ(values_of(largest.data()),
            (std::vector<double>{*std::max_element(values.begin(), values.end())}));
  const Variable mean = avg_pool2d(x, {most, most}, {{most, most}, {most / 2, most / 2}, true, false});
  EXPECT_NEAR(mean.data().item(), sum(x).data().item() / 6, 1e-15);
}

TEST(Pooling, into_nothing_gives_zero_gradients) {
  const Variable x = sample({1, 2, 3, 3});
  const Variable y = adaptive_avg_pool2d(x, {0, 2});
  EXPECT_EQ(to_string(y.shape()), "[1, 2, 0, 2]");
  backward(y, y.data());
  EXPECT_EQ(values_of(x.grad().dense()), std::vector<double>(18, 0.0));
}

TEST(Pooling, names_what_is_wrong) {
  const Variable x = sample({2, 4, 4});
  const auto message = [](const std::function<void()>& call, Code code) {
    const Error error = error_of(call);
    EXPECT_EQ(error.code(), code) << error.what();
    return std::string(error.what());
  };
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(x, {2, 0});
                },
                Code::invalid_argument),
            "max_pool2d: kernel size 0 is not in [1, 2147483647]");
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(x, {2, 2}, {{-1, 1}});
                },
                Code::invalid_argument),
            "max_pool2d: stride -1 is not in [1, 2147483647]");
  EXPECT_EQ(message(
                [&] {
                  avg_pool2d(x, {2, 2}, {{1, 1}, {int64_t{1} << 62, 0}});
                },
                Code::invalid_argument),
            "avg_pool2d: padding 4611686018427387904 is not in [0, 2147483647]");
  EXPECT_EQ(message(
                [&] {
                  avg_pool2d(x, {3, 3}, {{1, 1}, {2, 0}});
                },
                Code::invalid_argument),
            "avg_pool2d: padding 2 is more than half of kernel size 3");
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(x, {3, 3}, {{1, 1}, {0, 0}, {1, 2}});
                },
                Code::shape_mismatch),
            "max_pool2d: windows of 5 elements find no room in input [2, 4, 4] with padding 0");
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(sample({4, 4}), {2, 2});
                },
                Code::shape_mismatch),
            "max_pool2d: input [4, 4] must have 3 or 4 axes");
  EXPECT_EQ(message(
                [&] {
                  avg_pool2d(sample({1, 0, 4, 4}), {2, 2});
                },
                Code::shape_mismatch),
            "avg_pool2d: only the batch of input [1, 0, 4, 4] may be empty");
  EXPECT_EQ(message(
                [&] {
                  adaptive_avg_pool2d(x, {1, -2});
                },
                Code::invalid_argument),
            "adaptive_avg_pool2d: output size -2 is not in [-1, 2147483647]");
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(Variable(x.data().to(DType::i64)), {2, 2});
                },
                Code::dtype_mismatch),
            "max_pool2d: f32 or f64 wanted, not i64");
  const Variable wide = sample({0, 1, int64_t{1} << 20, int64_t{1} << 20});
  EXPECT_EQ(message(
                [&] {
                  max_pool2d(wide, {2, 2});
                },
                Code::not_supported),
            "max_pool2d: a plane of input [0, 1, 1048576, 1048576] has more than 2147483647 elements");
}

}  // namespace
}  // namespace nnl
