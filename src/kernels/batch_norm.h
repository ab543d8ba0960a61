// Batch norm over (batch, channels, inner), contiguous: inner is 1 for (N, C), else L or H * W.
//
// Every function runs on at most `threads` threads and gives the same bits for any number: tasks are groups
// of channels that follow from the shape alone. Sums are kept in double. gamma and beta may be null (1 and
// 0). A rectifier behind the normalisation gives the bits that it gives as a pass of its own.
#pragma once

#include <cstdint>

#include "kernels/isa.h"
#include "kernels/rectifier.h"

namespace nnl::kernels {

struct BatchNormShape {
  int64_t batch, channels, inner;
};

/// Statistics of the batch and z = (x - mean) * inverse_std * gamma + beta, y = rectifier(z). `var` is
/// biased; inverse_std is 1 / sqrt(var + eps), or 0 where var + eps is 0. Right also where the mean is large
/// against the deviation.
template <class T>
void batch_norm_train(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                      double eps, const Rectifier& rectifier, T* y, double* mean, double* var,
                      double* inverse_std);

/// The statistics alone.
template <class T>
void batch_norm_moments(int threads, const BatchNormShape& shape, const T* x, double* mean, double* var);

/// y = rectifier((x - mean) * inverse_std * gamma + beta) with given statistics.
template <class T>
void batch_norm_eval(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                     const double* mean, const double* inverse_std, const Rectifier& rectifier, T* y);

/// What the forward pass worked with.
template <class T>
struct BatchNormForward {
  const T* x;
  const T* gamma;
  const T* beta;
  const double* mean;
  const double* inverse_std;
  bool batch_statistics;
  Rectifier rectifier;
};

/// With dz the gradient behind the rectifier, and batch statistics, dx = gamma * inverse_std * (dz - mean(dz)
/// - xhat * mean(dz * xhat)), else dx = dz * gamma * inverse_std; dgamma = sum(dz * xhat), dbeta = sum(dz).
/// Each output may be null.
template <class T>
void batch_norm_backward(int threads, const BatchNormShape& shape, const BatchNormForward<T>& forward,
                         const T* dy, T* dx, T* dgamma, T* dbeta);

/// z = (x - mean) * scale + beta for each channel, y = rectifier(z).
template <class T>
struct BatchNormMap {
  const double* mean;
  const double* scale;  // null for gradient_sums without a rectifier, which needs none
  const T* beta;        // or null
  Rectifier rectifier;
};

/// The work for channels [first, last), of which there are at most batch_norm_group, per instruction set.
/// Arrays with a number for each channel begin with that of `first`. `streaming` outputs go past the caches.
inline constexpr int64_t batch_norm_group = 64;
template <class T>
struct BatchNormKernels {
  /// sums[c] += x - shift[c] and squares[c] += (x - shift[c])^2, for differences that T holds well.
  void (*moments)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const double* shift,
                  double* sums, double* squares);
  /// y from x.
  void (*normalize)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const BatchNormMap<T>&,
                    bool streaming, T* y);
  /// sum_dz[c] += dz, sum_dz_x[c] += dz * (x - mean[c]).
  void (*gradient_sums)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const T* dy,
                        const BatchNormMap<T>&, double* sum_dz, double* sum_dz_x);
  /// dx = scale[c] * dz + b[c] * (x - mean[c]) + k[c].
  void (*gradient)(const BatchNormShape&, int64_t first, int64_t last, const T* x, const T* dy,
                   const BatchNormMap<T>&, const double* b, const double* k, bool streaming, T* dx);
};
NNL_DECLARE_KERNELS(BatchNormKernels<float>);
NNL_DECLARE_KERNELS(BatchNormKernels<double>);

}  // namespace nnl::kernels
