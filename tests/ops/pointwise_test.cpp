#include "ops/pointwise.h"

#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Variable a = operand(c, in);
  if (op == "exp") return nnl::exp(a);
  if (op == "log") return nnl::log(a);
  if (op == "sqrt") return nnl::sqrt(a);
  if (op == "abs") return nnl::abs(a);
  if (op == "negative") return negative(a);
  if (op == "reciprocal") return reciprocal(a);
  if (op == "pow") return nnl::pow(a, scalar(c, "exponent"));
  if (op == "pow_tensor") return nnl::pow(a, in.at("b"));
  if (op == "clamp") return clamp(a, scalar(c, "low", -HUGE_VAL), scalar(c, "high", HUGE_VAL));
  if (op == "minimum") return minimum(a, in.at("b"));
  if (op == "maximum") return maximum(a, in.at("b"));
  throw std::runtime_error("no such operation: " + op);
}

TEST(Pointwise, agrees_with_pytorch_on_every_case) {
  // e^100 is infinite as f32.
  const auto applies = [](const Case& c) { return c.name != "exp_at_the_edges"; };
  check_cases("pointwise", applies, apply);
}

TEST(Pointwise, exp_of_the_edges_of_f64) {
  const Case& c = golden_case("pointwise", "exp_at_the_edges");
  const Variable x(tensor_of(c.inputs.at("a"), DType::f64), true);
  const Variable y = nnl::exp(x);
  expect_close(y.data(), c.outputs.at("output"), 1e-14, "output");
  backward(y, tensor_of(c.inputs.at("cotangent"), DType::f64));
  expect_close(x.grad().dense(), c.gradients.at("a"), 1e-14, "gradient");
}

/// Distinct positive numbers.
Variable positive(const Dims& shape, double seed = 0) {
  const Variable x = sample(shape, seed);
  for (int64_t i = 0; i < x.count(); ++i) {
    double& value = x.data().mutable_data<double>()[i];
    value = std::abs(value);
  }
  return x;
}

TEST(Pointwise, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return nnl::exp(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return nnl::log(in[0]); }, {positive({3, 5})});
  check_gradients([](const auto& in) { return nnl::sqrt(in[0]); }, {positive({3, 5})});
  check_gradients([](const auto& in) { return nnl::abs(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return negative(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return reciprocal(in[0]); }, {sample({3, 5})});
  for (double exponent : {0.0, 0.5, -0.5, 1.0, 2.0, 3.0, -1.0, -2.0, 2.7})
    check_gradients([=](const auto& in) { return nnl::pow(in[0], exponent); }, {positive({5})});
  check_gradients([](const auto& in) { return nnl::pow(in[0], in[1]); }, {positive({2, 3}), sample({3}, 2)});
  check_gradients([](const auto& in) { return clamp(in[0], -0.5, 0.7); }, {sample({9})});
  check_gradients([](const auto& in) { return minimum(in[0], in[1]); }, {sample({2, 3}), sample({3}, 2)});
  check_gradients([](const auto& in) { return maximum(in[0], in[1]); }, {sample({2, 3}), sample({2, 1}, 2)});
  check_gradients([](const auto& in) { return nnl::exp(transpose(in[0], 0, 1)); }, {sample({3, 2})});
}

TEST(Pointwise, integers_have_extrema_and_no_logarithm) {
  const Variable a(Tensor::from<int64_t>(context(), {2}, std::vector<int64_t>{1, 5}));
  const Variable b(Tensor::from<int64_t>(context(), {}, std::vector<int64_t>{3}));
  EXPECT_EQ(values_of(maximum(a, b).data()), (std::vector<double>{3, 5}));
  EXPECT_EQ(values_of(minimum(a, b).data()), (std::vector<double>{1, 3}));
  EXPECT_EQ(std::string(error_of([&] { nnl::log(a); }).what()), "log: f32 or f64 wanted, not i64");
}

TEST(Pointwise, bad_operands_are_refused) {
  const Variable a = sample({2}), f(Tensor::full(context(), DType::f32, {2}, 1));
  EXPECT_EQ(error_of([&] { nnl::pow(a, f); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { maximum(a, sample({3})); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { clamp(a, std::nan(""), 1); }).code(), Code::invalid_argument);
  const Ref<Context> other = make_ref<Context>();
  const Variable c(Tensor::full(*other, DType::f64, {2}, 1));
  EXPECT_EQ(error_of([&] { minimum(a, c); }).code(), Code::invalid_state);
}

TEST(Pointwise, has_the_same_bits_on_any_number_of_threads_and_in_any_layout) {
  const Ref<Context> own = make_ref<Context>();
  Tensor x(*own, DType::f32, {211, 307});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = std::sin(static_cast<float>(i));
  const Variable rows(x), columns(x.transpose(0, 1).copy());
  std::vector<std::vector<double>> results;
  for (int threads : {1, 2, 8}) {
    own->set_threads(threads);
    results.push_back(values_of(nnl::exp(rows).data()));
    results.push_back(values_of(nnl::exp(transpose(columns, 0, 1)).data()));
  }
  for (const auto& result : results) EXPECT_EQ(result, results[0]);
}

}  // namespace
}  // namespace nnl
