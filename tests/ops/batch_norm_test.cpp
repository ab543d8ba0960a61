#include "base/transaction.h"
#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

std::string numbered(const std::string& what, size_t i) { return what + "_" + std::to_string(i); }

/// Checks one recorded sequence of batches, contiguous or not: outputs, gradients and running statistics
/// after each.
void check_sequence(const Case& c, DType dtype, bool scatter) {
  const auto given = [&](const std::string& name) {
    const auto found = c.inputs.find(name);
    return found == c.inputs.end() ? Tensor() : tensor_of(found->second, dtype);
  };
  const auto batch = [&](const char* what, size_t i) {
    return scatter ? scattered(given(numbered(what, i))) : given(numbered(what, i));
  };
  const BatchNormState state{given("running_mean"), given("running_var"), given("num_batches_tracked")};
  BatchNormOptions options;
  options.eps = c.settings.at("eps");
  options.momentum.reset();
  // Such a layer has statistics only if they were there before tracking was switched off.
  options.track = c.settings.value("track_running_stats", true);
  if (!c.settings.at("momentum").is_null()) options.momentum = c.settings.at("momentum").get<double>();
  const auto training = c.settings.at("training").get<std::vector<bool>>();
  const bool learns = !c.settings.value("frozen", false);
  const GradMode mode(c.settings.value("grad_mode", true));
  const double close = dtype == DType::f32 ? 2e-4 : 1e-10;
  for (size_t i = 0; i < training.size(); ++i) {
    SCOPED_TRACE("batch " + std::to_string(i));
    options.training = training[i];
    Variable weight, bias;
    if (given("weight")) weight = Variable(given("weight"), learns);
    if (given("bias")) bias = Variable(given("bias"), learns);
    const Variable x(batch("input", i), true);
    const Variable y = batch_norm(x, weight, bias, state, options);
    expect_close(y.data(), c.outputs.at(numbered("output", i)), close, "output");
    for (const auto& [name, tensor] :
         std::map<std::string, Tensor>{{"running_mean", state.running_mean},
                                       {"running_var", state.running_var},
                                       {"num_batches_tracked", state.num_batches_tracked}})
      if (tensor && c.outputs.count(numbered(name, i)))
        expect_close(tensor, c.outputs.at(numbered(name, i)), close, name);
    if (!c.gradients.count(numbered("input", i))) continue;
    backward(y, batch("cotangent", i));
    expect_close(x.grad().dense(), c.gradients.at(numbered("input", i)), close, "input's gradient");
    for (const auto& [name, parameter] : {std::pair("weight", weight), std::pair("bias", bias)}) {
      if (!parameter) continue;
      EXPECT_EQ(static_cast<bool>(parameter.grad()), learns) << name;
      if (learns) expect_close(parameter.grad().dense(), c.gradients.at(numbered(name, i)), close, name);
    }
  }
}

TEST(BatchNorm, agrees_with_pytorch_batch_for_batch) {
  for (const auto& [topic, at_least] : {std::pair("batch_norm", 140), std::pair("batch_norm_shapes", 126)}) {
    int checked = 0;
    for (const Case& c : golden_cases(topic)) {
      if (c.settings.value("error", false)) continue;
      for (DType dtype : {DType::f64, DType::f32}) {
        SCOPED_TRACE(c.name + ", " + name_of(dtype));
        for (bool scatter : {false, true}) check_sequence(c, dtype, scatter);
        ++checked;
      }
    }
    EXPECT_GE(checked, at_least);
  }
}

TEST(BatchNorm, gradients_agree_with_finite_differences) {
  for (const Dims& shape : {Dims{5, 3}, Dims{2, 3, 4}, Dims{2, 3, 2, 2}, Dims{2, 3, 1, 2, 2}}) {
    check_gradients([](const auto& in) { return batch_norm(in[0], in[1], in[2], {}); },
                    {sample(shape), sample({3}, 1), sample({3}, 2)}, 1e-5);
    const BatchNormState running{sample({3}, 4).data(), Tensor::full(context(), DType::f64, {3}, 0.7), {}};
    BatchNormOptions inference;
    inference.training = false;
    check_gradients([&](const auto& in) { return batch_norm(in[0], in[1], in[2], running, inference); },
                    {sample(shape), sample({3}, 1), sample({3}, 2)}, 1e-5);
  }
}

TEST(BatchNorm, is_right_for_a_mean_a_million_times_the_deviation) {
  const int64_t n = 100'000;
  Tensor x(context(), DType::f32, {n, 1});
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < n; ++i) {
    x.mutable_data<float>()[i] = static_cast<float>(1e6 + 2 * std::sin(static_cast<double>(i)));
    sum += static_cast<double>(x.data<float>()[i]) - 1e6;
  }
  for (int64_t i = 0; i < n; ++i)
    squares += std::pow(static_cast<double>(x.data<float>()[i]) - 1e6 - sum / static_cast<double>(n), 2);
  const BatchNormState state{
      Tensor::zeros(context(), DType::f32, {1}), Tensor::zeros(context(), DType::f32, {1}), {}};
  BatchNormOptions options;
  options.momentum = 1;
  batch_norm(Variable(x), {}, {}, state, options);
  EXPECT_NEAR(state.running_var.item(), squares / static_cast<double>(n - 1), 1e-5);
}

/// Everything that training and inference give for f32 inputs of this shape, with that many threads.
std::vector<std::vector<double>> on_threads(int threads, const Dims& shape) {
  context().set_threads(threads);
  const Dims channels{shape[1]};
  const auto drawn = [](const Dims& sizes, double seed) { return sample(sizes, seed).data().to(DType::f32); };
  const BatchNormState state{drawn(channels, 1), Tensor::full(context(), DType::f32, channels, 0.7), {}};
  std::vector<std::vector<double>> all;
  for (bool training : {true, false}) {
    BatchMoments moments;
    BatchNormOptions options;
    options.training = training;
    options.moments = &moments;
    const Variable x(drawn(shape, 2), true), weight(drawn(channels, 3), true), bias(drawn(channels, 4), true);
    const Variable y = batch_norm(x, weight, bias, state, options);
    backward(y, drawn(shape, 5));
    for (const Tensor& tensor : {y.data(), x.grad().dense(), weight.grad().dense(), bias.grad().dense(),
                                 moments.mean, moments.var, state.running_mean, state.running_var})
      all.push_back(values_of(tensor));
  }
  context().set_threads(0);
  return all;
}

TEST(BatchNorm, gives_the_same_bits_on_any_number_of_threads) {
  for (const Dims& shape : {Dims{300, 70}, Dims{9, 5, 301}, Dims{3, 7, 40, 41}, Dims{2, 5, 6, 17, 19}})
    EXPECT_EQ(on_threads(1, shape), on_threads(3, shape)) << to_string(shape);
}

TEST(BatchNorm, a_batch_of_one_is_refused_before_it_is_counted) {
  const BatchNormState state{Tensor::zeros(context(), DType::f64, {2}),
                             Tensor::full(context(), DType::f64, {2}, 1),
                             Tensor::zeros(context(), DType::i64, {})};
  EXPECT_EQ(error_of([&] { batch_norm(sample({1, 2}), {}, {}, state); }).code(), Code::shape_mismatch);
  EXPECT_EQ(state.num_batches_tracked.item(), 0);
}

TEST(BatchNorm, two_running_statistics_in_one_tensor_are_refused) {
  const Tensor one = Tensor::full(context(), DType::f64, {2}, 1);
  EXPECT_EQ(error_of([&] {
              batch_norm(sample({4, 2}), {}, {}, {one, one, {}});
            }).code(),
            Code::invalid_argument);
  EXPECT_EQ(values_of(one), (std::vector<double>{1, 1}));
}

TEST(BatchNorm, a_failing_transaction_puts_the_statistics_back) {
  const BatchNormState state{Tensor::zeros(context(), DType::f64, {2}),
                             Tensor::full(context(), DType::f64, {2}, 1),
                             Tensor::zeros(context(), DType::i64, {})};
  {
    Transaction failing;
    batch_norm(sample({4, 2}), {}, {}, state);
    EXPECT_EQ(state.num_batches_tracked.item(), 1);
  }
  EXPECT_EQ(state.num_batches_tracked.item(), 0);
  EXPECT_EQ(values_of(state.running_mean), (std::vector<double>{0, 0}));
  EXPECT_EQ(values_of(state.running_var), (std::vector<double>{1, 1}));
}

/// Statistics of two channels that are not those of a new layer.
BatchNormState seasoned() {
  return {Tensor::from<double>(context(), {2}, std::vector<double>{0.5, -1}),
          Tensor::from<double>(context(), {2}, std::vector<double>{4, 0.25}),
          Tensor::full(context(), DType::i64, {}, 7)};
}

TEST(BatchNorm, a_batch_of_one_may_use_the_running_statistics) {
  const BatchNormState state = seasoned();
  BatchNormOptions options;
  options.eps = 0;
  options.batch_of_one = BatchOfOne::running;
  for (const Dims& shape : {Dims{1, 2}, Dims{1, 2, 1}, Dims{1, 2, 1, 1}, Dims{1, 2, 1, 1, 1}}) {
    const Variable x(Tensor::from<double>(context(), shape, std::vector<double>{2.5, -2}), true);
    const Variable weight(Tensor::full(context(), DType::f64, {2}, 3), true);
    const Variable y = batch_norm(x, weight, {}, state, options);
    EXPECT_EQ(values_of(y.data()), (std::vector<double>{3, -6}));
    backward(y, Tensor::full(context(), DType::f64, shape, 1));
    EXPECT_EQ(values_of(x.grad().dense()), (std::vector<double>{1.5, 6}));
    EXPECT_EQ(values_of(weight.grad().dense()), (std::vector<double>{1, -2}));
  }
  EXPECT_EQ(state.num_batches_tracked.item(), 7);
  EXPECT_EQ(values_of(state.running_mean), values_of(seasoned().running_mean));
  EXPECT_EQ(values_of(state.running_var), values_of(seasoned().running_var));
  EXPECT_EQ(error_of([&] {
              batch_norm(sample({1, 2}), {}, {}, {}, options);
            }).code(),
            Code::shape_mismatch)
      << "there are no running statistics";
  batch_norm(sample({2, 2}), {}, {}, state, options);
  EXPECT_EQ(state.num_batches_tracked.item(), 8) << "two values are a batch like any other";
}

TEST(BatchNorm, tells_the_statistics_of_the_batch_whichever_are_used) {
  const Variable x(Tensor::from<double>(context(), {4, 2}, std::vector<double>{1, 5, 3, 5, 1, 9, 3, 9}));
  for (bool training : {true, false}) {
    BatchMoments moments;
    BatchNormOptions options;
    options.training = training;
    options.moments = &moments;
    batch_norm(x, {}, {}, seasoned(), options);
    EXPECT_EQ(moments.n, 4);
    EXPECT_EQ(values_of(moments.mean), (std::vector<double>{2, 7}));
    EXPECT_EQ(values_of(moments.var), (std::vector<double>{1, 4}));
    batch_norm(sample({0, 2}), {}, {}, seasoned(), options);
    EXPECT_EQ(moments.n, 0);
    EXPECT_EQ(values_of(moments.var), (std::vector<double>{0, 0}));
  }
}

}  // namespace
}  // namespace nnl
