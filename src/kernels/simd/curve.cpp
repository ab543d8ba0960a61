#include "kernels/curve.h"

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

/// (1 + sqrt(2) a) exp(a^2 / 2) erfc(a / sqrt(2)) / 2 for a in [0, most] as a polynomial in (a - 4) / (a +
/// 4), which is the form of Shepherd and Laframboise ("Chebyshev approximation of (1 + 2x) exp(x^2) erfc x in
/// 0 <= x < infinity", 1981). The coefficients, highest first, are minimax for the relative error: 2^-28.7
/// and 2^-53.7. Beyond `most` exp(-a^2 / 2) is below the normal numbers.
template <class T>
struct NormalTail;

template <>
struct NormalTail<float> {
  static constexpr float most = 14.0F;
  static constexpr float p[] = {-0x1.ac8ca0p-14F, -0x1.e26f62p-15F, 0x1.145132p-10F, -0x1.6f6222p-11F,
                                -0x1.dda2f0p-8F,  0x1.d956b4p-6F,   -0x1.ddbe06p-5F, 0x1.1f5412p-4F,
                                -0x1.03dc22p-5F,  -0x1.0f10fcp-4F,  0x1.41c7dap-1F};
};

template <>
struct NormalTail<double> {
  static constexpr double most = 39.0;
  static constexpr double p[] = {
      0x1.8a72d743f970ap-28,  0x1.1cf74818c183ap-26, -0x1.e092f9e166354p-26, -0x1.3ad95a3ab6df1p-23,
      0x1.660dd2f39d60ep-26,  0x1.b09a7d05dff1ap-21, 0x1.05950dc97552dp-21,  -0x1.09cdf743a23d8p-18,
      -0x1.2ea72d051f259p-18, 0x1.612b9dff1d380p-16, 0x1.d7ffcd7a8546dp-16,  -0x1.1d70e34691c41p-13,
      -0x1.e0fb585add478p-14, 0x1.15f15109bd93fp-10, -0x1.5e81934f0398ep-11, -0x1.dd687e8c7c244p-8,
      0x1.d93823871c8e5p-6,   -0x1.ddc04ef042753p-5, 0x1.1f54c56564384p-4,   -0x1.03dbf8802fd78p-5,
      -0x1.0f1100044d105p-4,  0x1.41c7da3ef787ap-1};
};

/// p[0] t^(n - 1) + ... + p[n - 1], in pairs of terms.
template <class T, size_t n>
NNL_INLINE inline Batch<T> polynomial(const T (&p)[n], Batch<T> t) {
  const Batch<T> t2 = t * t;
  Batch<T> value(p[0]);
  if constexpr (n % 2 == 0) value = multiply_add<T>(value, t, Batch<T>(p[1]));
  for (size_t i = 2 - n % 2; i < n; i += 2)
    value = multiply_add<T>(value, t2, multiply_add<T>(Batch<T>(p[i]), t, Batch<T>(p[i + 1])));
  return value;
}

/// exp(-a^2 / 2), for which the rounding of a^2 is too much to lose; 0 as in split_exp.
template <class T>
NNL_INLINE inline Exp<T> exp_minus_half_square(Batch<T> a) {
  using C = ExpConstants<T>;
  const Batch<T> half = Batch<T>(T(-0.5)) * a, square = half * a;
  // The second operand is what a maximum with NaN gives.
  const Batch<T> x = xsimd::max(Batch<T>(C::least_argument), square);
#if defined(__FMA__)
  return split_exp<T>(x, [&](Batch<T> k) NNL_INLINE {
    return multiply_add<T>(k, Batch<T>(-C::ln2_low), multiply_add<T>(half, a, k * Batch<T>(-C::ln2_high)));
  });
#else
  // `high` is a cut to half its bits, so that its square is exact.
  const Batch<T> scaled = a * Batch<T>(sizeof(T) == 4 ? T(4097) : T(134217729));
  const Batch<T> high = scaled - (scaled - a);
  const Batch<T> rest =
      (Batch<T>(T(-0.5)) * (high * high) - square) + Batch<T>(T(-0.5)) * (a + high) * (a - high);
  return split_exp<T>(x, [&](Batch<T> k) NNL_INLINE { return subtract_ln2<T>(x, k) + rest; });
#endif
}

/// 1 - Phi(a) = ratio * exp(-a^2 / 2) for a = min(|x|, most).
template <class T>
struct Tail {
  Batch<T> a, ratio;
  Exp<T> exp;
  /// factor * exp(-a^2 / 2)
  NNL_INLINE Batch<T> times(Batch<T> factor) const {
    const Batch<T> scaled = factor * exp.power;
    return multiply_add<T>(scaled, exp.fraction, scaled);
  }
};

template <class T>
NNL_INLINE inline Tail<T> normal_tail(Batch<T> x) {
  constexpr T root2 = T(1.41421356237309505);
  const Batch<T> one(T(1)), four(T(4));
  // The second operand is what a minimum with NaN gives.
  const Batch<T> a = xsimd::min(Batch<T>(NormalTail<T>::most), xsimd::abs(x));
  const Batch<T> weight = multiply_add<T>(a, Batch<T>(root2), one), sum = a + four;
  const Batch<T> inverse = one / (weight * sum);
  const Batch<T> t = (a - four) * (weight * inverse);
  return {a, polynomial<T>(NormalTail<T>::p, t) * (sum * inverse), exp_minus_half_square<T>(a)};
}

/// sigmoid(z) and sigmoid(-z).
template <class T>
struct Sigmoids {
  Batch<T> plus, minus;
};

template <class T>
NNL_INLINE inline Sigmoids<T> sigmoids(Batch<T> z) {
  const Batch<T> one(T(1)), e = exp_bounded<T>(-xsimd::abs(z)), low = e / (one + e), high = one / (one + e);
  const auto negative = z < Batch<T>(T(0));
  return {xsimd::select(negative, low, high), xsimd::select(negative, high, low)};
}

/// x sigmoid(z), with one division.
template <class T>
NNL_INLINE inline Batch<T> times_sigmoid(Batch<T> x, Batch<T> z) {
  const Batch<T> one(T(1)), e = exp_bounded<T>(-xsimd::abs(z));
  return x * (xsimd::select(z < Batch<T>(T(0)), e, one) / (one + e));
}

/// Each curve: value(x, a, b), and gradient(x, dy, a, b), which is dy times its slope at x.
struct Elu {
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> a, Batch<T> /*b*/) {
    const Batch<T> zero(T(0));
    const Exp<T> e = split_exp<T>(xsimd::min(zero, x));
    return xsimd::select(x > zero, x, a * multiply_add<T>(e.power, e.fraction, e.power - Batch<T>(T(1))));
  }
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> a, Batch<T> /*b*/) {
    const Batch<T> zero(T(0));
    return xsimd::select(x > zero, dy, dy * (a * exp_bounded<T>(xsimd::min(zero, x))));
  }
};

struct Gelu {
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> /*a*/, Batch<T> /*b*/) {
    const Tail<T> tail = normal_tail<T>(x);
    const auto negative = x < Batch<T>(T(0));
    const Batch<T> cut = tail.times(xsimd::select(negative, x, tail.a) * tail.ratio);
    return xsimd::select(negative, cut, x - cut);
  }
  // Phi(x) + x phi(x) on the left of 0, and 1 less that of -x on the right.
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> /*a*/, Batch<T> /*b*/) {
    constexpr T density = T(0.398942280401432678);  // phi(0)
    const Tail<T> tail = normal_tail<T>(x);
    const Batch<T> left = tail.times(tail.ratio - Batch<T>(density) * xsimd::abs(x));
    return dy * xsimd::select(x < Batch<T>(T(0)), left, Batch<T>(T(1)) - left);
  }
};

struct GeluTanh {
  static constexpr double linear = 1.59576912160573071;  // 2 sqrt(2 / pi)
  static constexpr double cubic = linear * 0.044715;
  /// Far beyond where the sigmoid is 0 or 1, and far from overflow.
  template <class T>
  NNL_INLINE static Batch<T> square(Batch<T> x) {
    return xsimd::min(Batch<T>(T(1e6)), x * x);
  }
  template <class T>
  NNL_INLINE static Batch<T> argument(Batch<T> x, Batch<T> square) {
    return x * multiply_add<T>(square, Batch<T>(T(cubic)), Batch<T>(T(linear)));
  }
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> /*a*/, Batch<T> /*b*/) {
    return times_sigmoid<T>(x, argument<T>(x, square<T>(x)));
  }
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> /*a*/, Batch<T> /*b*/) {
    const Batch<T> x2 = square<T>(x);
    const Sigmoids<T> s = sigmoids<T>(argument<T>(x, x2));
    const Batch<T> inner = multiply_add<T>(x2, Batch<T>(T(3 * cubic)), Batch<T>(T(linear)));
    return dy * multiply_add<T>(s.plus * x * s.minus, inner, s.plus);
  }
};

struct Silu {
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> /*a*/, Batch<T> /*b*/) {
    return times_sigmoid<T>(x, x);
  }
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> /*a*/, Batch<T> /*b*/) {
    const Sigmoids<T> s = sigmoids<T>(x);
    return dy * (s.plus * multiply_add<T>(x, s.minus, Batch<T>(T(1))));
  }
};

struct Softplus {
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> a, Batch<T> b) {
    const Batch<T> z = a * x;
    const Batch<T> log = xsimd::log1p(exp_bounded<T>(-xsimd::abs(z)));
    return xsimd::select(z > b, x, (xsimd::max(Batch<T>(T(0)), z) + log) / a);
  }
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> a, Batch<T> b) {
    const Batch<T> z = a * x;
    return xsimd::select(z > b, dy, times_sigmoid<T>(dy, z));
  }
};

struct Hardtanh {
  template <class T>
  NNL_INLINE static Batch<T> value(Batch<T> x, Batch<T> a, Batch<T> b) {
    return xsimd::select(x < a, a, xsimd::select(x > b, b, x));
  }
  template <class T>
  NNL_INLINE static Batch<T> gradient(Batch<T> x, Batch<T> dy, Batch<T> a, Batch<T> b) {
    return xsimd::select((x > a) & (x < b), dy, Batch<T>(T(0)));
  }
};

template <class Of, class T>
void forward(const T* x, T a, T b, T* y, int64_t n, bool streaming) {
  map(y, n, streaming,
      [=](auto at) NNL_INLINE { return Of::template value<T>(at(x), Batch<T>(a), Batch<T>(b)); });
  if (streaming) stream_end();
}

template <class Of, class T>
void backward(const T* x, T a, T b, const T* dy, T* dx, int64_t n, bool streaming) {
  map(dx, n, streaming,
      [=](auto at) NNL_INLINE { return Of::template gradient<T>(at(x), at(dy), Batch<T>(a), Batch<T>(b)); });
  if (streaming) stream_end();
}

template <class Of, class T>
constexpr typename CurveKernels<T>::Curve curve_of = {forward<Of, T>, backward<Of, T>};

template <class T>
constexpr CurveKernels<T> kernels = {curve_of<Elu, T>,  curve_of<Gelu, T>,     curve_of<GeluTanh, T>,
                                     curve_of<Silu, T>, curve_of<Softplus, T>, curve_of<Hardtanh, T>};

}  // namespace

NNL_DEFINE_KERNELS(CurveKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(CurveKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
