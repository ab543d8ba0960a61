// What a profile has of a training: every operation, layer and part, wherever it is called from.
#include <map>

#include "base/profiler.h"
#include "nn/batch_norm.h"
#include "nn/custom_module.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/sgd.h"
#include "support/tensors.h"
#include "train/step.h"

namespace nnl {
namespace {

using namespace test;

/// Calls by kind, name and kind of layer.
using Calls = std::map<std::tuple<ProfileKind, std::string, std::string>, int64_t>;

Calls calls_of(const Profile& profile) {
  Calls calls;
  for (const ProfileRow& row : profile.rows) {
    EXPECT_TRUE(calls.emplace(std::tuple(row.kind, row.name, row.layer), row.calls).second) << row.name;
    EXPECT_LE(0, row.self) << row.name;
    EXPECT_LE(row.self, row.total) << row.name;
    EXPECT_LE(row.total, profile.total) << row.name;
  }
  return calls;
}

Variable numbers(Context& owner, const Dims& shape) {
  Tensor made(owner, DType::f32, shape);
  for (int64_t i = 0; i < made.count(); ++i)
    made.mutable_data<float>()[i] = static_cast<float>(std::sin(1.3 * static_cast<double>(i)));
  return Variable(made);
}

/// Linear, BatchNorm1d, ReLU, Linear, trained by SGD on cross entropy.
struct Training {
  Ref<Context> owner = make_ref<Context>();
  Ref<Module> model = make_ref<Sequential>(
      *owner,
      std::vector<Ref<Module>>{make_ref<Linear>(*owner, 4, 8, true, DType::f32),
                               make_ref<BatchNorm>(*owner, 1, 8, BatchNormSettings{}, DType::f32),
                               make_simple(*owner, "ReLU", [](const Variable& in) { return relu(in); }),
                               make_ref<Linear>(*owner, 8, 3, true, DType::f32)});
  Ref<Module> loss = make_loss(*owner, "CrossEntropyLoss", 2, {},
                               [](std::span<const Variable> in) { return cross_entropy(in[0], in[1]); });
  std::vector<Variable> x = {numbers(*owner, {6, 4})},
                        y = {Variable(
                            Tensor::from<int64_t>(*owner, {6}, std::vector<int64_t>{0, 1, 2, 2, 1, 0}))};
  Ref<Sgd> sgd;

  Training() {
    std::vector<Variable> parameters;
    for (const NamedVariable& entry : model->parameters()) parameters.push_back(entry.variable);
    sgd = make_ref<Sgd>(parameters, SgdOptions{0.1, 0.9});
  }
  Profiler& profiler() const { return owner->profiler(); }
  double step() const { return train_step(*model, *loss, *sgd, x, y); }
};

Calls calls_of_steps(int64_t steps) {
  return {{{ProfileKind::op, "linear", ""}, 2 * steps},
          {{ProfileKind::op, "batch_norm", ""}, steps},
          {{ProfileKind::op, "relu", ""}, steps},
          {{ProfileKind::op, "cross_entropy", ""}, steps},
          {{ProfileKind::backward, "linear", ""}, 2 * steps},
          {{ProfileKind::backward, "batch_norm", ""}, steps},
          {{ProfileKind::backward, "relu", ""}, steps},
          {{ProfileKind::backward, "cross_entropy", ""}, steps},
          {{ProfileKind::layer, "Sequential", "Sequential"}, steps},
          {{ProfileKind::layer, "0", "Linear"}, steps},
          {{ProfileKind::layer, "1", "BatchNorm1d"}, steps},
          {{ProfileKind::layer, "2", "ReLU"}, steps},
          {{ProfileKind::layer, "3", "Linear"}, steps},
          {{ProfileKind::layer, "CrossEntropyLoss", "CrossEntropyLoss"}, steps},
          {{ProfileKind::optimizer, "sgd", ""}, steps},
          {{ProfileKind::step, "train_step", ""}, steps},
          {{ProfileKind::step, "backward", ""}, steps}};
}

TEST(Profile, has_every_part_of_a_training_step) {
  const Training training;
  training.step();
  training.profiler().start(1000);
  for (int i = 0; i < 3; ++i) training.step();
  training.profiler().stop();
  training.step();
  const Profile profile = training.profiler().read(true);
  EXPECT_EQ(calls_of(profile), calls_of_steps(3));
  int64_t calls = 0, self = 0, steps = 0;
  for (const ProfileRow& row : profile.rows) {
    calls += row.calls;
    self += row.self;
    if (row.name == "train_step") steps = row.total;
    if (row.name == "relu" && row.kind == ProfileKind::op) {
      EXPECT_EQ(row.bytes, 3 * 6 * 8 * 4);
    }
  }
  EXPECT_EQ(profile.events, calls);
  EXPECT_EQ(self, profile.total);
  EXPECT_EQ(steps, profile.total);
  EXPECT_EQ(profile.dropped, 0);
}

TEST(Profile, has_the_same_operations_without_a_step_in_one_call) {
  const Training training;
  training.profiler().start(1000);
  const Variable compared[] = {training.model->forward(training.x), training.y[0]};
  backward(training.loss->forward(compared));
  training.sgd->step();
  Calls expected = calls_of_steps(1);
  expected.erase({ProfileKind::step, "train_step", ""});
  EXPECT_EQ(calls_of(training.profiler().read(false)), expected);
}

TEST(Profile, changes_no_bit) {
  const Training plain, watched;
  watched.profiler().start(1000);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(plain.step(), watched.step());
  const State before = plain.sgd->state(), after = watched.sgd->state();
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(values_of(before[i].second), values_of(after[i].second)) << before[i].first;
  const auto expected = plain.model->tensors(), actual = watched.model->tensors();
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ(values_of(expected[i].variable.data()), values_of(actual[i].variable.data()))
        << expected[i].name;
  EXPECT_EQ(plain.owner->memory_used(), watched.owner->memory_used());
  EXPECT_EQ(error_of([&] { plain.profiler().read(false); }).code(), Code::invalid_state);
}

TEST(Profile, names_layers_by_their_paths) {
  const auto owner = make_ref<Context>();
  const auto twice = make_simple(*owner, "Tanh", [](const Variable& x) { return tanh(x); });
  const auto linear = make_ref<Linear>(*owner, 2, 2, true, DType::f32);
  const auto inner = make_ref<Sequential>(*owner, std::vector<Ref<Module>>{twice, linear, twice});
  const auto block =
      make_ref<CustomModule>(*owner, "Block", [&](CustomModule& self, std::span<const Variable> inputs) {
        const Variable x = self.children()[1].module->forward(inputs[0]);
        return twice->forward(self.children()[0].module->forward(x));  // and one that is no child
      });
  block->add_child("body", inner);
  block->add_child("conv", linear);
  const auto model = make_ref<Sequential>(*owner, std::vector<Ref<Module>>{twice, block});
  owner->profiler().start(1000);
  model->forward(numbers(*owner, {3, 2}));
  const Calls expected = {{{ProfileKind::layer, "Sequential", "Sequential"}, 1},
                          {{ProfileKind::layer, "0", "Tanh"}, 1},
                          {{ProfileKind::layer, "1", "Block"}, 1},
                          {{ProfileKind::layer, "1.conv", "Linear"}, 1},
                          {{ProfileKind::layer, "1.body", "Sequential"}, 1},
                          {{ProfileKind::layer, "1.body.0", "Tanh"}, 1},
                          {{ProfileKind::layer, "1.body.1", "Linear"}, 1},
                          {{ProfileKind::layer, "1.body.2", "Tanh"}, 1},
                          {{ProfileKind::layer, "Tanh", "Tanh"}, 1},
                          {{ProfileKind::op, "tanh", ""}, 4},
                          {{ProfileKind::op, "linear", ""}, 2}};
  EXPECT_EQ(calls_of(owner->profiler().read(false)), expected);
}

TEST(Profile, has_what_fails_up_to_the_failure) {
  const Training training;
  training.profiler().start(1000);
  const Variable wrong = numbers(*training.owner, {6, 5});
  EXPECT_EQ(error_of([&] { training.model->forward(wrong); }).code(), Code::shape_mismatch);
  const Calls expected = {{{ProfileKind::layer, "Sequential", "Sequential"}, 1},
                          {{ProfileKind::layer, "0", "Linear"}, 1},
                          {{ProfileKind::op, "linear", ""}, 1}};
  EXPECT_EQ(calls_of(training.profiler().read(false)), expected);
  EXPECT_EQ(training.model->forward(training.x).shape()[0], 6);
}

}  // namespace
}  // namespace nnl
