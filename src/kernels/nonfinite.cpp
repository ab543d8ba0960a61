#include "kernels/nonfinite.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <type_traits>

#include "base/thread_pool.h"

namespace nnl::kernels {
namespace {

/// Whether one of n numbers has all bits of its exponent set. Integer additions and ors alone, which every
/// instruction set does many at once.
template <class T>
bool any_nonfinite(int64_t n, const T* x) {
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  constexpr int mantissa = sizeof(T) == 4 ? 23 : 52;
  constexpr Bits top = Bits{1} << (8 * sizeof(T) - 1), magnitude = top - 1, one = Bits{1} << mantissa;
  Bits carried = 0;
  for (int64_t i = 0; i < n; ++i) carried |= (std::bit_cast<Bits>(x[i]) & magnitude) + one;
  return (carried & top) != 0;
}

void lower(std::atomic<int64_t>& place, int64_t to) {
  int64_t now = place.load(std::memory_order_relaxed);
  while (to < now && !place.compare_exchange_weak(now, to, std::memory_order_relaxed)) {
  }
}

}  // namespace

template <class T>
NonFinite find_nonfinite(int threads, int64_t n, const T* x) {
  constexpr int64_t block = 16384;
  std::atomic<int64_t> nan{n}, infinity{n};
  parallel_blocks(threads_for(threads, n), n, block, [&](int64_t begin, int64_t end) {
    if (!any_nonfinite(end - begin, x + begin)) return;
    const T* is_nan = std::find_if(x + begin, x + end, [](T v) { return std::isnan(v); });
    const T* is_infinity = std::find_if(x + begin, x + end, [](T v) { return std::isinf(v); });
    if (is_nan != x + end) lower(nan, is_nan - x);
    if (is_infinity != x + end) lower(infinity, is_infinity - x);
  });
  return {nan == n ? -1 : nan.load(), infinity == n ? -1 : infinity.load()};
}

template NonFinite find_nonfinite(int, int64_t, const float*);
template NonFinite find_nonfinite(int, int64_t, const double*);

}  // namespace nnl::kernels
