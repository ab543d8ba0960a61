#include "ops/indexing.h"

#include "ops/joining.h"
#include "ops/views.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable apply(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const int64_t axis = c.settings.value("axis", 0);
  if (op == "cat" || op == "stack") {
    std::vector<Variable> parts;
    for (int i = 0; i < c.settings.at("count"); ++i) parts.push_back(in.at("a" + std::to_string(i)));
    return op == "cat" ? cat(parts, axis) : stack(parts, axis);
  }
  if (op == "one_hot") return one_hot(in.at("index").data(), c.settings.at("classes"));
  const Variable a = operand(c, in);
  if (op == "split") return split(a, list(c, "sizes"), axis).at(c.settings.at("part").get<size_t>());
  if (op == "slice")
    return slice(a, axis, c.settings.at("start"), c.settings.at("stop"), c.settings.at("step"));
  if (op == "gather") return gather(a, axis, in.at("index").data());
  if (op == "index_select") return index_select(a, axis, in.at("index").data());
  const auto axes = list(c, "axes");
  if (op == "permute") return permute(a, axes);
  if (op == "squeeze") return squeeze(a, axes);
  if (op == "unsqueeze") return unsqueeze(a, axes.at(0));
  if (op == "expand") return expand(a, Dims(axes.data(), static_cast<int64_t>(axes.size())));
  throw std::runtime_error("no such operation: " + op);
}

TEST(Indexing, agrees_with_pytorch_on_every_case) {
  check_cases(
      "indexing", [](const Case&) { return true; }, apply);
}

Tensor places(const Dims& shape, const std::vector<int64_t>& values) {
  return Tensor::from<int64_t>(context(), shape, values);
}

TEST(Indexing, gradients_agree_with_finite_differences) {
  const auto join = [](const auto& in) { return cat(in, 1); };
  check_gradients(join, {sample({2, 3}), sample({2, 1}, 1), sample({2, 2}, 2, false)});
  check_gradients([](const auto& in) { return stack(in, -1); }, {sample({2, 3}), sample({2, 3}, 1)});
  check_gradients([](const auto& in) { return cat(std::vector{in[0], in[0]}, 0); }, {sample({2, 3})});
  check_gradients([](const auto& in) { return slice(in[0], 1, -3, 9, 2); }, {sample({2, 5})});
  check_gradients(
      [](const auto& in) {
        return split(in[0], std::vector<int64_t>{1, 3}, 1)[1];
      },
      {sample({2, 4})});
  const Tensor index = places({2, 3}, {0, 3, 3, 1, 1, 1}), rows = places({4}, {2, 0, 2, 2});
  check_gradients([&](const auto& in) { return gather(in[0], 1, index); }, {sample({2, 4})});
  check_gradients([&](const auto& in) { return gather(in[0], 0, index); }, {sample({4, 3})});
  check_gradients([&](const auto& in) { return index_select(in[0], 0, rows); }, {sample({3, 2})});
  check_gradients([&](const auto& in) { return index_select(in[0], 1, rows); }, {sample({2, 3, 2})});
  const int64_t order[] = {2, 0, 1};
  check_gradients([&](const auto& in) { return permute(in[0], order); }, {sample({2, 3, 4})});
  check_gradients([](const auto& in) { return squeeze(unsqueeze(in[0], 1)); }, {sample({2, 1, 3})});
  check_gradients([](const auto& in) { return expand(in[0], {2, 3, 4}); }, {sample({3, 1})});
}

TEST(Views, share_the_memory) {
  const Variable x = sample({1, 6}, 0, false);
  const int64_t order[] = {1, 0};
  for (const Variable& view : {slice(x, 1, 2, 6, 3), permute(x, order), squeeze(x), unsqueeze(x, 1),
                               expand(x, {4, 6}), split(x, std::vector<int64_t>{6}, 1)[0]})
    EXPECT_EQ(view.data().storage().get(), x.data().storage().get());
}

TEST(Cat, of_its_split_is_the_tensor) {
  for (DType dtype : {DType::f32, DType::f64, DType::i32, DType::i64, DType::u8, DType::boolean}) {
    const Variable x(sample({3, 7, 2}).data().to(dtype));
    for (int64_t axis : {0, 1, 2}) {
      const int64_t size = x.size(static_cast<int>(axis));
      const std::vector<int64_t> sizes = {1, 0, size - 1};
      EXPECT_EQ(values_of(cat(split(x, sizes, axis), axis).data()), values_of(x.data()));
    }
  }
}

TEST(IndexSelect, moves_whole_rows_of_any_layout_and_dtype) {
  const Variable x = sample({5, 4}, 0, false), t = transpose(x, 0, 1);
  const Tensor rows = places({3}, {4, 1, 4});
  const std::vector<double> expected = values_of(index_select(x, 0, rows).data());
  EXPECT_EQ(values_of(transpose(index_select(t, 1, rows), 0, 1).data()), expected);
  EXPECT_EQ(values_of(index_select(x, 0, rows.to(DType::i32)).data()), expected);
  EXPECT_EQ(index_select(Variable(x.data().to(DType::u8)), 0, rows).dtype(), DType::u8);
}

TEST(Gather, adds_gradients_of_large_tensors_alike_on_any_number_of_threads) {
  const Ref<Context> own = make_ref<Context>();
  Tensor index(*own, DType::i64, {1000}), x = Tensor::zeros(*own, DType::f32, {7, 700});
  for (int64_t i = 0; i < 1000; ++i) index.mutable_data<int64_t>()[i] = i * 31 % 7;
  Tensor dy(*own, DType::f32, {1000, 700});
  for (int64_t i = 0; i < dy.count(); ++i) dy.mutable_data<float>()[i] = std::sin(static_cast<float>(i));
  std::vector<std::vector<double>> results;
  for (int threads : {1, 2, 8}) {
    own->set_threads(threads);
    const Variable leaf(x, true);
    backward(index_select(leaf, 0, index), dy);
    results.push_back(values_of(leaf.grad().dense()));
  }
  for (const auto& result : results) EXPECT_EQ(result, results[0]);
  float first = 0;
  for (int64_t i = 0; i < 1000; ++i)
    if (index.data<int64_t>()[i] == 3) first += dy.data<float>()[i * 700 + 699];
  EXPECT_EQ(results[0][3 * 700 + 699], first);
}

TEST(Indexing, an_index_changed_later_does_not_matter) {
  const Variable x = sample({3});
  const Tensor index = places({2}, {0, 1});
  const Variable y = gather(x, 0, index);
  index.mutable_data<int64_t>()[0] = 99;
  index.changed("test");
  backward(y, Tensor::full(context(), DType::f64, {2}, 1));
  EXPECT_EQ(values_of(x.grad().dense()), (std::vector<double>{1, 1, 0}));
}

TEST(Indexing, errors_say_what_is_wrong) {
  const Variable x = sample({2, 3});
  const auto message = [](auto body) { return std::string(error_of(body).what()); };
  EXPECT_EQ(message([&] {
              gather(x, 1, places({1, 2}, {0, 3}));
            }),
            "gather: index 3 at position [0, 1] is not in [0, 3)");
  EXPECT_EQ(message([&] { index_select(x, 0, places({1}, {-1})); }),
            "index_select: index -1 at position [0] is not in [0, 2)");
  EXPECT_EQ(message([&] {
              cat(std::vector{x, sample({2, 2})}, 0);
            }),
            "cat: shapes [2, 3] and [2, 2] differ not only along axis 0");
  EXPECT_EQ(message([&] {
              split(x, std::vector<int64_t>{1, 1}, 1);
            }),
            "split: the sizes leave 1 of axis 1 of [2, 3]");
  EXPECT_EQ(message([&] { slice(x, 0, 0, 1, 0); }), "slice: step 0 must be positive");
  EXPECT_EQ(message([&] { expand(x, {2, 4}); }), "expand: [2, 3] cannot become [2, 4]");
  EXPECT_EQ(message([&] { one_hot(places({1}, {3}), 3); }),
            "one_hot: index 3 at position [0] is not in [0, 3)");
  EXPECT_EQ(error_of([&] { gather(x, 1, x.data()); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] {
              cat(std::vector{x, Variable(x.data().to(DType::f32))}, 0);
            }).code(),
            Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { one_hot(places({1}, {int64_t{1} << 62})); }).code(), Code::index_out_of_range);
  EXPECT_EQ(error_of([&] { one_hot(places({1}, {(int64_t{1} << 60) - 1})); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { expand(x, {int64_t{1} << 59, 2, 3}); }).code(), Code::shape_mismatch);
}

}  // namespace
}  // namespace nnl
