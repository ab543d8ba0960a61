// Whole trainings from given weights on given batches, step for step against PyTorch.
#include "nn/batch_norm.h"
#include "nn/conv.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "ops/pooling.h"
#include "optim/clip.h"
#include "optim/sgd.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

template <class Function>
Ref<Module> layer(const char* kind, Function function) {
  return make_simple(context(), kind, function);
}
Ref<Module> flatten_layer() {
  return layer("Flatten", [](const Variable& x) { return flatten(x, 1, -1); });
}

Ref<Module> sequential(const std::vector<Ref<Module>>& layers) {
  return make_ref<Sequential>(context(), layers);
}

/// The batch of a step, from a tensor of batches that are taken in turn.
Variable batch(const Tensor& all, int64_t step) {
  Dims shape = all.shape();
  shape.erase(0);
  return Variable(all.rows(step % all.size(0), 1).reshape(shape));
}

/// Runs the case on `model` and compares every loss, gradient norm, the first gradients, what the model says
/// in inference mode before and after, and its state at the end.
void run(const std::string& name, const Ref<Module>& model,
         const std::function<Variable(const Variable&, const Variable&)>& loss_of) {
  const Case& c = golden_case("training", name);
  const double close = 1e-10;
  std::vector<NamedVariable> state = model->parameters();
  for (const NamedVariable& buffer : model->buffers()) state.push_back(buffer);
  for (const NamedVariable& entry : state)
    copy_into(tensor_of(c.inputs.at(entry.name), entry.variable.dtype()), entry.variable.data());
  std::vector<Variable> parameters;
  for (const NamedVariable& entry : model->parameters()) parameters.push_back(entry.variable);
  SgdOptions options;
  options.learning_rate = c.settings.at("lr");
  options.momentum = c.settings.value("momentum", 0.0);
  options.dampening = c.settings.value("dampening", 0.0);
  options.nesterov = c.settings.value("nesterov", false);
  options.weight_decay = c.settings.value("weight_decay", 0.0);
  Sgd sgd(parameters, options);
  const auto probe = [&](const char* output) {
    model->train(false);
    const Variable x(tensor_of(c.inputs.at("probe"), DType::f64));
    expect_close(model->forward(x).data(), c.outputs.at(output), close, output);
    model->train(true);
  };
  probe("probe_output_before");
  const Tensor input = tensor_of(c.inputs.at("input"), DType::f64),
               target = tensor_of(c.inputs.at("target"), DType::f64);
  const Array& losses = c.outputs.at("losses");
  for (int64_t step = 0; step < static_cast<int64_t>(losses.data.size()); ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    sgd.zero_grad();
    const Variable loss = loss_of(model->forward(batch(input, step)), batch(target, step));
    EXPECT_NEAR(loss.data().item(), losses.data[static_cast<size_t>(step)], close);
    backward(loss);
    if (step == 0)
      for (const NamedVariable& entry : model->parameters())
        expect_close(entry.variable.grad().dense(), c.gradients.at(entry.name), close, entry.name);
    if (!c.settings.at("max_norm").is_null()) {
      EXPECT_NEAR(clip_grad_norm(parameters, c.settings.at("max_norm")),
                  c.outputs.at("norms").data[static_cast<size_t>(step)], close);
    }
    sgd.step();
  }
  for (const NamedVariable& entry : state)
    expect_close(entry.variable.data(), c.outputs.at(entry.name), close, entry.name);
  probe("probe_output");
}

Variable cross_entropy_of(const Variable& logits, const Variable& target) {
  return cross_entropy(logits, target);
}

TEST(Training, of_a_language_model_agrees_with_pytorch) {
  run("language_model_embedding_batch_norm",
      sequential({make_ref<Embedding>(context(), 11, 4, EmbeddingOptions{}, DType::f64), flatten_layer(),
                  make_ref<Linear>(context(), 12, 8, false, DType::f64),
                  make_ref<BatchNorm>(context(), 1, 8, BatchNormSettings{}, DType::f64),
                  layer("Tanh", [](const Variable& x) { return nnl::tanh(x); }),
                  make_ref<Linear>(context(), 8, 11, true, DType::f64)}),
      cross_entropy_of);
}

TEST(Training, of_a_clipped_regression_agrees_with_pytorch) {
  run("regression_leaky_relu_clipped_by_norm",
      sequential({make_ref<Linear>(context(), 4, 6, true, DType::f64),
                  layer("LeakyReLU", [](const Variable& x) { return leaky_relu(x, 0.1); }),
                  make_ref<Linear>(context(), 6, 2, true, DType::f64)}),
      [](const Variable& y, const Variable& target) { return mse_loss(y, target); });
}

TEST(Training, of_a_bounded_padded_table_and_a_cumulative_average_agrees_with_pytorch) {
  EmbeddingOptions table;
  table.padding_idx = 0;
  table.max_norm = 1.5;
  table.scale_grad_by_freq = true;
  BatchNormSettings cumulative;
  cumulative.momentum.reset();
  run("embedding_padding_max_norm_frequency_batch_norm_3d",
      sequential({make_ref<Embedding>(context(), 7, 3, table, DType::f64),
                  layer("ChannelsFirst", [](const Variable& x) { return transpose(x, 1, 2); }),
                  make_ref<BatchNorm>(context(), 1, 3, cumulative, DType::f64),
                  layer("ReLU", [](const Variable& x) { return relu(x); }), flatten_layer(),
                  make_ref<Linear>(context(), 12, 5, true, DType::f64)}),
      cross_entropy_of);
}

TEST(Training, of_fifty_steps_of_an_mlp_agrees_with_pytorch) {
  const auto batch_norm = [](int64_t features) {
    return make_ref<BatchNorm>(context(), 1, features, BatchNormSettings{}, DType::f64);
  };
  run("fifty_steps_of_an_mlp",
      sequential({make_ref<Embedding>(context(), 13, 5, EmbeddingOptions{}, DType::f64), flatten_layer(),
                  make_ref<Linear>(context(), 20, 16, true, DType::f64), batch_norm(16),
                  layer("ReLU", [](const Variable& x) { return relu(x); }),
                  make_ref<Linear>(context(), 16, 8, false, DType::f64), batch_norm(8),
                  layer("Tanh", [](const Variable& x) { return nnl::tanh(x); }),
                  make_ref<Linear>(context(), 8, 6, true, DType::f64)}),
      cross_entropy_of);
}

TEST(Training, of_fifty_steps_of_a_cnn_agrees_with_pytorch) {
  const auto convolution = [](int64_t in, int64_t out, const ConvOptions& options, bool bias) {
    return make_ref<Conv>(context(), 2, in, out, Pair{3, 3}, options, bias, DType::f64);
  };
  const auto batch_norm = [](int64_t features) {
    return make_ref<BatchNorm>(context(), 2, features, BatchNormSettings{}, DType::f64);
  };
  const auto leaky = [] { return layer("LeakyReLU", [](const Variable& x) { return leaky_relu(x, 0.1); }); };
  run("fifty_steps_of_a_cnn",
      sequential({convolution(1, 4, {{1, 1}, {1, 1}}, false), batch_norm(4), leaky(),
                  layer("MaxPool2d",
                        [](const Variable& x) {
                          return max_pool2d(x, {2, 2});
                        }),
                  convolution(4, 6, {{1, 2}, {0, 1}}, true), batch_norm(6), leaky(),
                  layer("AdaptiveAvgPool2d",
                        [](const Variable& x) {
                          return adaptive_avg_pool2d(x, {1, 1});
                        }),
                  flatten_layer(), make_ref<Linear>(context(), 6, 5, true, DType::f64)}),
      cross_entropy_of);
}

TEST(Training, of_a_table_alone_moves_the_rows_that_pytorch_moves) {
  int checked = 0;
  for (const Case& c : golden_cases("embedding")) {
    if (!c.settings.contains("steps")) continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const double close = tolerance(dtype);
      const Variable weight(tensor_of(c.inputs.at("weight"), dtype), true);
      SgdOptions options;
      options.learning_rate = c.settings.at("lr");
      options.momentum = c.settings.value("momentum", 0.0);
      options.dampening = c.settings.value("dampening", 0.0);
      options.nesterov = c.settings.value("nesterov", false);
      options.weight_decay = c.settings.value("weight_decay", 0.0);
      Sgd sgd({weight}, options);
      for (int step = 0; step < c.settings.at("steps"); ++step) {
        const std::string i = "_" + std::to_string(step);
        SCOPED_TRACE("step" + i);
        EmbeddingOptions lookup;
        if (c.settings.contains("padding_idx") && step >= c.settings.at("padding_from_step"))
          lookup.padding_idx = c.settings.at("padding_idx").get<int64_t>();
        if (c.settings.contains("max_norm")) lookup.max_norm = c.settings.at("max_norm").get<double>();
        sgd.zero_grad();
        const Variable y = embedding(weight, tensor_of(c.inputs.at("indices" + i), DType::i64), lookup);
        expect_close(y.data(), c.outputs.at("output" + i), close, "output");
        backward(y, tensor_of(c.inputs.at("cotangent" + i), dtype));
        expect_close(weight.grad().dense(), c.gradients.at("weight" + i), close, "gradient");
        sgd.step();
        expect_close(weight.data(), c.outputs.at("weight" + i), close, "weight");
      }
      ++checked;
    }
  }
  EXPECT_EQ(checked, 14);
}

}  // namespace
}  // namespace nnl
