// What the files of nnlite's program share.
#pragma once

#include <nnlite/nnlite.hpp>

#include "../cells.h"

namespace bench {

void register_embedding();
void register_batch_norm();
void register_products();
void register_activations();
void register_cross_entropy();
void register_optimizers();
void register_models();
void register_one_call();
void register_calls();
void register_machine();

inline nnlite::Tensor random_tensor(const Shape& shape, unsigned seed = 1) {
  return nnlite::Tensor::from(normal(count_of(shape), seed), shape);
}
inline nnlite::Tensor leaf(const Shape& shape, unsigned seed = 1) {
  nnlite::Tensor tensor = random_tensor(shape, seed);
  tensor.set_requires_grad();
  return tensor;
}
inline nnlite::Tensor index_tensor(const std::vector<std::int64_t>& values, const Shape& shape) {
  return nnlite::Tensor::from(values, shape);
}

/// Forward and backward of a function of one leaf, with a gradient given from outside, and without those of
/// the run before.
template <class Forward>
auto train_pass(const Shape& shape, const Shape& result, std::vector<nnlite::Tensor> others,
                Forward forward) {
  return [x = leaf(shape), gradient = random_tensor(result, 2), others = std::move(others), forward] {
    forward(x).backward(gradient);
    x.zero_grad();
    for (const nnlite::Tensor& other : others) other.zero_grad();
  };
}

}  // namespace bench
