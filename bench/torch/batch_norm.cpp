#include "cells.h"

namespace bench {
namespace {

template <class Layer>
void register_layer(const std::string& name, const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    cell(name + "_train/" + text(shape), [=] {
      Layer layer(shape[1]);
      return train_pass(shape, shape, layer->parameters(),
                        [layer](const torch::Tensor& x) mutable { return layer->forward(x); });
    });
    cell(name + "_eval/" + text(shape), [=] {
      Layer layer(shape[1]);
      layer->eval();
      return [layer, x = random_tensor(shape)]() mutable {
        const torch::InferenceMode inference;
        benchmark::DoNotOptimize(layer->forward(x).data_ptr());
      };
    });
  }
}

}  // namespace

void register_batch_norm() {
  register_layer<torch::nn::BatchNorm1d>("batchnorm1d", batch_norm1d);
  register_layer<torch::nn::BatchNorm2d>("batchnorm2d", batch_norm2d);
  for (const Shape& shape : batch_norm2d)
    cell("batchnorm2d_relu_train/" + text(shape), [=] {
      torch::nn::Sequential layers{torch::nn::BatchNorm2d(shape[1]),
                                   torch::nn::ReLU(torch::nn::ReLUOptions(true))};
      return train_pass(shape, shape, layers->parameters(),
                        [layers](const torch::Tensor& x) mutable { return layers->forward(x); });
    });
}

}  // namespace bench
