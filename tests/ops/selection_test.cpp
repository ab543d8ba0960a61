#include "ops/selection.h"

#include "ops/pointwise.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Variable a = operand(c, in);
  const bool keepdim = c.settings.value("keepdim", false),
             values = c.settings.value("part", "values") == "values";
  std::optional<int64_t> axis;
  if (c.settings.contains("axis")) axis = c.settings.at("axis").get<int64_t>();
  if (op == "argmax") return argmax(a, axis, keepdim);
  if (op == "argmin") return argmin(a, axis, keepdim);
  if (!axis) return op == "max" ? nnl::max(a) : nnl::min(a);
  const Selection selection = op == "max"   ? nnl::max(a, *axis, keepdim)
                              : op == "min" ? nnl::min(a, *axis, keepdim)
                                            : topk(a, c.settings.at("k"), *axis, c.settings.at("largest"));
  return values ? selection.values : selection.indices;
}

TEST(Selection, agrees_with_pytorch_on_every_case) {
  check_cases(
      "selection", [](const Case&) { return true; }, apply);
}

TEST(Selection, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return nnl::max(in[0], 1).values; }, {sample({3, 4, 2})});
  check_gradients([](const auto& in) { return nnl::min(in[0], 0, true).values; }, {sample({3, 4})});
  check_gradients([](const auto& in) { return nnl::max(transpose(in[0], 0, 1), 0).values; },
                  {sample({3, 4})});
  check_gradients([](const auto& in) { return nnl::max(in[0]); }, {sample({3, 4})});
  check_gradients([](const auto& in) { return nnl::min(in[0]); }, {sample({7})});
  check_gradients([](const auto& in) { return topk(in[0], 2, 0).values; }, {sample({4, 3})});
  check_gradients([](const auto& in) { return topk(in[0], 3, 1, false).values; }, {sample({2, 5, 2})});
}

TEST(TopK, of_equal_elements_takes_the_lower_index_first) {
  const Variable x(Tensor::from<int32_t>(context(), {6}, std::vector<int32_t>{1, 2, 2, 1, 2, 1}));
  EXPECT_EQ(values_of(topk(x, 4).indices.data()), (std::vector<double>{1, 2, 4, 0}));
  EXPECT_EQ(values_of(topk(x, 4, 0, false).indices.data()), (std::vector<double>{0, 3, 5, 1}));
  const double nan = std::nan("");
  const Variable y(Tensor::from<double>(context(), {4}, std::vector<double>{nan, 1, nan, 1}));
  EXPECT_EQ(values_of(topk(y, 4).indices.data()), (std::vector<double>{0, 2, 1, 3}));
  EXPECT_EQ(values_of(topk(y, 4, 0, false).indices.data()), (std::vector<double>{1, 3, 0, 2}));
}

TEST(Selection, works_on_every_dtype) {
  for (DType dtype : {DType::f32, DType::f64, DType::i32, DType::i64, DType::u8, DType::boolean}) {
    SCOPED_TRACE(name_of(dtype));
    const Variable x(
        Tensor::from<double>(context(), {2, 3}, std::vector<double>{0, 1, 1, 1, 0, 0}).to(dtype));
    EXPECT_EQ(nnl::max(x).dtype(), dtype);
    EXPECT_EQ(nnl::max(x).data().item(), 1);
    EXPECT_EQ(values_of(argmax(x, 1).data()), (std::vector<double>{1, 0}));
    EXPECT_EQ(values_of(nnl::min(x, 0).indices.data()), (std::vector<double>{0, 1, 1}));
    EXPECT_EQ(values_of(topk(x, 1, 1).values.data()), (std::vector<double>{1, 1}));
  }
}

TEST(Selection, of_many_elements_is_the_same_on_any_number_of_threads) {
  const Ref<Context> own = make_ref<Context>();
  Tensor x(*own, DType::f32, {3'000'001});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = static_cast<float>(i * 7919 % 100'003);
  for (int threads : {1, 2, 8}) {
    own->set_threads(threads);
    const int64_t first = static_cast<int64_t>(argmax(Variable(x)).data().item());
    EXPECT_EQ(x.data<float>()[first], 100'002);
    EXPECT_LT(first, 100'003);  // the first of thirty
    EXPECT_EQ(argmin(Variable(x)).data().item(), 0);
    const Variable matrix(x.rows(0, 3'000'000).reshape({1000, 3000}));
    const Selection columns = nnl::max(matrix, 0);
    for (int64_t i = 0; i < 3000; i += 299) {
      const int64_t at = columns.indices.data().data<int64_t>()[i];
      EXPECT_EQ(columns.values.data().data<float>()[i], x.data<float>()[at * 3000 + i]);
      for (int64_t r = 0; r < 1000; ++r)
        ASSERT_LE(x.data<float>()[r * 3000 + i], columns.values.data().data<float>()[i]);
    }
  }
}

TEST(Selection, builds_a_log_softmax_with_its_gradient) {
  const int64_t axis = 1;
  const auto built = [&](const Variable& x) {
    const Variable shifted = subtract(x, nnl::max(x, axis, true).values);
    return subtract(shifted, nnl::log(sum(nnl::exp(shifted), std::span(&axis, 1), true)));
  };
  const Variable x = sample({4, 5}), same = sample({4, 5});
  const Variable y = built(x), expected = log_softmax(same, axis);
  const Tensor cotangent = sample({4, 5}, 3).data();
  backward(y, cotangent);
  backward(expected, cotangent);
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(values_of(y.data())[i], values_of(expected.data())[i], 1e-14);
    EXPECT_NEAR(values_of(x.grad().dense())[i], values_of(same.grad().dense())[i], 1e-14);
  }
}

TEST(Selection, bad_arguments_are_refused) {
  const Variable x = sample({2, 3});
  EXPECT_EQ(error_of([&] { nnl::max(x, 2); }).code(), Code::index_out_of_range);
  EXPECT_EQ(std::string(error_of([&] { topk(x, 4, 1); }).what()),
            "topk: k = 4 is not in [0, 3], the size of axis 1 of [2, 3]");
  EXPECT_EQ(std::string(error_of([&] { nnl::max(sample({0})); }).what()), "max: [0] has no element");
  EXPECT_EQ(std::string(error_of([&] {
                          argmin(sample({2, 0}), 1);
                        }).what()),
            "argmin: axis 1 of [2, 0] is empty");
}

}  // namespace
}  // namespace nnl
