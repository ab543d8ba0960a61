// Finds NaN and infinities.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// Where the first of each kind stands; -1 if there is none.
struct NonFinite {
  int64_t nan = -1, infinity = -1;
};

/// In n contiguous numbers, on up to `threads` threads. While all are finite it costs one pass over them.
template <class T>
NonFinite find_nonfinite(int threads, int64_t n, const T* x);

}  // namespace nnl::kernels
