// Sums over the middle of three axes, whose order depends on the sizes alone.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/thread_pool.h"
#include "kernels/tree_sum.h"

namespace nnl::kernels {
namespace detail {

/// Lines of a tile added one after the other before a tree takes over.
constexpr int64_t leaf_lines = 256;
constexpr int64_t tile_width = 64;

/// sums[i] = sum of term(at + r * inner + i, result + i) over r in [0, lines), as a tree over leaves of
/// leaf_lines.
template <class Term>
void sum_tile(const Term& term, int64_t at, int64_t result, int64_t lines, int64_t inner, int64_t width,
              double* sums) {
  if (lines <= leaf_lines) {
    std::fill_n(sums, width, 0.0);
    for (int64_t r = 0; r < lines; ++r)
      for (int64_t i = 0; i < width; ++i) sums[i] += term(at + r * inner + i, result + i);
    return;
  }
  const int64_t half = tree_half(lines, leaf_lines);
  double rest[tile_width];
  sum_tile(term, at, result, half, inner, width, sums);
  sum_tile(term, at + half * inner, result, lines - half, inner, width, rest);
  for (int64_t i = 0; i < width; ++i) sums[i] += rest[i];
}

}  // namespace detail

/// For each result number i = o * inner + k calls store(i, sum over r of term(place, i)), where `place` is
/// that of (o, r, k) in a contiguous (outer, reduced, inner) array. Sums are double, added as a fixed tree.
template <class Term, class Store>
void reduce_middle(int threads, int64_t outer, int64_t reduced, int64_t inner, const Term& term,
                   const Store& store) {
  constexpr int64_t task_elements = 1 << 15;
  threads = threads_for(threads, outer * reduced * inner);
  if (inner == 1) {
    const auto one = [&](int64_t o, int inside) {
      store(o, tree_sum(inside, reduced, [&](int64_t r) { return term(o * reduced + r, o); }));
    };
    // Few long lines are cut themselves, many are dealt out.
    if (outer < 8 && reduced > 2 * task_elements) {
      for (int64_t o = 0; o < outer; ++o) one(o, threads);
      return;
    }
    parallel_blocks(threads, outer, std::max<int64_t>(1, task_elements / std::max<int64_t>(1, reduced)),
                    [&](int64_t begin, int64_t end) {
                      for (int64_t o = begin; o < end; ++o) one(o, 1);
                    });
    return;
  }
  const int64_t tiles = (inner + detail::tile_width - 1) / detail::tile_width;
  parallel_for(threads, outer * tiles, [&](int64_t task) {
    const int64_t o = task / tiles, first = task % tiles * detail::tile_width,
                  width = std::min(detail::tile_width, inner - first), result = o * inner + first;
    double sums[detail::tile_width];
    detail::sum_tile(term, o * reduced * inner + first, result, reduced, inner, width, sums);
    for (int64_t i = 0; i < width; ++i) store(result + i, sums[i]);
  });
}

}  // namespace nnl::kernels
