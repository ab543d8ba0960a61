// What a profile has of a training: every operation, layer and part, wherever it is called from.
#include <map>
#include <nlohmann/json.hpp>

#include "base/profiler.h"
#include "io/profile_trace.h"
#include "nn/batch_norm.h"
#include "nn/custom_module.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/sgd.h"
#include "support/files.h"
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

/// A time of the file, in nanoseconds.
int64_t nanoseconds(const nlohmann::json& microseconds) {
  return std::llround(microseconds.get<double>() * 1000);
}

TEST(ProfileTrace, is_json_whose_events_nest) {
  const Training training;
  training.profiler().start(1000);
  for (int i = 0; i < 3; ++i) training.step();
  training.profiler().stop();
  const TemporaryFile file;
  save_trace(*training.owner, file.path);
  const auto events = nlohmann::json::parse(read_all(file.path)).at("traceEvents");
  const Profile profile = training.profiler().read(true);
  ASSERT_EQ(events.size(), profile.timeline.size());
  std::map<std::string, int64_t> names;
  std::vector<std::pair<int64_t, int64_t>> open;  // the beginnings and ends of those around
  int64_t before = 0;
  for (const auto& event : events) {
    EXPECT_EQ(event.at("ph"), "X");
    EXPECT_EQ(event.at("tid"), events[0].at("tid"));
    EXPECT_GE(event.at("args").at("bytes").get<int64_t>(), 0);
    ++names[event.at("cat").get<std::string>() + ":" + event.at("name").get<std::string>()];
    const int64_t begin = nanoseconds(event.at("ts")), end = begin + nanoseconds(event.at("dur"));
    EXPECT_LE(before, begin);
    before = begin;
    while (!open.empty() && open.back().second < end) {
      EXPECT_LE(open.back().second, begin);  // over before this one began
      open.pop_back();
    }
    open.emplace_back(begin, end);
  }
  EXPECT_EQ(names["op:linear"], 6);
  EXPECT_EQ(names["backward:linear backward"], 6);
  EXPECT_EQ(names["layer:1"], 3);
  EXPECT_EQ(names["optimizer:sgd"], 3);
  EXPECT_EQ(names["step:train_step"], 3);
  EXPECT_EQ(names.size(), calls_of_steps(1).size());
}

TEST(ProfileTrace, quotes_names) {
  const auto owner = make_ref<Context>();
  const TemporaryFile file;
  EXPECT_EQ(error_of([&] { save_trace(*owner, file.path); }).code(), Code::invalid_state);
  const std::string name = "a \"quoted\" \\ name, \xc3\xa9";
  const auto block =
      make_ref<CustomModule>(*owner, name, [](CustomModule&, std::span<const Variable> in) { return in[0]; });
  owner->profiler().start(10);
  save_trace(*owner, file.path);
  EXPECT_TRUE(nlohmann::json::parse(read_all(file.path)).at("traceEvents").empty());
  block->forward(numbers(*owner, {1}));
  { const ProfileScope scope(ProfileKind::op, "no \xff UTF-8\nin\ttwo lines, \x01", *block); }
  save_trace(*owner, file.path);
  const auto events = nlohmann::json::parse(read_all(file.path)).at("traceEvents");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].at("name"), name);
  EXPECT_EQ(events[0].at("args").at("kind"), name);
  EXPECT_EQ(events[1].at("name"), "no \xef\xbf\xbd UTF-8\nin\ttwo lines, \x01");
  const std::string before = read_all(file.path);
  EXPECT_EQ(error_of([&] { save_trace(*owner, "no/such/folder/trace.json"); }).code(), Code::io_error);
  EXPECT_EQ(read_all(file.path), before);
}

}  // namespace
}  // namespace nnl
