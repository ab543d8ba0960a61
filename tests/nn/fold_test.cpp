#include "nn/fold.h"

#include "nn/batch_norms.h"
#include "nn/conv.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/normalization.h"
#include "nn/prelu.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "support/modules.h"

namespace nnl {
namespace {

using namespace test;
using Modules = std::vector<Ref<Module>>;

Ref<Module> sequential(const Modules& modules) { return make_ref<Sequential>(context(), modules); }
Ref<Module> linear_layer(int64_t in, int64_t out, bool bias = true, DType dtype = DType::f64) {
  return make_ref<Linear>(context(), in, out, bias, dtype);
}
Ref<Module> conv_layer(int axes, int64_t in, int64_t out) {
  return make_ref<Conv>(context(), axes, in, out, Pair{1, 1}, ConvOptions{}, true, DType::f64);
}
Ref<Module> tanh_layer() {
  return make_simple(context(), "Tanh", [](const Variable& x) { return nnl::tanh(x); });
}

/// A batch norm that has seen something.
Ref<BatchNorm> seasoned(int64_t features, DType dtype = DType::f64) {
  const auto layer = make_ref<BatchNorm>(context(), 1, features, BatchNormSettings{}, dtype);
  const auto set = [&](const Tensor& tensor, double seed, double least) {
    const std::vector<double> values = values_of(sample({features}, seed).data());
    for (size_t i = 0; i < values.size(); ++i)
      copy_into(Tensor::full(context(), dtype, {1}, least + std::abs(values[i])),
                tensor.rows(static_cast<int64_t>(i), 1));
  };
  set(layer->weight().data(), 1, -0.7);
  set(layer->bias().data(), 2, -1);
  set(layer->state().running_mean, 3, -0.5);
  set(layer->state().running_var, 4, 0.3);
  return layer;
}

std::vector<std::string> kinds(const Ref<Module>& module) {
  std::vector<std::string> result;
  for (const NamedModule& child : module->children()) result.push_back(child.module->kind());
  return result;
}

TEST(Fold, gives_the_weights_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("batch_norm_uses")) {
    if (c.settings.at("use") != "fold") continue;
    SCOPED_TRACE(c.name);
    BatchNormSettings settings;
    settings.affine = c.settings.at("affine");
    settings.eps = c.settings.at("eps");
    const Ref<Module> linear = linear_layer(3, 2, c.inputs.count("linear.bias") > 0);
    const auto norm = make_ref<BatchNorm>(context(), 1, 2, settings, DType::f64);
    for (const auto& [name, variable] : state_of(*linear))
      copy_into(tensor_of(c.inputs.at("linear." + name), DType::f64), variable.data());
    fill(*norm, c.inputs);
    const Ref<Module> folded = fold_batch_norms(*sequential({linear, norm}));
    EXPECT_EQ(kinds(folded), std::vector<std::string>{"Linear"});
    expect_close(state_of(*folded).at("0.weight").data(), c.outputs.at("folded.weight"), 1e-12, "weight");
    expect_close(state_of(*folded).at("0.bias").data(), c.outputs.at("folded.bias"), 1e-12, "bias");
    expect_close(folded->forward(Variable(tensor_of(c.inputs.at("x"), DType::f64))).data(),
                 c.outputs.at("output"), 1e-12, "output");
    ++checked;
  }
  EXPECT_EQ(checked, 4);
}

TEST(Fold, gives_the_weights_of_pytorch_for_convolutions) {
  int checked = 0;
  for (const Case& c : golden_cases("batch_norm_uses")) {
    if (c.settings.at("use") != "fold_conv") continue;
    const int axes = c.settings.at("layer") == "Conv1d" ? 1 : 2;
    const int64_t in = c.settings.at("in"), out = c.settings.at("out");
    const auto pair = [&](const char* name) {
      const std::vector<int64_t> numbers = c.settings.at(name);
      return Pair{numbers.front(), numbers.back()};
    };
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const double close = dtype == DType::f64 ? 1e-12 : 1e-5;
      const ConvOptions options{pair("stride"), pair("padding"), pair("dilation"), c.settings.at("groups")};
      const Ref<Module> conv = make_ref<Conv>(context(), axes, in, out, pair("kernel"), options,
                                              c.inputs.count("conv.bias") > 0, dtype);
      BatchNormSettings settings;
      settings.affine = c.settings.at("affine");
      const auto norm = make_ref<BatchNorm>(context(), axes, out, settings, dtype);
      for (const auto& [name, variable] : state_of(*conv))
        copy_into(tensor_of(c.inputs.at("conv." + name), DType::f64), variable.data());
      fill(*norm, c.inputs);
      const Ref<Module> folded = fold_batch_norms(*sequential({conv, norm}));
      EXPECT_EQ(kinds(folded), std::vector<std::string>{c.settings.at("layer")});
      expect_close(state_of(*folded).at("0.weight").data(), c.outputs.at("folded.weight"), close, "weight");
      expect_close(state_of(*folded).at("0.bias").data(), c.outputs.at("folded.bias"), close, "bias");
      const Variable x(tensor_of(c.inputs.at("x"), dtype));
      expect_close(folded->forward(x).data(), c.outputs.at("output"), close, "output");
      ++checked;
    }
  }
  EXPECT_EQ(checked, 10);
}

TEST(Fold, keeps_the_outputs_of_nested_models_and_leaves_them_alone) {
  for (DType dtype : {DType::f64, DType::f32}) {
    const Ref<Module> twice = linear_layer(4, 4, true, dtype);
    const Ref<Module> model = sequential(
        {sequential({linear_layer(3, 4, false, dtype)}), sequential({seasoned(4, dtype), seasoned(4, dtype)}),
         tanh_layer(), twice, seasoned(4, dtype), tanh_layer(), seasoned(4, dtype), twice});
    const auto before = numbers_of(*model);
    const RandomState random = context().random_state();
    const Ref<Module> folded = fold_batch_norms(*model);
    EXPECT_TRUE(random == context().random_state());
    EXPECT_EQ(kinds(folded), (std::vector<std::string>{"Sequential", "Sequential", "Tanh", "Linear", "Tanh",
                                                       "BatchNorm1d", "Linear"}));
    EXPECT_TRUE(folded->children()[1].module->children().empty());
    EXPECT_EQ(numbers_of(*model), before);
    EXPECT_TRUE(model->training());
    EXPECT_TRUE(twice->training());
    EXPECT_FALSE(folded->training());
    EXPECT_FALSE(folded->children()[5].module->training());
    const Variable x(sample({5, 3}).data().to(dtype));
    model->train(false);
    const Variable expected = model->forward(x);
    expect_close(folded->forward(x).data(), {"f64", {5, 4}, values_of(expected.data())},
                 dtype == DType::f64 ? 1e-13 : 1e-5, "output");
    // Nothing is shared: what happens to the copy stays there.
    for (const auto& [name, variable] : state_of(*folded))
      copy_into(Tensor::zeros(context(), variable.dtype(), variable.shape()), variable.data());
    EXPECT_EQ(numbers_of(*model), before);
  }
}

TEST(Fold, keeps_what_wants_gradients) {
  for (bool bias : {true, false}) {
    const Ref<Module> first = linear_layer(2, 3, bias);
    first->set_requires_grad(false);
    const Ref<Module> model = sequential({first, seasoned(3), linear_layer(3, 1), seasoned(1)});
    const Ref<Module> folded = fold_batch_norms(*model);
    const auto parameters = folded->parameters();
    ASSERT_EQ(parameters.size(), 4u);
    for (size_t i = 0; i < 4; ++i) EXPECT_EQ(parameters[i].variable.requires_grad(), i >= 2) << i;
  }
}

TEST(Fold, leaves_what_it_cannot_fold) {
  BatchNormSettings untracked;
  untracked.track_running_stats = false;
  const Ref<Module> without = make_ref<BatchNorm>(context(), 1, 4, untracked, DType::f64);
  const Ref<Module> other_size = make_ref<BatchNorm>(context(), 1, 5, BatchNormSettings{}, DType::f64);
  const Ref<Module> spatial = make_ref<BatchNorm>(context(), 2, 4, BatchNormSettings{}, DType::f64);
  const Ref<Module> images = conv_layer(2, 4, 4);
  const Ref<Module> folded =
      fold_batch_norms(*sequential({seasoned(4), linear_layer(4, 4), without, linear_layer(4, 4), other_size,
                                    linear_layer(4, 4), spatial, images, seasoned(4)}));
  EXPECT_EQ(kinds(folded),
            (std::vector<std::string>{"BatchNorm1d", "Linear", "BatchNorm1d", "Linear", "BatchNorm1d",
                                      "Linear", "BatchNorm2d", "Conv2d", "BatchNorm1d"}));
  const Ref<Module> alone = fold_batch_norms(*seasoned(3));
  EXPECT_EQ(std::string(alone->kind()), "BatchNorm1d");
  EXPECT_FALSE(alone->training());
}

TEST(Fold, a_folded_layer_refuses_what_batch_norm_would_take_along_another_axis) {
  for (int axes : {1, 2}) {
    const auto norm = make_ref<BatchNorm>(context(), axes, 3, BatchNormSettings{}, DType::f64);
    const Ref<Module> folded = fold_batch_norms(*sequential({conv_layer(axes, 2, 3), norm}))->copy();
    const Variable single = axes == 1 ? sample({2, 5}) : sample({2, 5, 5});
    EXPECT_EQ(
        std::string(error_of([&] { folded->forward(single); }).what()),
        axes == 1
            ? "layer 0 (Conv1d): Conv1d: input [2, 5] must have 3 axes, since a batch norm is folded in"
            : "layer 0 (Conv2d): Conv2d: input [2, 5, 5] must have 4 axes, since a batch norm is folded in");
  }
  const Ref<Module> folded = fold_batch_norms(*sequential({linear_layer(3, 4), seasoned(4)}));
  EXPECT_EQ(std::string(error_of([&] {
                          folded->forward(sample({2, 4, 3}));
                        }).what()),
            "layer 0 (Linear): Linear: input [2, 4, 3] must have 2 axes, since a batch norm is folded in");
}

/// A kind of which nobody has said how it is copied.
class Rigid final : public Layer {
 public:
  using Layer::Layer;
  const char* kind() const override { return "Rigid"; }

 private:
  Variable run(const Variable& x) override { return x; }
};

TEST(Fold, fails_for_a_kind_that_cannot_be_copied) {
  const Error error = error_of([] {
    fold_batch_norms(*sequential({linear_layer(2, 2), make_ref<Rigid>(context())}));
  });
  EXPECT_EQ(error.code(), Code::not_supported);
  EXPECT_EQ(std::string(error.what()), "Rigid: this kind of module cannot be copied");
}

TEST(Copy, of_every_layer_does_the_same_and_shares_nothing) {
  EmbeddingOptions table;
  table.max_norm = 0.5;
  table.padding_idx = 1;
  const auto frozen = seasoned(4);
  frozen->freeze_statistics(true);
  const Ref<Module> model = sequential(
      {make_ref<Embedding>(context(), 6, 4, table, DType::f64),
       make_ref<LayerNorm>(context(), Dims{4}, LayerNormSettings{1e-3, true, false}, DType::f64),
       make_ref<GroupNorm>(context(), 2, 4, 1e-3, true, DType::f64), frozen, linear_layer(4, 3, false),
       tanh_layer(), make_ref<PReLU>(context(), int64_t{3}, 0.2, DType::f64),
       make_ref<Dropout>(context(), 0.5)});
  state_of(*model).at("4.weight").set_requires_grad(false);
  model->children()[1].module->train(false);
  model->children()[7].module->train(false);
  const Ref<Module> copy = model->copy();
  EXPECT_EQ(numbers_of(*copy), numbers_of(*model));
  EXPECT_TRUE(statistics_frozen(*copy));
  EXPECT_FALSE(state_of(*copy).at("4.weight").requires_grad());
  EXPECT_TRUE(state_of(*copy).at("3.weight").requires_grad());
  EXPECT_FALSE(copy->children()[1].module->training());
  EXPECT_TRUE(copy->children()[2].module->training());
  const Variable indices(Tensor::from<int64_t>(context(), {3}, std::vector<int64_t>{0, 1, 5}));
  EXPECT_EQ(values_of(copy->forward(indices).data()), values_of(model->forward(indices).data()));
  const auto before = numbers_of(*model);
  for (const auto& [name, variable] : state_of(*copy))
    copy_into(Tensor::zeros(context(), variable.dtype(), variable.shape()), variable.data());
  EXPECT_EQ(numbers_of(*model), before);
}

}  // namespace
}  // namespace nnl
