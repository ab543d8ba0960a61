// What operations refuse, and what they say: shapes, dtypes and settings that have no other test.
#include "nn/init.h"
#include "nn/linear.h"
#include "ops/losses.h"
#include "ops/normalization.h"
#include "ops/similarity.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

template <class Call>
void expect_refused(Code code, const std::string& message, const Call& call) {
  const Error error = error_of(call);
  EXPECT_EQ(error.code(), code);
  EXPECT_EQ(std::string(error.what()), message);
}

Variable integers(const Dims& shape) { return Variable(Tensor::zeros(context(), DType::i64, shape), false); }

TEST(Refusals, of_linear_and_flatten) {
  expect_refused(Code::shape_mismatch, "linear: weight [4] is no matrix", [] {
    linear(sample({2, 4}), sample({4}), {});
  });
  expect_refused(Code::shape_mismatch, "linear: bias [2] must have out_features 3 elements", [] {
    linear(sample({2, 4}), sample({3, 4}), sample({2}));
  });
  expect_refused(Code::shape_mismatch, "linear: the last size of input [] must be in_features 4", [] {
    linear(sample({}), sample({3, 4}), {});
  });
  expect_refused(Code::invalid_argument, "flatten: first axis 2 comes after last axis 1", [] {
    flatten(sample({2, 3, 4}), 2, 1);
  });
}

TEST(Refusals, of_losses) {
  expect_refused(Code::shape_mismatch, "mse_loss: input [2] and target [3] differ",
                 [] { mse_loss(sample({2}), sample({3})); });
  expect_refused(Code::invalid_argument, "mse_loss: unknown reduction 7",
                 [] { mse_loss(sample({2}), sample({2}), static_cast<Reduction>(7)); });
  expect_refused(Code::dtype_mismatch, "bce_loss: f32 or f64 wanted, not i64",
                 [] { bce_loss(integers({2}), integers({2})); });
  expect_refused(Code::shape_mismatch, "bce_loss: input [2] and target [3] differ",
                 [] { bce_loss(sample({2}), sample({3})); });
  const Variable half(Tensor::full(context(), DType::f64, {2}, 0.5), true);
  for (const Dims& shape : {Dims{3, 2}, Dims{1, 2}})
    expect_refused(Code::shape_mismatch,
                   "bce_loss: weight " + to_string(shape) + " does not broadcast to the input [2]",
                   [&] { bce_loss(half, half, Tensor::full(context(), DType::f64, shape, 1)); });
  expect_refused(Code::shape_mismatch,
                 "cosine_embedding_loss: target [3] must have one element for each of 2 rows", [] {
                   cosine_embedding_loss(sample({2, 4}), sample({2, 4}), sample({3}).data());
                 });
}

TEST(Refusals, of_cross_entropy) {
  expect_refused(Code::dtype_mismatch, "cross_entropy: logits must be f32 or f64, not i64", [] {
    cross_entropy(integers({2, 3}), integers({2}));
  });
  expect_refused(Code::shape_mismatch, "cross_entropy: logits [2, 0] have no classes", [] {
    cross_entropy(sample({2, 0}), integers({2}));
  });
  expect_refused(Code::shape_mismatch, "cross_entropy: the logits have no axis of classes",
                 [] { cross_entropy(sample({}), integers({})); });
}

TEST(Refusals, of_reductions_and_similarities) {
  expect_refused(Code::dtype_mismatch, "sum: f32 or f64 wanted, not i64", [] { sum(integers({2})); });
  expect_refused(Code::dtype_mismatch, "cosine_similarity: f32 or f64 wanted, not i64", [] {
    cosine_similarity(integers({2, 3}), integers({2, 3}));
  });
  expect_refused(Code::dtype_mismatch, "group_norm: f32 or f64 wanted, not i64", [] {
    group_norm(integers({2, 4}), 2, {}, {});
  });
}

TEST(Refusals, of_batch_norm) {
  const Tensor two = Tensor::full(context(), DType::f64, {2}, 1),
               three = Tensor::full(context(), DType::f64, {3}, 1);
  const Tensor other = Tensor::full(context(), DType::f64, {2}, 1);
  const auto run = [](const Variable& x, const BatchNormState& state, const Variable& weight = {}) {
    return [=] { batch_norm(x, weight, {}, state); };
  };
  expect_refused(Code::dtype_mismatch, "batch_norm: f32 or f64 wanted, not i64", run(integers({3, 2}), {}));
  expect_refused(Code::shape_mismatch, "batch_norm: input [3] has no axis of channels", run(sample({3}), {}));
  expect_refused(Code::shape_mismatch,
                 "batch_norm: weight [3] must be contiguous and have one element for each of 2 channels",
                 run(sample({4, 2}), {}, Variable(three, true)));
  expect_refused(
      Code::shape_mismatch,
      "batch_norm: running_mean [3] must be contiguous and have one element for each of 2 channels",
      run(sample({4, 2}), {three, two, {}}));
  expect_refused(Code::invalid_argument, "batch_norm: running_mean and running_var go together",
                 run(sample({4, 2}), {two, {}, {}}));
  expect_refused(Code::invalid_argument, "batch_norm: running_mean and running_var go together",
                 run(sample({4, 2}), {{}, two, {}}));
  expect_refused(Code::invalid_argument, "batch_norm: running_mean and running_var are one tensor",
                 run(sample({4, 2}), {two, two, {}}));
  const Tensor one = Tensor::full(context(), DType::f64, {1}, 1), counts = integers({2}).data();
  for (const Tensor& counter : {one, counts})
    expect_refused(Code::dtype_mismatch, "batch_norm: num_batches_tracked must be one i64",
                   run(sample({4, 2}), {two, other, counter}));
  BatchNormOptions cumulative;
  cumulative.training = true;
  cumulative.momentum.reset();
  expect_refused(Code::invalid_argument, "batch_norm: a cumulative average needs num_batches_tracked", [&] {
    batch_norm(sample({4, 2}), {}, {}, {two, other, {}}, cumulative);
  });
  EXPECT_EQ(values_of(two), (std::vector<double>{1, 1}));
}

TEST(Refusals, of_initial_weights) {
  const Tensor x = Tensor::zeros(context(), DType::f64, {3});
  expect_refused(Code::invalid_argument, "init uniform: [2, 1) is no finite range",
                 [&] { init::uniform(x, 2, 1); });
  expect_refused(Code::invalid_argument, "init uniform: [-1e+308, 1e+308) is no finite range",
                 [&] { init::uniform(x, -1e308, 1e308); });
  expect_refused(Code::invalid_argument, "init normal: mean 0 and std -1 must be finite, std not negative",
                 [&] { init::normal(x, 0, -1); });
  for (const double bad : std::initializer_list<double>{NAN, INFINITY}) {
    const std::string rest = " must be finite, std not negative", number = fmt::format("{}", bad);
    expect_refused(Code::invalid_argument, "init normal: mean " + number + " and std 1" + rest,
                   [&] { init::normal(x, bad, 1); });
    expect_refused(Code::invalid_argument, "init normal: mean 0 and std " + number + rest,
                   [&] { init::normal(x, 0, bad); });
  }
  expect_refused(Code::invalid_argument, "init: unknown nonlinearity 9",
                 [] { init::gain(static_cast<init::Nonlinearity>(9), 0); });
  EXPECT_EQ(values_of(x), (std::vector<double>{0, 0, 0}));
  init::uniform(x, 1, 1);  // the least range
  init::normal(x, 2, 0);
  EXPECT_EQ(values_of(x), (std::vector<double>{2, 2, 2}));
  expect_refused(Code::invalid_argument, "Linear: in_features -1 and out_features 2 must not be negative",
                 [] { Linear(context(), -1, 2, true, DType::f64); });
  expect_refused(Code::invalid_argument, "Linear: in_features 2 and out_features -1 must not be negative",
                 [] { Linear(context(), 2, -1, true, DType::f64); });
  const Variable empty(Tensor::zeros(context(), DType::f64, {2, 0}));
  EXPECT_EQ(Linear(context(), 0, 0, true, DType::f64).forward(empty).shape(), (Dims{2, 0}));
}

}  // namespace
}  // namespace nnl
