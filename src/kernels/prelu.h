// ReLU with a slope for each channel, over contiguous (outer, channels, inner) elements.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// y = x where x > 0, else slope[channel] * x. The same bits for any `threads`, as below.
template <class T>
void prelu(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x, const T* slope, T* y);

/// dx = dy where x > 0, else slope[channel] * dy.
template <class T>
void prelu_backward(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x, const T* slope,
                    const T* dy, T* dx);

/// dslope[channel] = the sum of x * dy where x is not above 0, added in double as a tree. `scratch` has room
/// for outer * channels numbers.
template <class T>
void prelu_slope_gradient(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x,
                          const T* dy, double* scratch, T* dslope);

}  // namespace nnl::kernels
