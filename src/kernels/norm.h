// The p-norm of a row of numbers that are computed one by one.
#pragma once

#include <algorithm>
#include <cmath>

#include "kernels/tree_sum.h"

namespace nnl::kernels {

/// The p-norm, p > 0 or infinity, of n numbers of absolute value size(i); the same bits for any `threads`.
template <class Size>
double norm_of(int threads, int64_t n, double p, const Size& size) {
  if (p == 2) return std::sqrt(tree_sum(threads, n, [&](int64_t k) { return size(k) * size(k); }));
  if (p == 1) return tree_sum(threads, n, size);
  if (!std::isinf(p))
    return std::pow(tree_sum(threads, n, [&](int64_t k) { return std::pow(size(k), p); }), 1 / p);
  double largest = 0;
  for (int64_t k = 0; k < n; ++k) {
    if (std::isnan(size(k))) return size(k);
    largest = std::max(largest, size(k));
  }
  return largest;
}

}  // namespace nnl::kernels
