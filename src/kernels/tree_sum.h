// Sums whose rounding errors grow with the logarithm of their length, and whose order depends on it alone.
#pragma once

#include <cstdint>

#include "base/thread_pool.h"

namespace nnl::kernels {

/// Where a tree over `n` terms with leaves of `leaf` is cut: a whole number of leaves, about half of them.
inline int64_t tree_half(int64_t n, int64_t leaf) {
  const int64_t leaves = (n + leaf - 1) / leaf;
  return leaves / 2 * leaf;
}

/// The sum of term(i) over i in [begin, end), in double: leaves of 1024 terms in eight lanes, leaves as a
/// tree.
template <class Term>
double tree_sum_range(int64_t begin, int64_t end, const Term& term) {
  constexpr int64_t leaf = 1024;
  if (end - begin <= leaf) {
    double lanes[8] = {};
    int64_t i = begin;
    for (; i + 8 <= end; i += 8)
      for (int lane = 0; lane < 8; ++lane) lanes[lane] += term(i + lane);
    for (int lane = 0; i < end; ++i, ++lane) lanes[lane] += term(i);
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }
  const int64_t middle = begin + tree_half(end - begin, leaf);
  return tree_sum_range(begin, middle, term) + tree_sum_range(middle, end, term);
}

/// The sum of term(i) over i in [0, n) on at most `threads` threads: the same bits for any number.
template <class Term>
double tree_sum(int threads, int64_t n, const Term& term) {
  constexpr int64_t most_parts = 64, smallest_part = 1 << 15;
  if (n <= 2 * smallest_part) return tree_sum_range(0, n, term);
  const int64_t part = n / most_parts < smallest_part ? smallest_part : (n + most_parts - 1) / most_parts;
  const int64_t parts = (n + part - 1) / part;
  double sums[most_parts];
  parallel_for(threads, parts, [&](int64_t p) {
    sums[p] = tree_sum_range(p * part, p + 1 == parts ? n : (p + 1) * part, term);
  });
  return tree_sum_range(0, parts, [&](int64_t p) { return sums[p]; });
}

}  // namespace nnl::kernels
