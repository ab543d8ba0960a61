// Losses that compare two arrays element by element, in one pass forward and one backward.
#pragma once

#include "kernels/tree_sum.h"

namespace nnl::kernels {

/// What is compared. `weight` and `pos_weight` may be null for 1.
template <class T>
struct LossPairs {
  const T* input;
  const T* target;
  const T* weight;
  const T* pos_weight;

  /// weight * f(input, target, pos_weight) of element i.
  template <class F>
  T at(int64_t i, const F& f) const {
    const T value = f(input[i], target[i], pos_weight ? pos_weight[i] : T{1});
    return weight ? weight[i] * value : value;
  }
};

/// out[i] = f of element i times dloss[i], or times scale where dloss is null: the losses or a gradient.
template <class T, class F>
void pair_loss(int threads, int64_t n, const LossPairs<T>& pairs, const F& f, const T* dloss, T scale,
               T* out) {
  parallel_blocks(threads, n, 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = pairs.at(i, f) * (dloss ? dloss[i] : scale);
  });
}

/// The sum of f over all elements, in double.
template <class T, class F>
double pair_loss_sum(int threads, int64_t n, const LossPairs<T>& pairs, const F& f) {
  return tree_sum(threads, n, [&](int64_t i) { return static_cast<double>(pairs.at(i, f)); });
}

}  // namespace nnl::kernels
