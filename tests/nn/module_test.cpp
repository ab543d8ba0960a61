#include "nn/module.h"

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
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

}  // namespace
}  // namespace nnl
