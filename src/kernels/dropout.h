// Dropout over contiguous elements.
#pragma once

#include <cstdint>

#include "base/random.h"

namespace nnl::kernels {

/// Elements of one random block.
inline constexpr int64_t kDropoutPerBlock = 4;

/// mask[i] = 1 and y[i] = scale * x[i] where word i % 4 of block i / 4 from `state` on is at least `drop`,
/// else 0 (NaN where x[i] is not finite). y may be x. The same bits for any `threads`.
template <class T>
void dropout(int threads, const RandomState& state, uint64_t drop, T scale, int64_t n, const T* x,
             uint8_t* mask, T* y);

/// dx[i] = dy[i] * (scale where mask[i] is 1, else 0).
template <class T>
void dropout_backward(int threads, T scale, int64_t n, const uint8_t* mask, const T* dy, T* dx);

}  // namespace nnl::kernels
