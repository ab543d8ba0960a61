#include "ops/statistics.h"

#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Variable a = operand(c, in);
  const auto axes = list(c, "axes");
  const bool keepdim = c.settings.at("keepdim");
  if (op == "norm") return norm(a, scalar(c, "p"), axes, keepdim);
  const int64_t correction = c.settings.at("correction");
  return op == "var" ? var(a, axes, correction, keepdim) : std_deviation(a, axes, correction, keepdim);
}

TEST(Statistics, agree_with_pytorch_on_every_case) {
  check_cases(
      "statistics", [](const Case&) { return true; }, apply);
}

TEST(Statistics, gradients_agree_with_finite_differences) {
  const int64_t outer[] = {0, 2}, last[] = {-1};
  for (int64_t correction : {0, 1}) {
    check_gradients([&](const auto& in) { return var(in[0], outer, correction); }, {sample({2, 3, 4})});
    check_gradients([&](const auto& in) { return std_deviation(in[0], last, correction, true); },
                    {sample({2, 3, 4})});
    check_gradients([&](const auto& in) { return var(transpose(in[0], 0, 1), last, correction); },
                    {sample({3, 2})});
  }
  for (double p : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, -1.0, HUGE_VAL, -HUGE_VAL}) {
    SCOPED_TRACE(p);
    check_gradients([&](const auto& in) { return norm(in[0], p, outer); }, {sample({2, 3, 4})});
    check_gradients([&](const auto& in) { return norm(in[0], p); }, {sample({5})});
  }
}

TEST(Variance, is_right_for_a_mean_a_million_times_the_deviation) {
  Tensor x(context(), DType::f32, {100'000});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = i % 2 == 0 ? 1e6f : 1e6f + 2;
  EXPECT_NEAR(var(Variable(x), {}, 0).data().item(), 1, 1e-6);
  const int64_t axis = 0;
  for (double value : values_of(var(Variable(x.reshape({50'000, 2}).copy()), std::span(&axis, 1), 0).data()))
    EXPECT_EQ(value, 0);
}

TEST(Variance, that_nothing_is_left_to_divide_by_is_as_in_pytorch_2) {
  const int64_t axis = 0;
  const auto gradient = [](const Variable& x, std::span<const int64_t> axes, int64_t correction) {
    backward(var(x, axes, correction));
    return values_of(x.grad().dense());
  };
  EXPECT_TRUE(std::isnan(gradient(sample({}), {}, 1)[0]));
  EXPECT_TRUE(std::isnan(gradient(sample({1}), std::span(&axis, 1), 1)[0]));
  const Tensor pair = Tensor::from<double>(context(), {2}, std::vector<double>{1, 3});
  EXPECT_EQ(gradient(Variable(pair, true), {}, 2), (std::vector<double>{HUGE_VAL, HUGE_VAL}));
  EXPECT_EQ(gradient(Variable(pair, true), std::span(&axis, 1), 2),
            (std::vector<double>{-HUGE_VAL, HUGE_VAL}));
  EXPECT_EQ(var(Variable(pair), {}, 2).data().item(), HUGE_VAL);
}

TEST(Statistics, have_the_same_bits_on_any_number_of_threads) {
  const Ref<Context> own = make_ref<Context>();
  Tensor x(*own, DType::f32, {300'001});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = std::sin(static_cast<float>(i));
  std::vector<std::vector<double>> results;
  for (int threads : {1, 2, 3, 8}) {
    own->set_threads(threads);
    results.push_back({var(Variable(x)).data().item(), norm(Variable(x)).data().item(),
                       norm(Variable(x), 3).data().item(), norm(Variable(x), HUGE_VAL).data().item()});
  }
  for (const auto& result : results) EXPECT_EQ(result, results[0]);
}

TEST(Statistics, bad_arguments_are_refused) {
  const Variable x = sample({2, 3}), i(Tensor::zeros(context(), DType::i64, {2}));
  EXPECT_EQ(std::string(error_of([&] { var(x, {}, -1); }).what()), "var: correction -1 is negative");
  EXPECT_EQ(error_of([&] { norm(x, std::nan("")); }).code(), Code::invalid_argument);
  EXPECT_EQ(std::string(error_of([&] { std_deviation(i); }).what()), "std: f32 or f64 wanted, not i64");
  EXPECT_EQ(error_of([&] { norm(i); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(std::string(error_of([&] { norm(sample({0}), HUGE_VAL); }).what()),
            "norm: with p = inf, axes of [0] must not be empty");
}

}  // namespace
}  // namespace nnl
