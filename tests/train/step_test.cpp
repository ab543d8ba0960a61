// One training step as one call: PyTorch's numbers, and nothing changed when it fails.
#include "train/step.h"

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/sgd.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

Ref<Module> cross_entropy_loss(Context& owner) {
  return make_loss(owner, "CrossEntropyLoss", 2, {},
                   [](std::span<const Variable> in) { return cross_entropy(in[0], in[1]); });
}

Ref<Module> mse_loss_module(Context& owner) {
  return make_loss(owner, "MSELoss", 2, {},
                   [](std::span<const Variable> in) { return mse_loss(in[0], in[1]); });
}

/// A language model with everything that a step can change: a bounded table, statistics, parameters.
Ref<Module> language_model(Context& owner) {
  EmbeddingOptions table;
  table.max_norm = 1;
  const std::vector<Ref<Module>> layers = {
      make_ref<Embedding>(owner, 11, 4, table, DType::f64),
      make_simple(owner, "Flatten", [](const Variable& x) { return flatten(x, 1, -1); }),
      make_ref<Linear>(owner, 12, 8, true, DType::f64),
      make_ref<BatchNorm>(owner, 1, 8, BatchNormSettings{}, DType::f64),
      make_ref<Linear>(owner, 8, 11, true, DType::f64)};
  return make_ref<Sequential>(owner, layers);
}

std::vector<Variable> variables(const Module& model) {
  std::vector<Variable> all;
  for (const NamedVariable& entry : model.parameters()) all.push_back(entry.variable);
  return all;
}

Variable integers(Context& owner, const Dims& shape, std::vector<int64_t> values) {
  return Variable(Tensor::from<int64_t>(owner, shape, values));
}

TEST(TrainStep, takes_the_steps_of_pytorch) {
  const Case& c = golden_case("training", "regression_leaky_relu_clipped_by_norm");
  const std::vector<Ref<Module>> layers = {
      make_ref<Linear>(context(), 4, 6, true, DType::f64),
      make_simple(context(), "LeakyReLU", [](const Variable& x) { return leaky_relu(x, 0.1); }),
      make_ref<Linear>(context(), 6, 2, true, DType::f64)};
  const Ref<Module> model = make_ref<Sequential>(context(), layers), loss = mse_loss_module(context());
  for (const NamedVariable& entry : model->parameters())
    copy_into(tensor_of(c.inputs.at(entry.name), DType::f64), entry.variable.data());
  SgdOptions settings;
  settings.learning_rate = c.settings.at("lr");
  settings.momentum = c.settings.value("momentum", 0.0);
  settings.dampening = c.settings.value("dampening", 0.0);
  settings.nesterov = c.settings.value("nesterov", false);
  settings.weight_decay = c.settings.value("weight_decay", 0.0);
  Sgd sgd(variables(*model), settings);
  StepOptions options;
  options.clip_norm = c.settings.at("max_norm").get<double>();
  const auto batch = [&](const char* name, int64_t step) {
    const Tensor all = tensor_of(c.inputs.at(name), DType::f64);
    Dims shape = all.shape();
    shape.erase(0);
    return std::vector<Variable>{Variable(all.rows(step, 1).reshape(shape))};
  };
  const GradMode off(false);  // a step records all the same
  const Array& losses = c.outputs.at("losses");
  for (size_t step = 0; step < losses.data.size(); ++step) {
    const auto at = static_cast<int64_t>(step);
    EXPECT_NEAR(train_step(*model, *loss, sgd, batch("input", at), batch("target", at), options),
                losses.data[step], 1e-10);
  }
  for (const NamedVariable& entry : model->parameters())
    expect_close(entry.variable.data(), c.outputs.at(entry.name), 1e-10, entry.name);
}

/// Everything that a failing step could have changed, as bits.
std::vector<std::vector<double>> everything(const Module& model) {
  std::vector<std::vector<double>> all;
  for (const NamedVariable& entry : model.parameters()) {
    all.push_back(values_of(entry.variable.data()));
    all.push_back(entry.variable.grad() ? values_of(entry.variable.grad().dense()) : std::vector<double>{});
  }
  for (const NamedVariable& entry : model.buffers()) all.push_back(values_of(entry.variable.data()));
  return all;
}

TEST(TrainStep, that_fails_in_the_loss_has_changed_nothing) {
  const Ref<Module> model = language_model(context()), loss = cross_entropy_loss(context());
  Sgd sgd(variables(*model), {0.1, 0.9});
  const std::vector<Variable> x = {integers(context(), {2, 3}, {1, 2, 3, 4, 5, 6})},
                              y = {integers(context(), {2}, {7, 8})},
                              beyond = {integers(context(), {2}, {7, 11})};
  train_step(*model, *loss, sgd, x, y);
  for (const Variable& parameter : variables(*model)) {  // rows above the bound again
    if (parameter.rank() == 2 && parameter.size(0) == 11)
      for (int64_t i = 0; i < parameter.count(); ++i) parameter.data().mutable_data<double>()[i] += 1;
  }
  const auto before = everything(*model);
  const RandomState random = context().random_state();
  const Error error = error_of([&] {
    Transaction whole;
    train_step(*model, *loss, sgd, x, beyond);
  });
  EXPECT_EQ(error.code(), Code::index_out_of_range);
  EXPECT_EQ(everything(*model), before);
  EXPECT_EQ(context().random_state(), random);
}

TEST(TrainStep, that_runs_out_of_memory_anywhere_has_changed_nothing) {
  const auto owner = make_ref<Context>();
  const Ref<Module> model = language_model(*owner), loss = cross_entropy_loss(*owner);
  Sgd sgd(variables(*model), {0.1, 0.9});
  const std::vector<Variable> x = {integers(*owner, {2, 3}, {1, 2, 3, 4, 5, 6})},
                              y = {integers(*owner, {2}, {7, 8})};
  const auto before = everything(*model);
  StepOptions clipped;
  clipped.clip_norm = 0.5;
  clipped.clip_value = 0.1;
  int failures = 0;
  for (int64_t room = 0;; room += 64) {
    ASSERT_LT(room, 1 << 20);
    Transaction whole;
    owner->set_memory_limit(owner->memory_used() + room);
    try {
      train_step(*model, *loss, sgd, x, y, clipped);
      whole.commit();
      break;
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), Code::out_of_memory) << error.what();
      ++failures;
    }
    owner->set_memory_limit(0);
  }
  owner->set_memory_limit(0);
  EXPECT_GT(failures, 20);
  // The step that succeeded after all those failures is the one that a fresh model takes.
  const Ref<Module> fresh = language_model(*owner);
  const std::vector<NamedVariable> into = fresh->parameters(), now = model->parameters();
  EXPECT_NE(everything(*model), before);
  for (size_t i = 0; i < into.size(); ++i)
    copy_into(Tensor::from<double>(*owner, into[i].variable.shape(), before[2 * i]), into[i].variable.data());
  Sgd again(variables(*fresh), {0.1, 0.9});
  train_step(*fresh, *loss, again, x, y, clipped);
  EXPECT_EQ(everything(*fresh), everything(*model));
}

TEST(TrainStep, wants_a_loss_of_one_element) {
  const Ref<Module> model = language_model(context());
  CrossEntropyOptions unreduced;
  unreduced.reduction = Reduction::none;
  const Ref<Module> loss = make_loss(context(), "CrossEntropyLoss", 2, {}, [=](std::span<const Variable> in) {
    return cross_entropy(in[0], in[1], unreduced);
  });
  Sgd sgd(variables(*model), {});
  const std::vector<Variable> x = {integers(context(), {2, 3}, {1, 2, 3, 4, 5, 6})},
                              y = {integers(context(), {2}, {7, 8})};
  const Error error = error_of([&] { train_step(*model, *loss, sgd, x, y); });
  EXPECT_EQ(error.code(), Code::shape_mismatch);
  EXPECT_STREQ(error.what(),
               "CrossEntropyLoss: the loss of a training step must be one element, not [2]; reduce it");
  EXPECT_EQ(error_of([&] { train_step(*model, *cross_entropy_loss(context()), sgd, x, {}); }).code(),
            Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
