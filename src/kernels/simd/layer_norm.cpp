#include "kernels/layer_norm.h"

#include <cmath>
#include <limits>

#include "kernels/simd/pair_sums.h"

namespace nnl::kernels {
namespace {

/// In double, where squares of differences are beyond T.
template <class T>
void far_moments(int64_t n, const T* x, double* mean, double* var) {
  double sum = 0, square = 0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]);
  *mean = sum / static_cast<double>(n);
  for (int64_t i = 0; i < n; ++i) {
    const double d = static_cast<double>(x[i]) - *mean;
    square += d * d;
  }
  *var = square / static_cast<double>(n);
}

/// One pass with the first element as the shift gives both; where that lies so far from the mean that the
/// variance would lose digits, a second pass is shifted by the mean.
template <class T>
void moments(int64_t n, const T* x, double* mean, double* var) {
  const auto count = static_cast<double>(n);
  auto shift = static_cast<double>(x[0]);
  for (bool again = false;; again = true) {
    const Split<T> split(shift);
    double sum = 0, square = 0;
    add_pairs<T>(n, &sum, &square, [=](auto at) NNL_INLINE {
      const Batch<T> d = at.keep(split.subtract_from(at(x)));
      return Pair<T>{d, d * d};
    });
    const double rest = sum / count, spread = square / count - rest * rest;
    *mean = shift + rest;
    *var = spread < 0 ? 0 : spread;  // NaN stays NaN
    if (!(spread <= std::numeric_limits<double>::max())) return far_moments(n, x, mean, var);
    if (!(rest * rest > 16 * spread) || again) return;
    shift = *mean;
  }
}

/// y = d * gamma + beta for differences d that are scaled already; `scaled` and `shifted` say what is there.
template <class T, bool scaled, bool shifted>
void normalize(int64_t n, const T* x, double mean, double inverse_std, const T* gamma, const T* beta,
               bool streaming, T* y) {
  const Split<T> split(mean);
  const Batch<T> factor(static_cast<T>(inverse_std));
  map(y, n, streaming, [=](auto at) NNL_INLINE {
    Batch<T> value = split.subtract_from(at(x)) * factor;
    if constexpr (scaled) value = value * at(gamma);
    if constexpr (shifted) value = value + at(beta);
    return value;
  });
}

template <class T>
void forward(const LayerNormShape& s, const T* x, const T* gamma, const T* beta, double eps, bool streaming,
             T* y, double* mean, double* inverse_std) {
  const auto row_of = gamma ? (beta ? normalize<T, true, true> : normalize<T, true, false>)
                            : (beta ? normalize<T, false, true> : normalize<T, false, false>);
  for (int64_t row = 0; row < s.rows; ++row) {
    double var = 0;
    moments(s.length, x + row * s.length, mean + row, &var);
    inverse_std[row] = 1 / std::sqrt(var + eps);
    row_of(s.length, x + row * s.length, mean[row], inverse_std[row], gamma, beta, streaming,
           y + row * s.length);
  }
  if (streaming) stream_end();
}

template <class T, bool scaled>
void input_gradient(int64_t n, const T* x, const T* dy, double mean, double inverse_std, const T* gamma,
                    bool streaming, T* dx) {
  const Split<T> split(mean);
  const auto incoming = [=](auto at) NNL_INLINE {
    if constexpr (scaled) return at(dy) * at(gamma);
    return at(dy);
  };
  double sum = 0, product = 0;
  add_pairs<T>(n, &sum, &product, [=](auto at) NNL_INLINE {
    const Batch<T> g = at.keep(incoming(at));
    return Pair<T>{g, at.keep(g * split.subtract_from(at(x)))};
  });
  const auto count = static_cast<double>(n);
  const Batch<T> slope(static_cast<T>(inverse_std)),
      back(static_cast<T>(-inverse_std * inverse_std * inverse_std * product / count)),
      shift(static_cast<T>(-inverse_std * sum / count));
  map(dx, n, streaming,
      [=](auto at) NNL_INLINE { return slope * incoming(at) + (back * split.subtract_from(at(x)) + shift); });
}

template <class T>
void backward(const LayerNormShape& s, const T* x, const T* dy, const double* mean, const double* inverse_std,
              const T* gamma, bool streaming, T* dx, T* dgamma, T* dbeta) {
  for (int64_t row = 0; row < s.rows; ++row) {
    const T* from = x + row * s.length;
    const T* g = dy + row * s.length;
    if (dx)
      (gamma ? input_gradient<T, true> : input_gradient<T, false>)(s.length, from, g, mean[row],
                                                                   inverse_std[row], gamma, streaming,
                                                                   dx + row * s.length);
    if (dgamma) {
      const Split<T> split(mean[row]);
      const Batch<T> factor(static_cast<T>(inverse_std[row]));
      map(dgamma, s.length, false,
          [=](auto at) NNL_INLINE { return at(dgamma) + at(g) * (split.subtract_from(at(from)) * factor); });
    }
    if (dbeta) map(dbeta, s.length, false, [=](auto at) NNL_INLINE { return at(dbeta) + at(g); });
  }
  if (streaming) stream_end();
}

template <class T>
constexpr LayerNormKernels<T> family = {moments<T>, forward<T>, backward<T>};

}  // namespace

NNL_DEFINE_KERNELS(LayerNormKernels<float>) = family<float>;
NNL_DEFINE_KERNELS(LayerNormKernels<double>) = family<double>;

}  // namespace nnl::kernels
