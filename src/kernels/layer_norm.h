// Layer norm of (rows, length), contiguous: each row on its own, while it lies in the cache.
//
// gamma and beta have `length` elements or are null (1 and 0). Every function runs on at most `threads`
// threads and gives the same bits for any number; sums are kept in double.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

struct LayerNormShape {
  int64_t rows, length;
};

/// y = (x - mean) * inverse_std * gamma + beta with mean and inverse_std = 1 / sqrt(biased variance + eps) of
/// each row, right also where the mean is large against the deviation.
template <class T>
void layer_norm(int threads, const LayerNormShape& shape, const T* x, const T* gamma, const T* beta,
                double eps, T* y, double* mean, double* inverse_std);

/// Into how many parts, summed one by one and then together, the rows fall for dgamma and dbeta.
int64_t layer_norm_parts(const LayerNormShape& shape);

/// What backward needs beside its outputs, uninitialised: 2 * layer_norm_parts * length elements each. Null
/// if neither dgamma nor dbeta is wanted.
template <class T>
struct LayerNormScratch {
  double* sums;
  T* block;
};

/// With g = dy * gamma: dx = inverse_std * (g - mean(g) - xhat * mean(g * xhat)), dgamma = sum(dy * xhat),
/// dbeta = sum(dy). Each output may be null.
template <class T>
void layer_norm_backward(int threads, const LayerNormShape& shape, const T* x, const T* dy,
                         const double* mean, const double* inverse_std, const T* gamma, T* dx, T* dgamma,
                         T* dbeta, const LayerNormScratch<T>& scratch);

/// The work for some rows, per instruction set. `streaming` outputs go past the caches.
template <class T>
struct LayerNormKernels {
  /// Mean and biased variance of n > 0 elements.
  void (*moments)(int64_t n, const T* x, double* mean, double* var);
  void (*forward)(const LayerNormShape&, const T* x, const T* gamma, const T* beta, double eps,
                  bool streaming, T* y, double* mean, double* inverse_std);
  /// Adds to dgamma and dbeta, so few rows that the digits of T suffice; all three outputs may be null.
  void (*backward)(const LayerNormShape&, const T* x, const T* dy, const double* mean,
                   const double* inverse_std, const T* gamma, bool streaming, T* dx, T* dgamma, T* dbeta);
};
NNL_DECLARE_KERNELS(LayerNormKernels<float>);
NNL_DECLARE_KERNELS(LayerNormKernels<double>);

}  // namespace nnl::kernels
