#include "ops/comparison.h"

#include "ops/pointwise.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable as_bool(const Variable& x) { return Variable(x.data().to(DType::boolean)); }

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  if (op == "where") return where(as_bool(in.at("condition")), in.at("a"), in.at("b"));
  const Variable a = in.at("a");
  if (op == "masked_fill") return masked_fill(a, as_bool(in.at("mask")), scalar(c, "value"));
  if (op == "logical_not") return logical_not(a);
  if (op == "logical_and") return logical_and(a, in.at("b"));
  if (op == "logical_or") return logical_or(a, in.at("b"));
  const std::vector<std::string> names = {"eq", "ne", "lt", "le", "gt", "ge"};
  const auto how = static_cast<Comparison>(std::find(names.begin(), names.end(), op) - names.begin());
  return c.settings.contains("scalar") ? compare(how, a, scalar(c, "scalar")) : compare(how, a, in.at("b"));
}

TEST(Comparison, agrees_with_pytorch_on_every_case) {
  check_cases(
      "comparison", [](const Case&) { return true; }, apply);
}

TEST(Comparison, makes_bool_without_gradient) {
  const Variable a = sample({2});
  for (const Variable& y :
       {compare(Comparison::less, a, 0), compare(Comparison::equal, a, a), logical_not(a)}) {
    EXPECT_EQ(y.dtype(), DType::boolean);
    EXPECT_FALSE(y.requires_grad());
  }
}

TEST(Comparison, of_integers_with_a_number_rounds_nothing) {
  const int64_t large = (int64_t{1} << 53) + 1;
  const Variable x(Tensor::from<int64_t>(context(), {2}, std::vector<int64_t>{large, large - 1}));
  EXPECT_EQ(values_of(compare(Comparison::equal, x, 0x1p53).data()), (std::vector<double>{0, 1}));
  EXPECT_EQ(values_of(compare(Comparison::less, x, 1.5).data()), (std::vector<double>{0, 0}));
  EXPECT_EQ(values_of(compare(Comparison::less, x, 1e300).data()), (std::vector<double>{1, 1}));
  EXPECT_EQ(values_of(compare(Comparison::not_equal, x, std::nan("")).data()), (std::vector<double>{1, 1}));
}

TEST(Comparison, of_floats_with_a_number_rounds_it_first) {
  const Variable x(Tensor::full(context(), DType::f32, {1}, 0.1));
  EXPECT_EQ(compare(Comparison::equal, x, 0.1).data().item(), 1);
}

TEST(Bool, every_byte_but_0_is_true) {
  Tensor bytes(context(), DType::boolean, {4});
  const unsigned char stored[] = {0, 1, 2, 255};
  std::copy_n(stored, 4, reinterpret_cast<unsigned char*>(bytes.mutable_data<bool>()));
  const Variable x(bytes), yes(Tensor::full(context(), DType::boolean, {}, 1));
  const std::vector<double> expected = {0, 1, 1, 1};
  EXPECT_EQ(values_of(compare(Comparison::equal, x, yes).data()), expected);
  EXPECT_EQ(values_of(compare(Comparison::equal, x, 1).data()), expected);
  EXPECT_EQ(values_of(logical_not(logical_not(x)).data()), expected);
  EXPECT_EQ(values_of(minimum(x, yes).data()), expected);
  const Variable one(Tensor::full(context(), DType::f32, {}, 1)),
      zero(Tensor::zeros(context(), DType::f32, {}));
  EXPECT_EQ(values_of(where(x, one, zero).data()), expected);
  EXPECT_EQ(values_of(masked_fill(zero, x, 1).data()), expected);
  EXPECT_EQ(values_of(where(yes, x, yes).data()), expected);
}

TEST(Where, gradients_agree_with_finite_differences) {
  const Variable mask = compare(Comparison::greater, sample({2, 3}, 5), 0);
  check_gradients([&](const auto& in) { return where(mask, in[0], in[1]); },
                  {sample({2, 3}), sample({3}, 1)});
  check_gradients([&](const auto& in) { return masked_fill(in[0], mask, 3); }, {sample({3})});
}

TEST(Where, passes_gradients_by_what_it_does_not_take) {
  // The logarithm of 0 is not taken, but its infinite derivative must not turn 0 into NaN either.
  const Variable x(Tensor::from<double>(context(), {2}, std::vector<double>{0, 2}), true);
  const Variable y = where(compare(Comparison::greater, x, 0), x, nnl::exp(x));
  backward(y, Tensor::full(context(), DType::f64, {2}, 1));
  EXPECT_EQ(values_of(x.grad().dense()), (std::vector<double>{1, 1}));
}

TEST(Where, bad_operands_are_refused) {
  const Variable x = sample({2}), mask = compare(Comparison::greater, x, 0);
  EXPECT_EQ(std::string(error_of([&] { where(x, x, x); }).what()),
            "where: the condition must be bool, not f64");
  EXPECT_EQ(std::string(error_of([&] { masked_fill(x, x, 1); }).what()),
            "masked_fill: the mask must be bool, not f64");
  const Variable f(Tensor::full(context(), DType::f32, {2}, 1)), u(Tensor::zeros(context(), DType::u8, {2}));
  EXPECT_EQ(error_of([&] { where(mask, x, f); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { compare(Comparison::less, x, f); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { masked_fill(u, mask, 256); }).code(), Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
