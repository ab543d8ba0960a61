#include "kernels/batch_norm.h"

namespace nnl::kernels {
namespace {

/// Calls line(c, offset, length, lane) for the runs of consecutive elements of the group's channels: for (N,
/// C) a run crosses the channels, one element each (`lane` 1); else it lies in one channel (`lane` 0).
template <class Line>
inline void for_runs(const BatchNormShape& s, int64_t first, int64_t last, Line line) {
  if (s.inner == 1) {
    for (int64_t n = 0; n < s.batch; ++n) line(0, n * s.channels + first, last - first, true);
    return;
  }
  for (int64_t c = first; c < last; ++c)
    for (int64_t n = 0; n < s.batch; ++n) line(c - first, (n * s.channels + c) * s.inner, s.inner, false);
}

constexpr int lanes = 8;

inline double tree(const double* v) {
  return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

template <class T>
void moments(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const double* shift,
             double* sums, double* squares) {
  for_runs(s, first, last, [=](int64_t c, int64_t at, int64_t n, bool across) {
    const T* v = x + at;
    if (across) {
      for (int64_t i = 0; i < n; ++i) {
        const double d = static_cast<double>(v[i]) - shift[i];
        sums[i] += d;
        squares[i] += d * d;
      }
      return;
    }
    double sum[lanes] = {}, square[lanes] = {};
    int64_t i = 0;
    for (; i + lanes <= n; i += lanes)
      for (int j = 0; j < lanes; ++j) {
        const double d = static_cast<double>(v[i + j]) - shift[c];
        sum[j] += d;
        square[j] += d * d;
      }
    for (int j = 0; i < n; ++i, ++j) {
      const double d = static_cast<double>(v[i]) - shift[c];
      sum[j] += d;
      square[j] += d * d;
    }
    sums[c] += tree(sum);
    squares[c] += tree(square);
  });
}

template <class T>
void normalize(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const double* mean,
               const double* scale, const T* beta, T* y) {
  for_runs(s, first, last, [=](int64_t c, int64_t at, int64_t n, bool across) {
    // The mean in two parts of T: the first difference is exact where it matters.
    T high[batch_norm_group], low[batch_norm_group], factor[batch_norm_group], shift[batch_norm_group];
    const int64_t width = across ? n : 1;
    for (int64_t i = 0; i < width; ++i) {
      high[i] = static_cast<T>(mean[c + i]);
      low[i] = static_cast<T>(mean[c + i] - static_cast<double>(high[i]));
      factor[i] = static_cast<T>(scale[c + i]);
      shift[i] = beta ? beta[c + i] : T{0};
    }
    const T* v = x + at;
    T* out = y + at;
    if (across)
      for (int64_t i = 0; i < n; ++i) out[i] = (v[i] - high[i] - low[i]) * factor[i] + shift[i];
    else
      for (int64_t i = 0; i < n; ++i) out[i] = (v[i] - high[0] - low[0]) * factor[0] + shift[0];
  });
}

template <class T>
void gradient_sums(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
                   const double* mean, double* sum_dy, double* sum_dy_x) {
  for_runs(s, first, last, [=](int64_t c, int64_t at, int64_t n, bool across) {
    const T* v = x + at;
    const T* g = dy + at;
    if (across) {
      for (int64_t i = 0; i < n; ++i) {
        sum_dy[i] += static_cast<double>(g[i]);
        sum_dy_x[i] += static_cast<double>(g[i]) * (static_cast<double>(v[i]) - mean[i]);
      }
      return;
    }
    double sum[lanes] = {}, product[lanes] = {};
    int64_t i = 0;
    for (; i + lanes <= n; i += lanes)
      for (int j = 0; j < lanes; ++j) {
        sum[j] += static_cast<double>(g[i + j]);
        product[j] += static_cast<double>(g[i + j]) * (static_cast<double>(v[i + j]) - mean[c]);
      }
    for (int j = 0; i < n; ++i, ++j) {
      sum[j] += static_cast<double>(g[i]);
      product[j] += static_cast<double>(g[i]) * (static_cast<double>(v[i]) - mean[c]);
    }
    sum_dy[c] += tree(sum);
    sum_dy_x[c] += tree(product);
  });
}

template <class T>
void gradient(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
              const double* mean, const double* a, const double* b, const double* k, T* dx) {
  for_runs(s, first, last, [=](int64_t c, int64_t at, int64_t n, bool across) {
    const T* v = x + at;
    const T* g = dy + at;
    T* out = dx + at;
    for (int64_t i = 0; i < n; ++i) {
      const int64_t j = across ? i : c;
      out[i] = static_cast<T>(a[j] * static_cast<double>(g[i]) +
                              b[j] * (static_cast<double>(v[i]) - mean[j]) + k[j]);
    }
  });
}

template <class T>
constexpr BatchNormKernels<T> kernels = {moments<T>, normalize<T>, gradient_sums<T>, gradient<T>};

}  // namespace

NNL_DEFINE_KERNELS(BatchNormKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(BatchNormKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
