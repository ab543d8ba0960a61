// The first number that is not finite is found where it arises, and only there.
#include "autograd/number_check.h"

#include <thread>

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "ops/comparison.h"
#include "ops/pointwise.h"
#include "ops/pooling.h"
#include "ops/views.h"
#include "optim/adam.h"
#include "optim/sgd.h"
#include "support/tensors.h"
#include "train/step.h"

namespace nnl {
namespace {

using namespace test;

/// A context of its own that checks, until the end of the test.
class Checked {
 public:
  explicit Checked(NumberCheckMode mode = NumberCheckMode::report) { numbers().set_mode(mode); }
  Context& context() const { return *context_; }
  NumberCheck& numbers() const { return context_->numbers(); }
  NumberFinding found() const { return numbers().finding().value_or(NumberFinding{}); }
  Variable f32(const Dims& shape, const std::vector<float>& values, bool wanted = false) const {
    return Variable(Tensor::from<float>(context(), shape, values), wanted);
  }

 private:
  Ref<Context> context_ = make_ref<Context>();
};

TEST(NumberCheck, finds_each_number_at_every_place_and_size) {
  for (const int64_t n : {1, 7, 64, 1000, 16385, 200000})
    for (const DType dtype : {DType::f32, DType::f64}) {
      const Tensor x = Tensor::full(context(), dtype, {n}, 1);
      const double largest =
          dtype == DType::f32 ? static_cast<double>(3.4028234e38F) : 1.7976931348623157e308;
      copy_into(Tensor::full(context(), dtype, {1}, largest), x.rows(0, 1));
      copy_into(Tensor::full(context(), dtype, {1}, -largest), x.rows(n / 2, 1));
      EXPECT_FALSE(find_nonfinite(x)) << n;
      for (const int64_t at : {n - 1, n / 2, int64_t{0}}) {  // later ones stay
        copy_into(Tensor::full(context(), dtype, {1}, -HUGE_VAL), x.rows(at, 1));
        ASSERT_TRUE(find_nonfinite(x));
        EXPECT_EQ(find_nonfinite(x)->position, at);
        EXPECT_FALSE(find_nonfinite(x)->nan);
      }
      copy_into(Tensor::full(context(), dtype, {1}, NAN), x.rows(n - 1, 1));
      EXPECT_TRUE(find_nonfinite(x)->nan);
      EXPECT_EQ(find_nonfinite(x)->position, n - 1);  // the first NaN comes before any infinity
    }
}

TEST(NumberCheck, finds_positions_in_any_layout) {
  const Tensor x = Tensor::from<double>(context(), {2, 3}, std::vector<double>{1, 2, 3, 4, NAN, 6});
  EXPECT_EQ(find_nonfinite(scattered(x))->position, 4);
  EXPECT_EQ(find_nonfinite(x.transpose(0, 1))->position, 3);
  EXPECT_EQ(find_nonfinite(x.rows(1, 1).broadcast_to({1000, 3}))->position, 1);
  EXPECT_FALSE(find_nonfinite(Tensor::zeros(context(), DType::f32, {0, 3})));
  EXPECT_FALSE(find_nonfinite(Tensor::zeros(context(), DType::i64, {2})));
}

TEST(NumberCheck, names_what_made_it_of_what) {
  const Checked check;
  const Variable large = check.f32({2}, {1, 3e38F});
  add(large, large);
  EXPECT_EQ(check.found().text(),
            "add made an infinity (forward, step 0): output [2] at [1], from finite numbers");
  check.numbers().set_mode(NumberCheckMode::report);
  const Variable infinite = check.f32({2}, {-INFINITY, 1});
  subtract(infinite, infinite);
  EXPECT_EQ(check.found().text(),
            "subtract made NaN (forward, step 0): output [2] at [0], from numbers that were not all finite");
  check.numbers().set_mode(NumberCheckMode::report);
  log(check.f32({2}, {1, -1}));
  EXPECT_EQ(check.found().op, "log");
  EXPECT_TRUE(check.found().nan);
}

TEST(NumberCheck, keeps_the_first) {
  const Checked check;
  const Variable x = log(check.f32({2}, {-1, 1}));
  const Variable y = exp(add(x, x));
  log(negative(check.f32({1}, {1})));
  EXPECT_EQ(check.found().op, "log");
  EXPECT_EQ(check.found().position, 0);
}

TEST(NumberCheck, names_what_was_given) {
  const Checked check;
  const Variable x = check.f32({2, 2}, {1, 2, 3, NAN});
  multiply(check.f32({2, 2}, {1, 1, 1, 1}), x);
  EXPECT_EQ(check.found().text(), "multiply was given NaN: input 1, of shape [2, 2] at [1, 1], step 0");
  EXPECT_EQ(check.found().input, 1);
}

TEST(NumberCheck, lets_pass_what_the_caller_means) {
  const Checked check;
  const Variable x = check.f32({2, 2}, {1, 2, 3, 4}, true), zero = check.f32({2}, {0, 1});
  const Variable mask = compare(Comparison::greater, x, 3.0);
  backward(sum(softmax(masked_fill(x, mask, -INFINITY), 1)));
  const Variable additive = check.f32({2, 2}, {0, -INFINITY, 0, 0});
  backward(sum(softmax(add(x, additive), 1)));
  affine(x, INFINITY, 0);
  affine(x, 1, NAN);
  log(zero);
  max_pool2d(check.f32({1, 1, 2, 2}, {1, 2, 3, 4}), {2, 2});
  transpose(additive, 0, 1);
  EXPECT_FALSE(check.numbers().found()) << check.found().text();
  multiply(log(zero), zero);  // the NaN that the logarithm's infinity leads to
  EXPECT_EQ(check.found().op, "multiply");
  EXPECT_FALSE(check.found().inputs_finite);
}

TEST(NumberCheck, names_operation_and_layer_of_a_gradient) {
  const Checked check;
  const std::vector<Ref<Module>> layers = {
      make_ref<Linear>(check.context(), 2, 2, true, DType::f32),
      make_simple(check.context(), "Root", [](const Variable& x) { return sqrt(affine(x, 0, 0)); })};
  const auto model = make_ref<Sequential>(check.context(), layers);
  const Variable y = model->forward(check.f32({3, 2}, {1, 2, 3, 4, 5, 6}));
  EXPECT_FALSE(check.numbers().found());
  backward(sum(y));
  EXPECT_EQ(check.found().text(),
            "sqrt in layer 1 (Root) made an infinity (backward, step 0): gradient of input 0 [3, 2] at "
            "[0, 0], from finite numbers");
}

TEST(NumberCheck, finds_sums_of_gradients) {
  const Checked check;
  const Variable x = check.f32({1}, {1}, true);
  const Tensor large = Tensor::full(check.context(), DType::f32, {1}, 3e38);
  backward(add(x, x), large);
  EXPECT_EQ(check.found().pass, NumberPass::backward);
  EXPECT_EQ(check.found().op, "add");
  check.numbers().set_mode(NumberCheckMode::report);
  Variable z = check.f32({1}, {1}, true);
  backward(affine(z, 1, 0), large);
  EXPECT_FALSE(check.numbers().found());
  backward(affine(z, 1, 0), large);
  EXPECT_EQ(check.found().op, "backward");
  check.numbers().set_mode(NumberCheckMode::report);
  backward(affine(check.f32({1}, {1}, true), 1, 0), Tensor::full(check.context(), DType::f32, {1}, NAN));
  EXPECT_EQ(check.found().input, 0);
  EXPECT_EQ(check.found().op, "backward");
}

/// A table and a layer in f64, what they learn, and their steps.
struct Training {
  explicit Training(Context& owner, double rate)
      : model(make_ref<Sequential>(
            owner, std::vector<Ref<Module>>{make_ref<Embedding>(owner, 7, 3, EmbeddingOptions{}, DType::f64),
                                            make_ref<BatchNorm>(owner, 1, 3, BatchNormSettings{}, DType::f64),
                                            make_ref<Linear>(owner, 3, 2, true, DType::f64)})),
        loss(make_loss(owner, "MSELoss", 2, {},
                       [](std::span<const Variable> in) { return mse_loss(in[0], in[1]); })),
        input(Tensor::from<int64_t>(owner, {4}, std::vector<int64_t>{1, 2, 2, 5})),
        target(Tensor::full(owner, DType::f64, {4, 2}, 1)) {
    SgdOptions options;
    options.learning_rate = rate;
    options.momentum = 0.9;
    options.weight_decay = 0.01;
    std::vector<Variable> all;
    for (const NamedVariable& entry : model->parameters()) all.push_back(entry.variable);
    sgd = make_ref<Sgd>(all, options);
  }
  double step() {
    Transaction whole(Transaction::Scope::whole);
    const double value = train_step(*model, *loss, *sgd, std::span(&input, 1), std::span(&target, 1));
    whole.commit();
    return value;
  }
  /// Every bit that a file would keep.
  std::vector<std::vector<double>> state() const {
    std::vector<std::vector<double>> all;
    for (const NamedVariable& entry : model->tensors()) all.push_back(values_of(entry.variable.data()));
    for (const auto& entry : sgd->state()) all.push_back(values_of(entry.second));
    return all;
  }

  Ref<Module> model, loss;
  Ref<Sgd> sgd;
  Variable input, target;
};

TEST(NumberCheck, changes_no_bit_in_any_mode) {
  std::vector<std::vector<std::vector<double>>> states;
  for (const NumberCheckMode mode : {NumberCheckMode::off, NumberCheckMode::report, NumberCheckMode::fail}) {
    const Checked check(mode);
    Training training(check.context(), 0.1);
    for (int i = 0; i < 5; ++i) training.step();
    EXPECT_FALSE(check.numbers().found());
    states.push_back(training.state());
  }
  EXPECT_EQ(states[0], states[1]);
  EXPECT_EQ(states[0], states[2]);
}

TEST(NumberCheck, a_failing_update_leaves_everything_as_it_was) {
  const Checked check(NumberCheckMode::fail);
  Training training(check.context(), 0.1);
  for (int i = 0; i < 3; ++i) training.step();
  const auto before = training.state();
  training.sgd->set_learning_rate(0, 1e308);
  const auto with_rate = training.state();
  const Error error = error_of([&] { training.step(); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_EQ(std::string(error.what()), check.found().text());
  EXPECT_EQ(check.found().pass, NumberPass::update);
  EXPECT_EQ(check.found().op, "sgd");
  EXPECT_EQ(check.found().step, 3);
  EXPECT_TRUE(check.found().inputs_finite);
  EXPECT_EQ(training.state(), with_rate);
  training.sgd->set_learning_rate(0, 0.1);
  EXPECT_EQ(training.state(), before);
  // It goes on as one that never failed.
  const Checked other;
  Training twin(other.context(), 0.1);
  for (int i = 0; i < 5; ++i) twin.step();
  for (int i = 0; i < 2; ++i) training.step();
  EXPECT_EQ(training.state(), twin.state());
}

TEST(NumberCheck, reports_an_update_and_a_loss) {
  const Checked check;
  Training training(check.context(), 1e308);
  training.target = Variable(Tensor::full(check.context(), DType::f64, {4, 2}, 100));
  training.step();
  EXPECT_EQ(check.found().pass, NumberPass::update);
  EXPECT_EQ(check.found().step, 0);
  EXPECT_NE(check.found().what.find("parameter "), std::string::npos);

  check.numbers().set_mode(NumberCheckMode::report);
  Training poles(check.context(), 0.1);
  poles.loss = make_loss(check.context(), "LogLoss", 2, {}, [](std::span<const Variable> in) {
    return add(mse_loss(in[0], in[1]), negative(sum(log(affine(in[1], 0, 0)))));
  });
  poles.step();
  EXPECT_EQ(check.found().pass, NumberPass::loss);
  EXPECT_EQ(check.found().op, "LogLoss");
  EXPECT_FALSE(check.found().nan);
}

TEST(NumberCheck, names_the_parameter_of_an_update) {
  const Checked check;
  const Variable first = check.f32({2}, {1, 2}, true), second = check.f32({3}, {1, 1, 1}, true);
  SgdOptions options;
  options.learning_rate = 2;
  const auto sgd = make_ref<Sgd>(std::vector<Variable>{first, second}, options);
  backward(sum(first), {});
  backward(sum(multiply(second, check.f32({3}, {1, 3e38F, 1}))), {});
  sgd->step();
  EXPECT_EQ(check.found().what, "parameter 1 [3] at [1]");
  EXPECT_EQ(check.found().op, "sgd");
  EXPECT_TRUE(check.found().inputs_finite);
}

TEST(NumberCheck, names_the_module_that_was_given_nan) {
  const Checked check;
  const auto linear = make_ref<Linear>(check.context(), 2, 1, true, DType::f32);
  const auto model = make_ref<Sequential>(check.context(), std::vector<Ref<Module>>{linear});
  model->forward(check.f32({1, 2}, {1, INFINITY}));  // the caller's
  EXPECT_FALSE(check.numbers().found()) << check.found().text();
  model->forward(check.f32({1, 2}, {1, NAN}));
  EXPECT_EQ(check.found().text(), "Sequential was given NaN: input 0, of shape [1, 2] at [0, 1], step 0");
  check.numbers().set_mode(NumberCheckMode::report);
  copy_into(Tensor::full(check.context(), DType::f32, {1}, NAN), linear->parameters()[1].variable.data());
  model->forward(check.f32({1, 2}, {1, 2}));
  EXPECT_EQ(check.found().text(),
            "linear in layer 0 (Linear) was given NaN: input 2, of shape [1] at [0], step 0");
}

TEST(NumberCheck, is_the_contexts_own_and_counts_steps) {
  const Checked one, other;
  Training training(one.context(), 0.01);
  training.step();
  training.step();
  log(other.f32({1}, {-1}));
  EXPECT_FALSE(one.numbers().found());
  EXPECT_EQ(other.found().step, 0);
  log(one.f32({1}, {-1}));
  EXPECT_EQ(one.found().step, 2);
}

TEST(NumberCheck, warns_once_in_the_log) {
  const Checked check;
  std::vector<std::string> lines;
  check.context().log().set_level(LogLevel::warning);
  check.context().log().set_sink([&](LogLevel, const char* text) { lines.emplace_back(text); });
  log(check.f32({1}, {-1}));
  log(check.f32({1}, {-1}));
  EXPECT_EQ(lines, std::vector<std::string>{check.found().text()});
}

TEST(NumberCheck, keeps_one_finding_of_many_threads) {
  const Checked check;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) log(check.f32({2}, {1, -1}));
    });
  for (int i = 0; i < 50; ++i) check.numbers().set_mode(NumberCheckMode::report);
  for (std::thread& thread : threads) thread.join();
  log(check.f32({2}, {1, -1}));
  EXPECT_EQ(check.found().position, 1);
}

TEST(NumberCheck, leaves_nothing_on_when_its_context_ends) {
  { const Checked check; }
  EXPECT_FALSE(observed());
}

}  // namespace
}  // namespace nnl
