#include "cells.h"

namespace bench {
namespace {

template <class Function>
void register_function(const std::string& name, Function function) {
  const Shape shape = {activation_elements};
  cell(name + "/" + text(shape), [=] {
    return [x = random_tensor(shape), function] {
      const torch::InferenceMode inference;
      benchmark::DoNotOptimize(function(x).data_ptr());
    };
  });
  cell(name + "_train/" + text(shape), [=] { return train_pass(shape, shape, {}, function); });
}

}  // namespace

void register_activations() {
  register_function("relu", [](const torch::Tensor& x) { return torch::relu(x); });
  register_function("leaky_relu", [](const torch::Tensor& x) { return torch::leaky_relu(x); });
  register_function("sigmoid", [](const torch::Tensor& x) { return torch::sigmoid(x); });
  register_function("tanh", [](const torch::Tensor& x) { return torch::tanh(x); });
  register_function("gelu", [](const torch::Tensor& x) { return torch::gelu(x); });
}

}  // namespace bench
