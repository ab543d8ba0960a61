// Two sums over one pass of a run of elements.
#pragma once

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

// Sums are kept in T over so few terms that its digits suffice, and in double beyond.
constexpr int64_t kRunBlock = 1024;

template <class T>
struct Pair {
  Batch<T> first, second;
};

/// Adds to two totals what f(at), a Pair of terms, gives for n elements.
template <class T, class F>
NNL_INLINE inline void add_pairs(int64_t n, double* first, double* second, const F& f) {
  constexpr int64_t lanes = kLanes<T>;
  for (int64_t begin = 0; begin < n; begin += kRunBlock) {
    const int64_t end = least(n, begin + kRunBlock);
    const Batch<T> zero(T(0));
    Pair<T> even{zero, zero}, odd{zero, zero};
    const auto add = [](Pair<T>& sum, const Pair<T>& term) NNL_INLINE {
      sum.first = sum.first + term.first;
      sum.second = sum.second + term.second;
    };
    int64_t i = begin;
    for (; i + 2 * lanes <= end; i += 2 * lanes) {
      add(even, f(Whole{i}));
      add(odd, f(Whole{i + lanes}));
    }
    if (i + lanes <= end) {
      add(even, f(Whole{i}));
      i += lanes;
    }
    if (i < end) add(odd, f(Part{i, end - i}));
    *first += sum_lanes<T>(even.first + odd.first);
    *second += sum_lanes<T>(even.second + odd.second);
  }
}

}  // namespace
}  // namespace nnl::kernels
