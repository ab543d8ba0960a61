// Number checks through nnlite.hpp.
#include <gtest/gtest.h>
#include <limits>

#include <nnlite/nnlite.hpp>

namespace {

using nnlite::NumberCheckMode;
using nnlite::Tensor;

TEST(NumberCheckHpp, reports_the_first_and_fails_if_wanted) {
  const auto context = nnlite::Context::create();
  const nnlite::NumberCheck numbers(context);
  EXPECT_EQ(numbers.mode(), NumberCheckMode::off);
  EXPECT_FALSE(numbers.report());
  const Tensor x = Tensor::full({2}, 3e38, nnlite::DType::f32, context);
  numbers.set_mode(NumberCheckMode::report);
  EXPECT_EQ(numbers.mode(), NumberCheckMode::report);
  nnlite::exp(nnlite::add(x, x));
  const auto report = numbers.report();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->op, "add");
  EXPECT_EQ(report->layer, "");
  EXPECT_EQ(report->kind, nnlite::NumberKind::forward);
  EXPECT_FALSE(report->is_nan);
  EXPECT_TRUE(report->inputs_finite);
  EXPECT_EQ(report->input, -1);
  EXPECT_EQ(report->position, 0);
  EXPECT_EQ(report->step, 0);
  EXPECT_EQ(report->text, "add made an infinity (forward, step 0): output [2] at [0], from finite numbers");
  numbers.set_mode(NumberCheckMode::fail);
  EXPECT_THROW(nnlite::add(x, x), nnlite::Error);
  numbers.set_mode(NumberCheckMode::off);
  EXPECT_NO_THROW(nnlite::add(x, x));
}

TEST(NumberCheckHpp, names_the_layer_that_was_given_nan) {
  const auto context = nnlite::Context::create();
  const nnlite::NumberCheck numbers(context);
  const nnlite::Sequential model({nnlite::Linear(3, 2, {}, context)}, context);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Tensor good = Tensor::full({1, 3}, 1, nnlite::DType::f32, context),
               bad = Tensor::full({1, 3}, nan, nnlite::DType::f32, context);
  numbers.set_mode(NumberCheckMode::report);
  model(good);
  EXPECT_FALSE(numbers.report());
  model(bad);
  ASSERT_TRUE(numbers.report());
  EXPECT_EQ(numbers.report()->input, 0);
  EXPECT_EQ(numbers.report()->op, "");
  EXPECT_EQ(numbers.report()->layer, "Sequential");
  EXPECT_EQ(numbers.report()->text, "Sequential was given NaN: input 0, of shape [1, 3] at [0, 0], step 0");
}

}  // namespace
