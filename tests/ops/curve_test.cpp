#include "ops/activation.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable run(const Case& c, const Inputs& in) {
  const Variable a = operand(c, in);
  const std::string op = c.settings.at("op");
  if (op == "elu") return elu(a, scalar(c, "alpha", 1));
  if (op == "gelu")
    return gelu(a, c.settings.value("approximate", "none") == "tanh" ? GeluApproximation::tanh
                                                                     : GeluApproximation::none);
  if (op == "silu") return silu(a);
  if (op == "softplus") return softplus(a, scalar(c, "beta", 1), scalar(c, "threshold", 20));
  if (op == "hardtanh") return hardtanh(a, scalar(c, "min_val", -1), scalar(c, "max_val", 1));
  return prelu(a, in.at("weight"));
}

TEST(Curve, agrees_with_pytorch_on_every_case) {
  check_cases(
      "curves", [](const Case&) { return true; }, run);
}

TEST(Curve, gradients_agree_with_finite_differences) {
  const Variable x = sample({3, 5});
  check_gradients([](const auto& in) { return elu(in[0], 0.7); }, {x});
  check_gradients([](const auto& in) { return gelu(in[0]); }, {x});
  check_gradients([](const auto& in) { return gelu(in[0], GeluApproximation::tanh); }, {x});
  check_gradients([](const auto& in) { return silu(in[0]); }, {x});
  check_gradients([](const auto& in) { return softplus(in[0], 2, 1); }, {x});
  check_gradients([](const auto& in) { return hardtanh(in[0], -0.7, 0.4); }, {x});
  check_gradients([](const auto& in) { return gelu(transpose(in[0], 0, 1)); }, {x});
  check_gradients([](const auto& in) { return prelu(in[0], in[1]); }, {x, sample({5}, 1)});
  check_gradients([](const auto& in) { return prelu(in[0], in[1]); }, {sample({2, 3, 2}), sample({3}, 1)});
  check_gradients([](const auto& in) { return prelu(transpose(in[0], 0, 1), in[1]); }, {x, sample({1}, 1)});
}

TEST(Curve, bad_settings_are_named) {
  const Variable x = sample({2, 2});
  const auto message = [](auto body) {
    const Error error = error_of(body);
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return std::string(error.what());
  };
  EXPECT_EQ(message([&] { elu(x, NAN); }), "elu: alpha is nan");
  EXPECT_EQ(message([&] { softplus(x, NAN); }), "softplus: beta is nan");
  EXPECT_EQ(message([&] { softplus(x, 1, NAN); }), "softplus: threshold is nan");
  EXPECT_EQ(message([&] { hardtanh(x, 1, 0.5); }), "hardtanh: min_val 1 is not at most max_val 0.5");
  EXPECT_EQ(message([&] { hardtanh(x, NAN, 1); }), "hardtanh: min_val nan is not at most max_val 1");
  const Variable whole(Tensor::zeros(context(), DType::i64, {2}));
  EXPECT_EQ(error_of([&] { gelu(whole); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(std::string(error_of([&] { silu(whole); }).what()), "silu: f32 or f64 wanted, not i64");
}

TEST(PRelu, names_slopes_that_do_not_fit) {
  const Error error = error_of([] { prelu(sample({2, 3}), sample({4})); });
  EXPECT_EQ(error.code(), Code::shape_mismatch);
  EXPECT_EQ(std::string(error.what()), "prelu: 4 slopes for input [2, 3], whose axis 1 wants 3 or 1");
  EXPECT_EQ(error_of([] { prelu(sample({2, 3}), sample({3, 1})); }).code(), Code::shape_mismatch);
  const Variable f32(Tensor::zeros(context(), DType::f32, {3}));
  EXPECT_EQ(error_of([&] { prelu(sample({2, 3}), f32); }).code(), Code::dtype_mismatch);
}

// Large enough for several tasks, in each of the ways that channels can lie.
TEST(PRelu, any_number_of_threads_gives_the_same_bits) {
  const int before = context().threads();
  for (const auto& [shape, slopes] :
       {std::pair<Dims, Dims>{{300, 70}, {70}}, {{3, 5, 7001}, {5}}, {{100003}, {1}}, {{2000, 3, 20}, {3}}}) {
    const auto all = [&, shape = shape, slopes = slopes](int threads) {
      context().set_threads(threads);
      const Variable x = sample(shape), weight = sample(slopes, 1);
      const Variable y = prelu(x, weight);
      backward(sum(multiply(y, y)));
      std::vector<std::vector<double>> values = {values_of(y.data()), values_of(x.grad().dense()),
                                                 values_of(weight.grad().dense())};
      return values;
    };
    const auto one = all(1);
    EXPECT_EQ(all(3), one) << to_string(shape);
    // The last channel's slope by a plain sum.
    const Variable x = sample(shape), weight = sample(slopes, 1);
    const std::vector<double> in = values_of(x.data());
    const double slope = values_of(weight.data()).back();
    const int64_t channels = slopes[0];
    const int64_t inner = channels == 1 ? x.count() : x.count() / (shape[0] * channels);
    double expected = 0;
    for (size_t i = 0; i < in.size(); ++i)
      if (static_cast<int64_t>(i) / inner % channels == channels - 1 && in[i] <= 0)
        expected += 2 * slope * in[i] * in[i];
    EXPECT_NEAR(one[2].back(), expected, 1e-9 * std::abs(expected));
  }
  context().set_threads(before);
}

}  // namespace
}  // namespace nnl
