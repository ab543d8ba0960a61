// Group norm of (batch, groups, channels of a group, inner), contiguous.
//
// gamma and beta have groups * channels elements or are null (1 and 0). Every function runs on at most
// `threads` threads and gives the same bits for any number; sums are kept in double.
#pragma once

#include <cstdint>

namespace nnl::kernels {

struct GroupNormShape {
  int64_t batch, groups, channels, inner;
};

/// y = (x - mean) * inverse_std * gamma + beta with mean and inverse_std = 1 / sqrt(biased variance + eps)
/// for each group of each sample, of which there are batch * groups.
template <class T>
void group_norm(int threads, const GroupNormShape& shape, const T* x, const T* gamma, const T* beta,
                double eps, T* y, double* mean, double* inverse_std);

/// With g = dy * gamma: dx = inverse_std * (g - mean(g) - xhat * mean(g * xhat)), dgamma = sum(dy * xhat),
/// dbeta = sum(dy). Each output may be null. `sums` has 2 * batch * groups * channels elements, all 0.
template <class T>
void group_norm_backward(int threads, const GroupNormShape& shape, const T* x, const T* dy,
                         const double* mean, const double* inverse_std, const T* gamma, T* dx, T* dgamma,
                         T* dbeta, double* sums);

}  // namespace nnl::kernels
