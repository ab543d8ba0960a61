#include "nn/module.h"

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/init.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/sgd.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Ref<Module> flatten_layer() {
  return make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); });
}

Ref<Module> tanh_layer() {
  return make_simple(context(), "Tanh", [](const Variable& x) { return nnl::tanh(x); });
}

std::vector<std::string> names(const std::vector<NamedVariable>& list) {
  std::vector<std::string> result;
  for (const NamedVariable& entry : list) result.push_back(entry.name);
  return result;
}

Ref<Module> language_model(DType dtype) {
  return make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{make_ref<Embedding>(context(), 11, 4, EmbeddingOptions{}, dtype),
                                          flatten_layer(), make_ref<Linear>(context(), 12, 8, false, dtype),
                                          make_ref<BatchNorm>(context(), 1, 8, BatchNormSettings{}, dtype),
                                          tanh_layer(), make_ref<Linear>(context(), 8, 11, true, dtype)});
}

TEST(Module, names_are_those_of_pytorch) {
  const Ref<Module> model = language_model(DType::f32);
  EXPECT_EQ(names(model->parameters()),
            (std::vector<std::string>{"0.weight", "2.weight", "3.weight", "3.bias", "5.weight", "5.bias"}));
  EXPECT_EQ(names(model->buffers()),
            (std::vector<std::string>{"3.running_mean", "3.running_var", "3.num_batches_tracked"}));
}

TEST(Module, a_whole_training_agrees_with_pytorch) {
  const Case& c = golden_case("training", "language_model_embedding_batch_norm");
  const Ref<Module> model = language_model(DType::f64);
  std::vector<NamedVariable> state = model->parameters();
  for (const NamedVariable& buffer : model->buffers()) state.push_back(buffer);
  for (const NamedVariable& entry : state)
    copy_into(tensor_of(c.inputs.at(entry.name), entry.variable.dtype()), entry.variable.data());
  std::vector<Variable> parameters;
  for (const NamedVariable& entry : model->parameters()) parameters.push_back(entry.variable);
  SgdOptions options;
  options.learning_rate = c.settings.at("lr");
  options.momentum = c.settings.at("momentum");
  options.nesterov = c.settings.at("nesterov");
  options.weight_decay = c.settings.at("weight_decay");
  Sgd sgd(parameters, options);
  const Tensor input = tensor_of(c.inputs.at("input"), DType::i64),
               target = tensor_of(c.inputs.at("target"), DType::i64);
  const Array& losses = c.outputs.at("losses");
  for (int64_t step = 0; step < static_cast<int64_t>(losses.data.size()); ++step) {
    const auto batch = [&](const Tensor& all) {
      Dims shape = all.shape();
      shape.erase(0);
      return Variable(all.rows(step, 1).reshape(shape));
    };
    sgd.zero_grad();
    const Variable loss = cross_entropy(model->forward(batch(input)), batch(target));
    backward(loss);
    sgd.step();
    EXPECT_NEAR(loss.data().item(), losses.data[static_cast<size_t>(step)], 1e-10) << "step " << step;
  }
  for (const NamedVariable& entry : state)
    expect_close(entry.variable.data(), c.outputs.at(entry.name), 1e-10, entry.name);
}

TEST(Module, training_mode_reaches_all_layers_and_inference_uses_running_statistics) {
  const Ref<Module> norm = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const Ref<Module> model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{norm});
  model->train(false);
  EXPECT_FALSE(norm->training());
  const Variable x = sample({4, 2});
  expect_close(model->forward(x).data(), {"f64", {4, 2}, values_of(x.data())}, 1e-5, "fresh statistics");
  EXPECT_EQ(norm->buffers()[2].variable.data().item(), 0);
}

TEST(Module, freezing_stops_gradients) {
  const Ref<Module> model = make_ref<Linear>(context(), 3, 2, true, DType::f64);
  model->set_requires_grad(false);
  EXPECT_FALSE(model->forward(sample({2, 3}, 0, false)).requires_grad());
}

TEST(Module, an_error_names_the_layer_and_undoes_the_layers_before) {
  const Ref<Module> norm = make_ref<BatchNorm>(context(), 1, 3, BatchNormSettings{}, DType::f64);
  const Ref<Module> model = make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{norm, make_ref<Linear>(context(), 4, 2, true, DType::f64)});
  const Error error = error_of([&] { model->forward(sample({2, 3})); });
  EXPECT_EQ(std::string(error.what()),
            "layer 1 (Linear): linear: the last size of input [2, 3] must be in_features 4");
  EXPECT_EQ(norm->buffers()[2].variable.data().item(), 0);
}

TEST(BatchNormLayer, takes_only_its_ranks_and_channels) {
  const Ref<Module> one = make_ref<BatchNorm>(context(), 1, 3, BatchNormSettings{}, DType::f64);
  const Ref<Module> two = make_ref<BatchNorm>(context(), 2, 3, BatchNormSettings{}, DType::f64);
  EXPECT_EQ(error_of([&] { one->forward(sample({2, 3, 2, 2})); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { two->forward(sample({2, 3, 2})); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { one->forward(sample({2, 4})); }).code(), Code::shape_mismatch);
}

TEST(EmbeddingLayer, zeroes_its_padding_row) {
  EmbeddingOptions options;
  options.padding_idx = -2;
  const Ref<Module> table = make_ref<Embedding>(context(), 5, 3, options, DType::f32);
  const std::vector<double> weight = values_of(table->parameters()[0].variable.data());
  for (size_t i = 0; i < weight.size(); ++i) EXPECT_EQ(weight[i] == 0, i / 3 == 3) << i;
}

TEST(Init, gains_fans_and_spreads_are_those_of_pytorch) {
  const std::map<std::string, init::Nonlinearity> nonlinearities = {
      {"linear", init::Nonlinearity::linear},
      {"sigmoid", init::Nonlinearity::sigmoid},
      {"tanh", init::Nonlinearity::tanh},
      {"relu", init::Nonlinearity::relu},
      {"leaky_relu", init::Nonlinearity::leaky_relu}};
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    SCOPED_TRACE(c.name);
    const std::string kind = c.settings.at("kind");
    const double a =
        c.settings.contains("a") && !c.settings["a"].is_null() ? c.settings["a"].get<double>() : 0.01;
    const auto function = nonlinearities.find(c.settings.value("nonlinearity", "leaky_relu"));
    if (function == nonlinearities.end()) continue;
    if (kind == "gain" && !c.settings.value("error", false)) {
      EXPECT_NEAR(init::gain(function->second, a), c.outputs.at("gain").data[0], 1e-12);
      ++checked;
    }
    if (kind == "fans") {
      const auto sizes = c.settings.at("shape").get<std::vector<int64_t>>();
      const Dims shape(sizes.data(), static_cast<int64_t>(sizes.size()));
      ++checked;
      if (c.settings.value("error", false)) {
        EXPECT_EQ(error_of([&] { init::fans(shape); }).code(), Code::shape_mismatch);
        continue;
      }
      EXPECT_EQ(static_cast<double>(init::fans(shape).fan_in), c.outputs.at("fan_in").data[0]);
      EXPECT_EQ(static_cast<double>(init::fans(shape).fan_out), c.outputs.at("fan_out").data[0]);
    }
  }
  EXPECT_GT(checked, 8);
}

TEST(Init, draws_have_the_spread_that_the_formula_says) {
  const Tensor w(context(), DType::f64, {300, 200});
  const auto spread = [&] {
    double squares = 0, largest = 0;
    for (double value : values_of(w)) {
      squares += value * value;
      largest = std::max(largest, std::abs(value));
    }
    return std::pair(std::sqrt(squares / 60000), largest);
  };
  init::kaiming_normal(w, 0, init::FanMode::fan_in, init::Nonlinearity::relu);
  EXPECT_NEAR(spread().first, std::sqrt(2.0 / 200), 0.001);
  init::kaiming_uniform(w, 0, init::FanMode::fan_out, init::Nonlinearity::relu);
  EXPECT_NEAR(spread().first, std::sqrt(2.0 / 300), 0.001);
  EXPECT_NEAR(spread().second, std::sqrt(6.0 / 300), 1e-4);
  init::xavier_normal(w, 2);
  EXPECT_NEAR(spread().first, 2 * std::sqrt(2.0 / 500), 0.001);
  init::xavier_uniform(w);
  EXPECT_NEAR(spread().second, std::sqrt(6.0 / 500), 1e-4);
}

}  // namespace
}  // namespace nnl
