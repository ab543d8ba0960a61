// Two sums over one pass of runs of elements.
#pragma once

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

// Sums are kept in T over so few terms that its digits suffice, and in double beyond.
inline constexpr int64_t kRunBlock = 1024;

template <class T>
struct Pair {
  Batch<T> first, second;
};

/// Two sums over several runs of elements.
template <class T>
class PairSums {
 public:
  /// Adds what f(at), a Pair of terms, gives for n elements.
  template <class F>
  NNL_INLINE void add(int64_t n, const F& f) {
    constexpr int64_t lanes = kLanes<T>;
    for (int64_t begin = 0; begin < n; begin += kRunBlock) {
      const int64_t end = least(n, begin + kRunBlock);
      if (held_ + (end - begin) > kRunBlock) flush();
      held_ += end - begin;
      int64_t i = begin;
      for (; i + 2 * lanes <= end; i += 2 * lanes) {
        add_to(even_, f(Whole{i}));
        add_to(odd_, f(Whole{i + lanes}));
      }
      if (i + lanes <= end) {
        add_to(even_, f(Whole{i}));
        i += lanes;
      }
      if (i < end) add_to(odd_, f(Part{i, end - i}));
    }
  }

  /// Adds the sums to two totals.
  NNL_INLINE void finish(double* first, double* second) {
    flush();
    *first += first_;
    *second += second_;
  }

 private:
  NNL_INLINE static void add_to(Pair<T>& sum, const Pair<T>& term) {
    sum.first = sum.first + term.first;
    sum.second = sum.second + term.second;
  }
  NNL_INLINE void flush() {
    first_ += sum_lanes(even_.first + odd_.first);
    second_ += sum_lanes(even_.second + odd_.second);
    even_ = odd_ = {Batch<T>(T(0)), Batch<T>(T(0))};
    held_ = 0;
  }

  double first_ = 0, second_ = 0;
  Pair<T> even_{Batch<T>(T(0)), Batch<T>(T(0))}, odd_ = even_;
  int64_t held_ = 0;
};

/// Adds to two totals what f(at), a Pair of terms, gives for n elements.
template <class T, class F>
NNL_INLINE inline void add_pairs(int64_t n, double* first, double* second, const F& f) {
  PairSums<T> sums;
  sums.add(n, f);
  sums.finish(first, second);
}

}  // namespace
}  // namespace nnl::kernels
