// Batch norm over (batch, channels, inner), contiguous: inner is 1 for (N, C), else L or H * W.
//
// Every function runs on at most `threads` threads and gives the same bits for any number: tasks are groups
// of channels that follow from the shape alone. Sums are kept in double. gamma and beta may be null (1 and
// 0).
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

struct BatchNormShape {
  int64_t batch, channels, inner;
};

/// Statistics of the batch and y = (x - mean) * inverse_std * gamma + beta. `var` is biased; inverse_std is
/// 1 / sqrt(var + eps), or 0 where var + eps is 0. Right also where the mean is large against the deviation.
template <class T>
void batch_norm_train(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                      double eps, T* y, double* mean, double* var, double* inverse_std);

/// The statistics alone.
template <class T>
void batch_norm_moments(int threads, const BatchNormShape& shape, const T* x, double* mean, double* var);

/// y = (x - running_mean) / sqrt(running_var + eps) * gamma + beta.
template <class T>
void batch_norm_eval(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                     const T* running_mean, const T* running_var, double eps, T* y);

/// With batch statistics dx = gamma * inverse_std * (dy - mean(dy) - xhat * mean(dy * xhat)), else dx = dy *
/// gamma * inverse_std; dgamma = sum(dy * xhat), dbeta = sum(dy). Each output may be null.
template <class T>
void batch_norm_backward(int threads, const BatchNormShape& shape, const T* x, const T* dy,
                         const double* mean, const double* inverse_std, const T* gamma, bool batch_statistics,
                         T* dx, T* dgamma, T* dbeta);

/// The work for channels [first, last), of which there are at most batch_norm_group, per instruction set.
/// Arrays with a number for each channel begin with that of `first`. `streaming` outputs go past the caches.
inline constexpr int64_t batch_norm_group = 64;
template <class T>
struct BatchNormKernels {
  /// sums[c] += x - shift[c] and squares[c] += (x - shift[c])^2, for differences that T holds well.
  void (*moments)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const double* shift,
                  double* sums, double* squares);
  /// y = (x - mean) * scale + beta per channel.
  void (*normalize)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const double* mean,
                    const double* scale, const T* beta, bool streaming, T* y);
  /// sum_dy[c] += dy, sum_dy_x[c] += dy * (x - mean[c]).
  void (*gradient_sums)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const T* dy,
                        const double* mean, double* sum_dy, double* sum_dy_x);
  /// dx = a[c] * dy + b[c] * (x - mean[c]) + k[c].
  void (*gradient)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const T* dy,
                   const double* mean, const double* a, const double* b, const double* k, bool streaming,
                   T* dx);
};
NNL_DECLARE_KERNELS(BatchNormKernels<float>);
NNL_DECLARE_KERNELS(BatchNormKernels<double>);

}  // namespace nnl::kernels
