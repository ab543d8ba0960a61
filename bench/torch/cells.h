// What the files of PyTorch's program share.
#pragma once

#include <torch/torch.h>

#include "../cells.h"

namespace bench {

void register_embedding();
void register_batch_norm();
void register_products();
void register_activations();
void register_cross_entropy();
void register_optimizers();
void register_models();
void register_calls();

inline torch::Tensor random_tensor(const Shape& shape, unsigned seed = 1) {
  return torch::tensor(normal(count_of(shape), seed)).reshape(shape);
}
inline torch::Tensor leaf(const Shape& shape, unsigned seed = 1) {
  return random_tensor(shape, seed).set_requires_grad(true);
}
inline torch::Tensor index_tensor(const std::vector<std::int64_t>& values, const Shape& shape) {
  return torch::tensor(values, torch::kInt64).reshape(shape);
}
/// As optimizer.zero_grad() does it in PyTorch 2.
inline void drop_grad(const torch::Tensor& tensor) { tensor.mutable_grad() = torch::Tensor(); }

/// Forward and backward of a function of one leaf, with a gradient given from outside, and without those of
/// the run before.
template <class Forward>
auto train_pass(const Shape& shape, const Shape& result, std::vector<torch::Tensor> others, Forward forward) {
  return
      [x = leaf(shape), gradient = random_tensor(result, 2), others = std::move(others), forward]() mutable {
        forward(x).backward(gradient);
        drop_grad(x);
        for (const torch::Tensor& other : others) drop_grad(other);
      };
}

}  // namespace bench
