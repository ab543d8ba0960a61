#include "cells.h"

namespace bench {

void register_products() {
  for (const Shape& s : linear)
    cell("linear_train/" + text(s), [=] {
      torch::nn::Linear layer(s[1], s[2]);
      return train_pass({s[0], s[1]}, {s[0], s[2]}, layer->parameters(),
                        [layer](const torch::Tensor& x) mutable { return layer->forward(x); });
    });
  for (const Shape& s : conv2d)
    cell("conv2d_train/" + text(s), [=] {
      torch::nn::Conv2d layer(torch::nn::Conv2dOptions(s[1], s[4], 3).padding(1));
      return train_pass({s[0], s[1], s[2], s[3]}, {s[0], s[4], s[2], s[3]}, layer->parameters(),
                        [layer](const torch::Tensor& x) mutable { return layer->forward(x); });
    });
  cell("machine_gemm", [] {
    return [a = random_tensor({2048, 2048}), b = random_tensor({2048, 2048}, 2)] {
      const torch::InferenceMode inference;
      benchmark::DoNotOptimize(torch::matmul(a, b).data_ptr());
    };
  });
}

}  // namespace bench
