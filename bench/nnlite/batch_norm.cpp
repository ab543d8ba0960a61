#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

template <class Layer>
void register_layer(const std::string& name, const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    cell(name + "_train/" + text(shape), [=] {
      const Layer layer(shape[1]);
      return train_pass(shape, shape, {layer.tensor("weight"), layer.tensor("bias")},
                        [layer](const Tensor& x) { return layer(x); });
    });
    cell(name + "_eval/" + text(shape), [=] {
      const Layer layer(shape[1]);
      layer.eval();
      return [layer, x = random_tensor(shape)] {
        const NoGrad no_grad;
        benchmark::DoNotOptimize(layer(x).handle());
      };
    });
  }
}

}  // namespace

void register_batch_norm() {
  register_layer<BatchNorm1d>("batchnorm1d", batch_norm1d);
  register_layer<BatchNorm2d>("batchnorm2d", batch_norm2d);
  for (const Shape& shape : batch_norm2d)
    cell("batchnorm2d_relu_train/" + text(shape), [=] {
      const Sequential layers{BatchNorm2d(shape[1]), ReLU()};
      return train_pass(shape, shape, {layers.tensor("0.weight"), layers.tensor("0.bias")},
                        [layers](const Tensor& x) { return layers(x); });
    });
}

}  // namespace bench
