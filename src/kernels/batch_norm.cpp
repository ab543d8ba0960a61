#include "kernels/batch_norm.h"

#include <algorithm>
#include <cmath>

#include "base/thread_pool.h"
#include "kernels/streaming.h"

namespace nnl::kernels {
namespace {

/// Channels per task: one where each is long, so that tasks are even; whole cache lines of them for (N, C).
int64_t group_size(const BatchNormShape& shape) { return shape.inner == 1 ? batch_norm_group : 1; }

/// Whether an output like x goes past the caches.
template <class T>
bool streams(const BatchNormShape& shape) {
  return worth_streaming(shape.batch * shape.channels * shape.inner * static_cast<int64_t>(sizeof(T)));
}

template <class Body>
void for_groups(int threads, const BatchNormShape& shape, Body body) {
  const int useful = threads_for(threads, shape.batch * shape.channels * shape.inner);
  parallel_blocks(useful, shape.channels, group_size(shape), body);
}

/// A number for each channel of a group, of which only the first `width` are set to 0: most groups are single
/// channels.
struct GroupNumbers {
  explicit GroupNumbers(int64_t width) { std::fill_n(values, width, 0.0); }
  operator double*() { return values; }
  double values[batch_norm_group];
};

template <class T>
double gamma_at(const T* gamma, int64_t c) {
  return gamma ? static_cast<double>(gamma[c]) : 1.0;
}

/// The numbers of an array, which may be null, from channel `first` on.
template <class T>
const T* at(const T* values, int64_t first) {
  return values ? values + first : nullptr;
}

/// The same for one channel in double, where squares of differences are beyond T.
template <class T>
void far_moments(const BatchNormShape& shape, int64_t c, const T* x, double& mean, double& var) {
  const double n = static_cast<double>(shape.batch * shape.inner);
  const auto sum_of = [&](const auto& term) {
    double sum = 0;
    for (int64_t b = 0; b < shape.batch; ++b) {
      const T* run = x + (b * shape.channels + c) * shape.inner;
      for (int64_t i = 0; i < shape.inner; ++i) sum += term(static_cast<double>(run[i]));
    }
    return sum;
  };
  mean = sum_of([](double v) { return v; }) / n;
  var = sum_of([mean](double v) { return (v - mean) * (v - mean); }) / n;
}

/// Mean and biased variance of the channels [first, last). A pass with the channel's first value as the shift
/// gives both; where that value lies so far from the mean that the variance would lose digits, a second pass
/// is shifted by the mean.
template <class T>
void batch_moments(const BatchNormKernels<T>& k, const BatchNormShape& shape, int64_t first, int64_t last,
                   const T* x, double* mean, double* var) {
  const double n = static_cast<double>(shape.batch * shape.inner);
  GroupNumbers shift(last - first);
  for (int64_t c = first; c < last; ++c) shift[c - first] = static_cast<double>(x[c * shape.inner]);
  for (bool again = false;; again = true) {
    GroupNumbers sums(last - first), squares(last - first);
    k.moments(shape, first, last, x, shift, sums, squares);
    bool far = false;
    for (int64_t i = 0; i < last - first; ++i) {
      const double rest = sums[i] / n, spread = squares[i] / n - rest * rest;
      mean[i] = shift[i] + rest;
      var[i] = spread < 0 ? 0 : spread;  // NaN stays NaN
      far = far || rest * rest > 16 * spread;
      if (!std::isfinite(spread)) far_moments(shape, first + i, x, mean[i], var[i]);
    }
    if (!far || again) return;
    std::copy(mean, mean + (last - first), shift.values);
  }
}

}  // namespace

template <class T>
void batch_norm_train(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                      double eps, const Rectifier& rectifier, T* y, double* mean, double* var,
                      double* inverse_std) {
  const auto& k = best<BatchNormKernels<T>>();
  for_groups(threads, shape, [&](int64_t first, int64_t last) {
    GroupNumbers scale(last - first);
    batch_moments(k, shape, first, last, x, mean + first, var + first);
    for (int64_t c = first; c < last; ++c) {
      inverse_std[c] = var[c] + eps == 0 ? 0 : 1 / std::sqrt(var[c] + eps);
      scale[c - first] = inverse_std[c] * gamma_at(gamma, c);
    }
    k.normalize(shape, first, last, x, {mean + first, scale, at(beta, first), rectifier}, streams<T>(shape),
                y);
  });
}

template <class T>
void batch_norm_moments(int threads, const BatchNormShape& shape, const T* x, double* mean, double* var) {
  for_groups(threads, shape, [&](int64_t first, int64_t last) {
    batch_moments(best<BatchNormKernels<T>>(), shape, first, last, x, mean + first, var + first);
  });
}

template <class T>
void batch_norm_eval(int threads, const BatchNormShape& shape, const T* x, const T* gamma, const T* beta,
                     const double* mean, const double* inverse_std, const Rectifier& rectifier, T* y) {
  // In the order of memory: some rows of all channels at a time, or one example.
  constexpr int64_t task_elements = 1 << 14;
  const int64_t example = shape.channels * shape.inner;
  const int64_t together =
      shape.inner == 1 ? std::max<int64_t>(1, task_elements / std::max<int64_t>(1, example)) : 1;
  const auto& k = best<BatchNormKernels<T>>();
  // Each element is touched once: what is read next gains from the cache longer than in training.
  const bool streaming = worth_streaming(shape.batch * example * static_cast<int64_t>(sizeof(T)) / 2);
  parallel_blocks(
      threads_for(threads, shape.batch * example), shape.batch, together, [&](int64_t begin, int64_t end) {
        const BatchNormShape part{end - begin, shape.channels, shape.inner};
        for (int64_t first = 0; first < shape.channels; first += batch_norm_group) {
          const int64_t last = std::min(shape.channels, first + batch_norm_group);
          GroupNumbers scale(last - first);
          for (int64_t c = first; c < last; ++c) scale[c - first] = inverse_std[c] * gamma_at(gamma, c);
          k.normalize(part, first, last, x + begin * example,
                      {mean + first, scale, at(beta, first), rectifier}, streaming, y + begin * example);
        }
      });
}

template <class T>
void batch_norm_backward(int threads, const BatchNormShape& shape, const BatchNormForward<T>& forward,
                         const T* dy, T* dx, T* dgamma, T* dbeta) {
  const auto& k = best<BatchNormKernels<T>>();
  const double n = static_cast<double>(shape.batch * shape.inner);
  for_groups(threads, shape, [&](int64_t first, int64_t last) {
    const int64_t width = last - first;
    GroupNumbers sum_dz(width), sum_dz_x(width), a(width), b(width), shift(width);
    for (int64_t c = first; c < last; ++c) a[c - first] = forward.inverse_std[c] * gamma_at(forward.gamma, c);
    const BatchNormMap<T> map{forward.mean + first, a, at(forward.beta, first), forward.rectifier};
    if (forward.batch_statistics || dgamma || dbeta)
      k.gradient_sums(shape, first, last, forward.x, dy, map, sum_dz, sum_dz_x);
    for (int64_t c = first; c < last; ++c) {
      const int64_t i = c - first;
      const double inverse = forward.inverse_std[c];
      if (dgamma) dgamma[c] = static_cast<T>(sum_dz_x[i] * inverse);
      if (dbeta) dbeta[c] = static_cast<T>(sum_dz[i]);
      if (!forward.batch_statistics) continue;
      b[i] = -a[i] * inverse * inverse * sum_dz_x[i] / n;
      shift[i] = -a[i] * sum_dz[i] / n;
    }
    if (dx) k.gradient(shape, first, last, forward.x, dy, map, b, shift, streams<T>(shape), dx);
  });
}

#define NNL_BATCH_NORM(T)                                                                                 \
  template void batch_norm_train(int, const BatchNormShape&, const T*, const T*, const T*, double,        \
                                 const Rectifier&, T*, double*, double*, double*);                        \
  template void batch_norm_moments(int, const BatchNormShape&, const T*, double*, double*);               \
  template void batch_norm_eval(int, const BatchNormShape&, const T*, const T*, const T*, const double*,  \
                                const double*, const Rectifier&, T*);                                     \
  template void batch_norm_backward(int, const BatchNormShape&, const BatchNormForward<T>&, const T*, T*, \
                                    T*, T*)
NNL_BATCH_NORM(float);
NNL_BATCH_NORM(double);

}  // namespace nnl::kernels
