#include "ops/normalization.h"

#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

Variable given(const Inputs& in, const char* name) { return in.count(name) ? in.at(name) : Variable(); }

Dims sizes(const Case& c) {
  const std::vector<int64_t> sizes = list(c, "normalized_shape");
  return Dims(sizes.data(), static_cast<int64_t>(sizes.size()));
}

TEST(LayerNorm, agrees_with_pytorch) {
  check_cases(
      "row_norms", [](const Case& c) { return is_op(c, "layer_norm"); },
      [](const Case& c, const Inputs& in) {
        return layer_norm(in.at("x"), sizes(c), given(in, "weight"), given(in, "bias"), c.settings.at("eps"));
      });
}

TEST(GroupNorm, agrees_with_pytorch) {
  check_cases(
      "row_norms", [](const Case& c) { return is_op(c, "group_norm"); },
      [](const Case& c, const Inputs& in) {
        return group_norm(in.at("x"), c.settings.at("num_groups"), given(in, "weight"), given(in, "bias"),
                          c.settings.at("eps"));
      });
}

TEST(LayerNorm, gradients_agree_with_finite_differences) {
  check_gradients(
      [](const auto& in) {
        return layer_norm(in[0], {3, 2}, in[1], in[2]);
      },
      {sample({4, 3, 2}), sample({3, 2}, 1), sample({3, 2}, 2)}, 1e-5);
  check_gradients([](const auto& in) { return layer_norm(transpose(in[0], 0, 1), {5}, {}, in[1]); },
                  {sample({5, 4}), sample({5}, 1)}, 1e-5);
}

TEST(GroupNorm, gradients_agree_with_finite_differences) {
  for (const Dims& shape : {Dims{3, 6}, Dims{2, 6, 3}, Dims{2, 6, 2, 2}})
    check_gradients([](const auto& in) { return group_norm(in[0], 2, in[1], in[2]); },
                    {sample(shape), sample({6}, 1), sample({6}, 2)}, 1e-5);
  check_gradients([](const auto& in) { return group_norm(transpose(in[0], 0, 2), 2, {}, in[1]); },
                  {sample({3, 4, 2}), sample({4}, 1)}, 1e-5);
}

/// 1e6 + sin(i), as f32 holds it.
Variable far_from_zero(const Dims& shape) {
  Tensor x(context(), DType::f32, shape);
  for (int64_t i = 0; i < x.count(); ++i)
    x.mutable_data<float>()[i] = static_cast<float>(1e6 + 1.5 * std::sin(static_cast<double>(i)));
  return Variable(x);
}

TEST(LayerNorm, is_right_for_a_mean_a_million_times_the_deviation) {
  const Variable x = far_from_zero({3, 4000});
  const Variable exact = layer_norm(Variable(x.data().to(DType::f64)), {4000}, {}, {});
  const std::vector<double> expected = values_of(exact.data());
  expect_close(layer_norm(x, {4000}, {}, {}).data(), {"f64", {3, 4000}, expected}, 1e-5, "layer norm");
  expect_close(group_norm(reshape(x, {3, 4, 1000}), 1, {}, {}).data(), {"f64", {3, 4, 1000}, expected}, 1e-5,
               "group norm");
  double squares = 0;
  for (double value : expected) squares += value * value;
  EXPECT_NEAR(squares / 12'000, 1, 1e-4);
}

/// The value and all gradients of f at big inputs, with that many threads.
template <class F>
std::vector<std::vector<double>> on_threads(int threads, const Dims& shape, int64_t channels, F f) {
  context().set_threads(threads);
  const auto big = [](const Dims& sizes, double seed) {
    return Variable(sample(sizes, seed).data().to(DType::f32), true);
  };
  const Variable x = big(shape, 0), weight = big({channels}, 1), bias = big({channels}, 2);
  const Variable y = f(x, weight, bias);
  backward(y, big(shape, 3).data());
  context().set_threads(0);
  return {values_of(y.data()), values_of(x.grad().dense()), values_of(weight.grad().dense()),
          values_of(bias.grad().dense())};
}

TEST(LayerNorm, gives_the_same_bits_on_any_number_of_threads) {
  const auto f = [](const Variable& x, const Variable& w, const Variable& b) {
    return layer_norm(x, {w.size(0)}, w, b);
  };
  for (const Dims& shape : {Dims{5000, 33}, Dims{40, 9000}})
    EXPECT_EQ(on_threads(1, shape, shape[1], f), on_threads(3, shape, shape[1], f));
}

TEST(GroupNorm, gives_the_same_bits_on_any_number_of_threads) {
  const auto f = [](const Variable& x, const Variable& w, const Variable& b) {
    return group_norm(x, 4, w, b);
  };
  for (const Dims& shape : {Dims{900, 8, 30}, Dims{3000, 160}})
    EXPECT_EQ(on_threads(1, shape, shape[1], f), on_threads(3, shape, shape[1], f));
}

TEST(LayerNorm, many_rows_and_a_sum_over_them_are_exact) {
  // Every row has the values -1 and 1, so that the sums are known.
  Tensor x(context(), DType::f32, {100'000, 2});
  for (int64_t i = 0; i < x.count(); ++i) x.mutable_data<float>()[i] = i % 2 == 0 ? -1.F : 1.F;
  const Variable weight(Tensor::full(context(), DType::f32, {2}, 1), true),
      bias(Tensor::zeros(context(), DType::f32, {2}), true);
  const Variable y = layer_norm(Variable(x), {2}, weight, bias, 0);
  backward(y, Tensor::full(context(), DType::f32, {100'000, 2}, 1));
  EXPECT_EQ(values_of(weight.grad().dense()), (std::vector<double>{-100'000, 100'000}));
  EXPECT_EQ(values_of(bias.grad().dense()), (std::vector<double>{100'000, 100'000}));
}

TEST(GroupNorm, gradients_over_nothing_are_zero) {
  const Variable weight = sample({4});
  backward(group_norm(sample({2, 4, 0}), 2, weight, {}), Tensor::zeros(context(), DType::f64, {2, 4, 0}));
  EXPECT_EQ(values_of(weight.grad().dense()), (std::vector<double>{0, 0, 0, 0}));
}

std::string message_of(const std::function<void()>& call) { return error_of(call).what(); }

TEST(LayerNorm, refuses_what_makes_no_sense) {
  const Variable x = sample({2, 3});
  EXPECT_EQ(message_of([&] { layer_norm(x, {2}, {}, {}); }),
            "layer_norm: the last sizes of input [2, 3] must be the normalized shape [2]");
  EXPECT_EQ(message_of([&] { layer_norm(x, {}, {}, {}); }), "layer_norm: the normalized shape has no axes");
  EXPECT_EQ(message_of([&] { layer_norm(x, {3}, sample({2}), {}); }),
            "layer_norm: weight [2] must have the normalized shape [3]");
  EXPECT_EQ(message_of([&] {
              layer_norm(x, {3}, {}, sample({1, 3}));
            }),
            "layer_norm: bias [1, 3] must have the normalized shape [3]");
  EXPECT_EQ(message_of([&] { layer_norm(x, {3}, {}, {}, -1e-5); }),
            "layer_norm: eps -1e-05 must be finite and not negative");
  EXPECT_EQ(error_of([&] { layer_norm(x, {3}, {}, {}, NAN); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { layer_norm(x, {3}, Variable(sample({3}).data().to(DType::f32)), {}); }).code(),
            Code::dtype_mismatch);
  EXPECT_EQ(
      error_of([&] { layer_norm(Variable(Tensor::zeros(context(), DType::i64, {2})), {2}, {}, {}); }).code(),
      Code::dtype_mismatch);
  const Ref<Context> other = make_ref<Context>();
  EXPECT_EQ(
      error_of([&] { layer_norm(x, {3}, Variable(Tensor::zeros(*other, DType::f64, {3})), {}); }).code(),
      Code::invalid_state);
}

TEST(GroupNorm, refuses_what_makes_no_sense) {
  const Variable x = sample({2, 3, 4});
  EXPECT_EQ(message_of([&] { group_norm(x, 2, {}, {}); }),
            "group_norm: 3 channels do not fall evenly into 2 groups");
  EXPECT_EQ(message_of([&] { group_norm(x, 0, {}, {}); }), "group_norm: 0 groups; at least 1 is needed");
  EXPECT_EQ(message_of([&] { group_norm(x, 3, sample({4}), {}); }),
            "group_norm: weight [4] must have one element for each of 3 channels");
  EXPECT_EQ(message_of([&] {
              group_norm(sample({1, 2}), 2, {}, {});
            }),
            "group_norm: more than 1 value per group is needed, got input [1, 2] in 2 groups");
  EXPECT_EQ(message_of([&] { group_norm(sample({3}), 1, {}, {}); }),
            "group_norm: input [3] has no axis of channels");
  EXPECT_EQ(error_of([&] { group_norm(x, -3, {}, {}); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { group_norm(x, 3, {}, {}, HUGE_VAL); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { group_norm(x, 3, {}, Variable(sample({3}).data().to(DType::f32))); }).code(),
            Code::dtype_mismatch);
}

}  // namespace
}  // namespace nnl
