#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

template <class Function>
void register_function(const std::string& name, Function function) {
  const Shape shape = {activation_elements};
  cell(name + "/" + text(shape), [=] {
    return [x = random_tensor(shape), function] {
      const NoGrad no_grad;
      benchmark::DoNotOptimize(function(x).handle());
    };
  });
  cell(name + "_train/" + text(shape), [=] { return train_pass(shape, shape, {}, function); });
}

}  // namespace

void register_activations() {
  register_function("relu", [](const Tensor& x) { return nnlite::relu(x); });
  register_function("leaky_relu", [](const Tensor& x) { return nnlite::leaky_relu(x); });
  register_function("sigmoid", [](const Tensor& x) { return nnlite::sigmoid(x); });
  register_function("tanh", [](const Tensor& x) { return nnlite::tanh(x); });
  register_function("gelu", [](const Tensor& x) { return nnlite::gelu(x); });
}

}  // namespace bench
