// The p-norm of a row of numbers that are computed one by one.
#pragma once

#include <algorithm>
#include <cmath>

#include "kernels/tree_sum.h"

namespace nnl::kernels {

/// Whether the sum of p-th powers whose p-th root is `norm` came near the ends of the range of double, where
/// it may be wrong.
inline bool powers_are_lost(double norm, double p) {
  const double power = p == 2 ? norm * norm : std::pow(norm, p);
  return !(power > 0x1p-900 && power < 0x1p900);
}

/// The largest of n numbers of absolute value size(i); NaN if one is.
template <class Size>
double largest_of(int64_t n, const Size& size) {
  double largest = 0;
  for (int64_t k = 0; k < n; ++k) {
    if (std::isnan(size(k))) return size(k);
    largest = std::max(largest, size(k));
  }
  return largest;
}

/// The p-norm for finite p of numbers whose powers leave the range of double: as multiples of the largest.
template <class Size>
double scaled_norm_of(int threads, int64_t n, double p, const Size& size) {
  const double largest = largest_of(n, size);
  if (largest == 0 || !std::isfinite(largest)) return largest;
  return largest *
         std::pow(tree_sum(threads, n, [&](int64_t k) { return std::pow(size(k) / largest, p); }), 1 / p);
}

/// The p-norm, p > 0 or infinity, of n numbers of absolute value size(i); the same bits for any `threads`.
/// Not infinite or 0 where the norm itself is not.
template <class Size>
double norm_of(int threads, int64_t n, double p, const Size& size) {
  if (p == 1) return tree_sum(threads, n, size);
  if (std::isinf(p)) return largest_of(n, size);
  const double norm =
      p == 2 ? std::sqrt(tree_sum(threads, n, [&](int64_t k) { return size(k) * size(k); }))
             : std::pow(tree_sum(threads, n, [&](int64_t k) { return std::pow(size(k), p); }), 1 / p);
  return powers_are_lost(norm, p) ? scaled_norm_of(threads, n, p, size) : norm;
}

}  // namespace nnl::kernels
