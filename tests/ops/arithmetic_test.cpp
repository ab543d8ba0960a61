#include <algorithm>
#include <numeric>

#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

/// Axes in the order of `axes`, by exchanging two at a time.
Variable permute(Variable x, const std::vector<int64_t>& axes) {
  std::vector<int64_t> order(axes.size());
  std::iota(order.begin(), order.end(), 0);
  for (size_t i = 0; i < axes.size(); ++i) {
    const auto j = std::find(order.begin(), order.end(), axes[i]) - order.begin();
    std::swap(order[i], order[static_cast<size_t>(j)]);
    x = transpose(x, static_cast<int64_t>(i), j);
  }
  return x;
}

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Variable a = in.at("a");
  const auto axes = c.settings.value("axes", std::vector<int64_t>{});
  if (op == "add") return add(a, in.at("b"));
  if (op == "sub") return subtract(a, in.at("b"));
  if (op == "mul") return multiply(a, in.at("b"));
  if (op == "div") return divide(a, in.at("b"));
  if (op == "mul_self") return multiply(a, a);
  if (op == "matmul") {
    const bool left = c.settings.value("transpose_a", false), right = c.settings.value("transpose_b", false);
    const Variable b = in.at("b");
    return matmul(left ? transpose(a, -1, -2) : a, right ? transpose(b, -1, -2) : b);
  }
  if (op == "matmul_self") return matmul(a, a);
  if (op == "neg") return affine(a, -1, 0);
  if (op == "permute") return permute(a, axes);
  const bool keepdim = c.settings.value("keepdim", false);
  if (op == "sum") return sum(a, axes, keepdim);
  if (op == "mean") return mean(a, axes, keepdim);
  if (op == "transpose") return transpose(a, axes.at(0), axes.at(1));
  if (op == "flatten") return flatten(a, c.settings.at("start_axis"), c.settings.at("end_axis"));
  if (op == "transpose_sum")
    return sum(transpose(a, axes.at(0), axes.at(1)), c.settings.at("sum_axes").get<std::vector<int64_t>>(),
               keepdim);
  if (op == "reshape" || op == "transpose_reshape") {
    const Variable source = axes.empty() ? a : transpose(a, axes.at(0), axes.at(1));
    const auto shape = c.settings.at("shape").get<std::vector<int64_t>>();
    return reshape(source, Dims(shape.data(), static_cast<int64_t>(shape.size())));
  }
  throw std::runtime_error("no such operation: " + op);
}

TEST(Arithmetic, agrees_with_pytorch_on_every_case) {
  check_cases(
      "arithmetic", [](const Case&) { return true; }, apply);
}

TEST(Arithmetic, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return add(in[0], in[1]); }, {sample({2, 3}), sample({3}, 1)});
  check_gradients([](const auto& in) { return subtract(in[0], in[1]); }, {sample({2, 1}), sample({1, 3}, 1)});
  check_gradients([](const auto& in) { return multiply(in[0], in[1]); }, {sample({2, 3}), sample({}, 1)});
  check_gradients([](const auto& in) { return divide(in[0], in[1]); },
                  {sample({3, 2, 3}), sample({2, 1}, 1)});
  check_gradients([](const auto& in) { return affine(in[0], -2.5, 3); }, {sample({7})});
}

TEST(Matmul, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return matmul(in[0], in[1]); }, {sample({3, 4}), sample({4, 2}, 1)});
  check_gradients([](const auto& in) { return matmul(in[0], in[1]); },
                  {sample({2, 1, 3, 4}), sample({5, 4, 2}, 1)});
  check_gradients([](const auto& in) { return matmul(in[0], in[1]); }, {sample({4}), sample({2, 4, 3}, 1)});
}

TEST(Reduce, gradients_agree_with_finite_differences) {
  const int64_t outer[] = {0, 2};
  check_gradients([&](const auto& in) { return sum(in[0], outer); }, {sample({2, 3, 4})});
  check_gradients([&](const auto& in) { return mean(in[0], outer, true); }, {sample({2, 3, 4})});
  check_gradients([](const auto& in) { return mean(transpose(in[0], 0, 1)); }, {sample({3, 2})});
}

TEST(Reduce, sums_of_many_floats_do_not_drift) {
  const Tensor ones = Tensor::full(context(), DType::f32, {1 << 25}, 1);
  EXPECT_EQ(sum(Variable(ones)).data().item(), 1 << 25);
}

TEST(Arithmetic, mixed_dtypes_and_contexts_are_refused) {
  const Variable a = sample({2});
  const Variable b(Tensor::full(context(), DType::f32, {2}, 1));
  EXPECT_EQ(error_of([&] { add(a, b); }).code(), Code::dtype_mismatch);
  const Ref<Context> other = make_ref<Context>();
  const Variable c(Tensor::full(*other, DType::f64, {2}, 1));
  EXPECT_EQ(error_of([&] { add(a, c); }).code(), Code::invalid_state);
  EXPECT_EQ(std::string(error_of([&] { add(a, sample({3})); }).what()),
            "add: shapes [2] and [3] do not broadcast");
}

TEST(Sum, is_exact_to_the_last_bits_however_long) {
  // 0.1 is not exact: a running sum of 2e6 of them is off by 1e-11 and more.
  for (const Dims& shape : {Dims{2'000'000}, Dims{1'000'000, 2}, Dims{2, 1'000'000}}) {
    const Variable x(Tensor::full(context(), DType::f64, shape, 0.1));
    const int64_t axis = shape.size() == 1 || shape[0] == 2 ? -1 : 0;
    const Variable total = sum(x, std::span(&axis, 1));
    const double n = static_cast<double>(x.count() / total.count());
    for (double value : values_of(total.data())) EXPECT_NEAR(value, 0.1 * n, 1e-14 * n);
  }
}

TEST(Sum, has_the_same_bits_on_any_number_of_threads) {
  const Ref<Context> own = make_ref<Context>();
  Tensor x(*own, DType::f32, {300'001});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = std::sin(static_cast<float>(i));
  std::vector<double> sums;
  for (int threads : {1, 2, 3, 8}) {
    own->set_threads(threads);
    sums.push_back(sum(Variable(x)).data().item());
  }
  for (double value : sums) EXPECT_EQ(value, sums[0]);
}

TEST(Mean, divides_once) {
  const Variable x(Tensor::full(context(), DType::f64, {49}, 1), true);
  const Variable y = mean(x);
  EXPECT_EQ(y.data().item(), 1);
  backward(y);
  for (double value : values_of(x.grad().dense())) EXPECT_EQ(value, 1.0 / 49);
}

TEST(Reductions, know_axis_0_of_a_single_element) {
  const Variable x = sample({});
  for (int64_t axis : {0, -1}) {
    EXPECT_EQ(sum(x, std::span(&axis, 1)).data().item(), x.data().item());
    EXPECT_EQ(mean(x, std::span(&axis, 1)).data().item(), x.data().item());
    EXPECT_EQ(transpose(x, axis, 0).data().item(), x.data().item());
  }
  const int64_t beyond = 1;
  EXPECT_EQ(error_of([&] { sum(x, std::span(&beyond, 1)); }).code(), Code::index_out_of_range);
  EXPECT_EQ(error_of([&] { flatten(x, 1, -1); }).code(), Code::index_out_of_range);
}

}  // namespace
}  // namespace nnl
