#include "kernels/pointwise.h"

#include <limits>

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

/// exp_bounded() up to the largest numbers: above `high`, where x - 1 is exact, e exp(x - 1) is taken.
template <class T>
NNL_INLINE inline Batch<T> exp_of(Batch<T> argument) {
  constexpr T high = sizeof(T) == 4 ? T(87) : T(708);
  constexpr T e = T(2.718281828459045235);
  const Batch<T> one(T(1));
  // The second operand is what a minimum with NaN gives.
  const Batch<T> x = xsimd::min(Batch<T>(high + 2), argument);
  const auto is_high = x > Batch<T>(high);
  const Batch<T> y = exp_bounded<T>(x - xsimd::select(is_high, one, Batch<T>(T(0))));
  return y * xsimd::select(is_high, Batch<T>(e), one);
}

/// xsimd's logarithm, but right below the normal numbers, which are scaled up for it.
template <class T>
NNL_INLINE inline Batch<T> log_of(Batch<T> x) {
  constexpr T ln2 = T(0.693147180559945309);
  constexpr T up = sizeof(T) == 4 ? T(0x1p32) : T(0x1p64);
  constexpr T log_up = (sizeof(T) == 4 ? 32 : 64) * ln2;
  const auto is_small = x < Batch<T>(std::numeric_limits<T>::min());
  const Batch<T> y = xsimd::log(xsimd::select(is_small, x * Batch<T>(up), x));
  return y - xsimd::select(is_small, Batch<T>(log_up), Batch<T>(T(0)));
}

template <class T>
void exp_line(const T* x, T* y, int64_t n) {
  map(y, n, false, [=](auto at) NNL_INLINE { return exp_of<T>(at(x)); });
}

template <class T>
void log_line(const T* x, T* y, int64_t n) {
  map(y, n, false, [=](auto at) NNL_INLINE { return log_of<T>(at(x)); });
}

template <class T>
void sqrt_line(const T* x, T* y, int64_t n) {
  map(y, n, false, [=](auto at) NNL_INLINE { return xsimd::sqrt(at(x)); });
}

template <class T>
constexpr Pointwise<T> kernels = {exp_line<T>, log_line<T>, sqrt_line<T>};

}  // namespace

NNL_DEFINE_KERNELS(Pointwise<float>) = kernels<float>;
NNL_DEFINE_KERNELS(Pointwise<double>) = kernels<double>;

}  // namespace nnl::kernels
