// What the kernels of one instruction set share: batches, loads and stores of lines, sums over lanes, exp.
// Everything here is internal to the source that includes it, since each is compiled for its own processor.
#pragma once

#include <cstdint>
#include <type_traits>
// GCC takes the undefined operands inside its AVX-512 intrinsics for uninitialised variables.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#if defined(__SSE2__)
#include <immintrin.h>
#endif
#include <xsimd/xsimd.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// On small functions and lambdas whose constants must stay in registers over the loop around them.
#define NNL_INLINE __attribute__((always_inline))
/// On what happens at the edges of loops, to keep the code small.
#define NNL_NOINLINE __attribute__((noinline))

namespace nnl::kernels {
namespace {

namespace arch_of {
using sse42 [[maybe_unused]] = xsimd::sse4_2;
using avx2 [[maybe_unused]] = xsimd::fma3<xsimd::avx2>;
using avx512 [[maybe_unused]] = xsimd::avx512bw;
using baseline [[maybe_unused]] = xsimd::default_arch;
}  // namespace arch_of
using Arch = arch_of::NNL_ISA;

template <class T>
using Batch = xsimd::batch<T, Arch>;
template <class T>
using Mask = xsimd::batch_bool<T, Arch>;

/// Elements in a batch.
template <class T>
constexpr int64_t kLanes = static_cast<int64_t>(Batch<T>::size);

inline constexpr int64_t kCacheLine = 64;

constexpr int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

template <class T>
NNL_INLINE inline Batch<T> load(const T* from) {
  return Batch<T>::load_unaligned(from);
}

template <class T>
NNL_INLINE inline void store(T* to, Batch<T> value) {
  value.store_unaligned(to);
}

// Parts of batches: load_part gives the first `count` < kLanes elements, `rest` in the other lanes;
// store_part stores the first `count`; keep_part gives the first `count` lanes, zeros in the others.
#if defined(__AVX512F__)
template <class T>
NNL_INLINE inline auto first_lanes(int64_t count) {
  return static_cast<std::conditional_t<sizeof(T) == 4, __mmask16, __mmask8>>((1U << count) - 1);
}
NNL_INLINE inline Batch<float> load_part(const float* from, int64_t count, float rest) {
  return _mm512_mask_loadu_ps(_mm512_set1_ps(rest), first_lanes<float>(count), from);
}
NNL_INLINE inline Batch<double> load_part(const double* from, int64_t count, double rest) {
  return _mm512_mask_loadu_pd(_mm512_set1_pd(rest), first_lanes<double>(count), from);
}
NNL_INLINE inline void store_part(float* to, int64_t count, Batch<float> value) {
  _mm512_mask_storeu_ps(to, first_lanes<float>(count), value);
}
NNL_INLINE inline void store_part(double* to, int64_t count, Batch<double> value) {
  _mm512_mask_storeu_pd(to, first_lanes<double>(count), value);
}
NNL_INLINE inline Batch<float> keep_part(Batch<float> value, int64_t count) {
  return _mm512_maskz_mov_ps(first_lanes<float>(count), value);
}
NNL_INLINE inline Batch<double> keep_part(Batch<double> value, int64_t count) {
  return _mm512_maskz_mov_pd(first_lanes<double>(count), value);
}
#elif defined(__AVX2__)
NNL_INLINE inline __m256i first_lanes(int64_t count, float) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)),
                            _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
NNL_INLINE inline __m256i first_lanes(int64_t count, double) {
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}
NNL_INLINE inline Batch<float> load_part(const float* from, int64_t count, float rest) {
  const __m256i lanes = first_lanes(count, rest);
  return _mm256_blendv_ps(_mm256_set1_ps(rest), _mm256_maskload_ps(from, lanes), _mm256_castsi256_ps(lanes));
}
NNL_INLINE inline Batch<double> load_part(const double* from, int64_t count, double rest) {
  const __m256i lanes = first_lanes(count, rest);
  return _mm256_blendv_pd(_mm256_set1_pd(rest), _mm256_maskload_pd(from, lanes), _mm256_castsi256_pd(lanes));
}
NNL_INLINE inline void store_part(float* to, int64_t count, Batch<float> value) {
  _mm256_maskstore_ps(to, first_lanes(count, 0.0F), value);
}
NNL_INLINE inline void store_part(double* to, int64_t count, Batch<double> value) {
  _mm256_maskstore_pd(to, first_lanes(count, 0.0), value);
}
NNL_INLINE inline Batch<float> keep_part(Batch<float> value, int64_t count) {
  return _mm256_and_ps(value, _mm256_castsi256_ps(first_lanes(count, 0.0F)));
}
NNL_INLINE inline Batch<double> keep_part(Batch<double> value, int64_t count) {
  return _mm256_and_pd(value, _mm256_castsi256_pd(first_lanes(count, 0.0)));
}
#else
template <class T>
NNL_NOINLINE Batch<T> load_part(const T* from, int64_t count, T rest) {
  T lanes[kLanes<T>];
  for (int64_t i = 0; i < kLanes<T>; ++i) lanes[i] = rest;
  for (int64_t i = 0; i < count; ++i) lanes[i] = from[i];
  return load(lanes);
}
template <class T>
NNL_NOINLINE void store_part(T* to, int64_t count, Batch<T> value) {
  T lanes[kLanes<T>];
  store(lanes, value);
  for (int64_t i = 0; i < count; ++i) to[i] = lanes[i];
}
template <class T, class A>
NNL_NOINLINE xsimd::batch<T, A> keep_part(xsimd::batch<T, A> value, int64_t count) {
  T lanes[kLanes<T>];
  store(lanes, value);
  return load_part(lanes, count, T(0));
}
#endif

#if defined(__SSE2__)
inline void stream_register(float* to, __m128 value) { _mm_stream_ps(to, value); }
inline void stream_register(double* to, __m128d value) { _mm_stream_pd(to, value); }
#if defined(__AVX__)
inline void stream_register(float* to, __m256 value) { _mm256_stream_ps(to, value); }
inline void stream_register(double* to, __m256d value) { _mm256_stream_pd(to, value); }
#endif
#if defined(__AVX512F__)
inline void stream_register(float* to, __m512 value) { _mm512_stream_ps(to, value); }
inline void stream_register(double* to, __m512d value) { _mm512_stream_pd(to, value); }
#endif

/// Stores past the caches; `to` is aligned to the batch. stream_end() comes before another thread may read.
template <class T>
NNL_INLINE inline void stream(T* to, Batch<T> value) {
  stream_register(to, static_cast<typename Batch<T>::register_type>(value));
}
inline void stream_end() { _mm_sfence(); }
#else
template <class T>
NNL_INLINE inline void stream(T* to, Batch<T> value) {
  store(to, value);
}
inline void stream_end() {}
#endif

/// x * y + z, rounded once where the processor can.
template <class T>
NNL_INLINE inline Batch<T> multiply_add(Batch<T> x, Batch<T> y, Batch<T> z) {
#if defined(__AVX512F__)  // for which xsimd 8 rounds twice
  if constexpr (sizeof(T) == 4)
    return _mm512_fmadd_ps(x, y, z);
  else
    return _mm512_fmadd_pd(x, y, z);
#else
  return xsimd::fma(x, y, z);
#endif
}

/// Where a computation finds its elements: a whole batch that begins at element `offset`.
struct Whole {
  int64_t offset;

  template <class T>
  NNL_INLINE Batch<T> operator()(const T* from) const {
    return load(from + offset);
  }
  template <class T>
  NNL_INLINE Batch<T> operator()(const T* from, T /*rest*/) const {
    return load(from + offset);
  }
  template <class T>
  NNL_INLINE void put(T* to, Batch<T> value) const {
    store(to + offset, value);
  }
  /// The lanes that hold elements; zeros in the others.
  template <class T, class A>
  NNL_INLINE xsimd::batch<T, A> keep(xsimd::batch<T, A> value) const {
    return value;
  }
  NNL_INLINE Whole after(int64_t elements) const { return {offset + elements}; }
};

/// The same for the last `count` < kLanes elements. The other lanes hold `rest`, or zeros.
struct Part {
  int64_t offset, count;

  template <class T>
  NNL_INLINE Batch<T> operator()(const T* from, T rest = T(0)) const {
    return load_part(from + offset, count, rest);
  }
  template <class T>
  NNL_INLINE void put(T* to, Batch<T> value) const {
    store_part(to + offset, count, value);
  }
  template <class T, class A>
  NNL_INLINE xsimd::batch<T, A> keep(xsimd::batch<T, A> value) const {
    return keep_part(value, count);
  }
  Part after(int64_t elements) const { return {offset + elements, count}; }
};

/// y[i] = f(i) for i in [begin, end), as map.
template <class T, class F>
NNL_NOINLINE void map_edge(T* y, int64_t begin, int64_t end, const F& f) {
  constexpr int64_t lanes = kLanes<T>;
  int64_t i = begin;
  for (; i + lanes <= end; i += lanes) store(y + i, f(Whole{i}));
  if (i < end) store_part(y + i, end - i, Batch<T>(f(Part{i, end - i})));
}

/// y[i] = f(i) for n elements, where f(at) computes a batch from what at(pointer) loads. An element's value
/// does not depend on where it lies. y may be one of the operands, but not with `streaming`, which stores
/// past the caches and wants stream_end() from the caller.
template <class T, class F>
NNL_INLINE inline void map(T* y, int64_t n, bool streaming, const F& f) {
  constexpr int64_t lanes = kLanes<T>, line = kCacheLine / static_cast<int64_t>(sizeof(T));
  const auto past_line = static_cast<int64_t>(reinterpret_cast<uintptr_t>(y) % kCacheLine / sizeof(T));
  int64_t i = streaming ? least((line - past_line) % line, n) : 0;
  if (i > 0) map_edge(y, 0, i, f);
  for (; i + 2 * lanes <= n; i += 2 * lanes) {
    const Batch<T> first = f(Whole{i}), second = f(Whole{i + lanes});
    if (streaming) {
      stream(y + i, first);
      stream(y + i + lanes, second);
    } else {
      store(y + i, first);
      store(y + i + lanes, second);
    }
  }
  if (i < n) map_edge(y, i, n, f);
}

// sum_lanes gives the sum of the lanes in double, in a fixed order; largest_lane the largest one, or any
// number where there is a NaN.
#if defined(__AVX512F__)
NNL_INLINE inline double sum_lanes(Batch<double> value) { return _mm512_reduce_add_pd(value); }
NNL_INLINE inline double sum_lanes(Batch<float> value) {
  const __m512 lanes = value;
  const __m256 upper = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(lanes), 1));
  return _mm512_reduce_add_pd(
      _mm512_add_pd(_mm512_cvtps_pd(_mm512_castps512_ps256(lanes)), _mm512_cvtps_pd(upper)));
}
NNL_INLINE inline double largest_lane(Batch<double> value) { return _mm512_reduce_max_pd(value); }
NNL_INLINE inline float largest_lane(Batch<float> value) { return _mm512_reduce_max_ps(value); }
#else
template <class T, class A>
NNL_INLINE inline double sum_lanes(xsimd::batch<T, A> value) {
  T lanes[kLanes<T>];
  store(lanes, value);
  double sums[4] = {0, 0, 0, 0};
  for (int64_t i = 0; i < kLanes<T>; ++i) sums[i % 4] += static_cast<double>(lanes[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}
template <class T, class A>
NNL_INLINE inline T largest_lane(xsimd::batch<T, A> value) {
  T lanes[kLanes<T>];
  store(lanes, value);
  T result = lanes[0];
  for (int64_t i = 1; i < kLanes<T>; ++i) result = lanes[i] > result ? lanes[i] : result;
  return result;
}
#endif

/// A double as the sum of two T, so that x - value keeps its digits.
template <class T>
struct Split {
  explicit Split(double value)
      : high(static_cast<T>(value)), low(static_cast<T>(value - static_cast<double>(high))) {}
  NNL_INLINE Batch<T> subtract_from(Batch<T> x) const { return (x - Batch<T>(high)) - Batch<T>(low); }
  T high, low;
};

/// Constants of exp: x = k ln 2 + r with |r| <= ln 2 / 2, exp r = 1 + r + r^2 q(r) with a near-minimax q.
template <class T>
struct ExpConstants;

template <>
struct ExpConstants<float> {
  using Integer = int32_t;
  static constexpr int mantissa_bits = 23;
  static constexpr float round = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer in the low bits
  static constexpr float bias = 127.0F;
  static constexpr float least_argument = -88.0F;  // where 2^k is 0
  static constexpr float log2_e = 1.44269504F;
  static constexpr float ln2_high = 0.693359375F;  // few bits, so that its product with k is exact
  static constexpr float ln2_low = -2.12194440e-4F;
  static constexpr float q[] = {0x1.6d1606p-10F, 0x1.12106cp-7F, 0x1.555516p-5F, 0x1.5554d8p-3F, 0.5F};
};

template <>
struct ExpConstants<double> {
  using Integer = int64_t;
  static constexpr int mantissa_bits = 52;
  static constexpr double round = 6755399441055744.0;
  static constexpr double bias = 1023.0;
  static constexpr double least_argument = -709.2;
  static constexpr double log2_e = 1.442695040888963407;
  static constexpr double ln2_high = 0x1.62e42fefa38p-1;
  static constexpr double ln2_low = 0x1.ef35793c7673p-45;
  static constexpr double q[] = {0x1.af3ce42b12b24p-26, 0x1.2894f52583578p-22,
                                 0x1.71de0be2b5e96p-19, 0x1.a019b621f9d08p-16,
                                 0x1.a01a01a83ba17p-13, 0x1.6c16c1794e1dcp-10,
                                 0x1.1111111110918p-7,  0x1.5555555553b6cp-5,
                                 0x1.5555555555556p-3,  0.5};
};

template <class T>
NNL_INLINE inline Batch<T> shift_to_exponent(Batch<T> biased) {
  using Integer = typename ExpConstants<T>::Integer;
#if XSIMD_VERSION_MAJOR < 10
  const Batch<Integer> bits = xsimd::bitwise_cast<Batch<Integer>>(biased);
  return xsimd::bitwise_cast<Batch<T>>(bits << ExpConstants<T>::mantissa_bits);
#else
  const Batch<Integer> bits = xsimd::bitwise_cast<Integer>(biased);
  return xsimd::bitwise_cast<T>(bits << ExpConstants<T>::mantissa_bits);
#endif
}

/// q(r); in pairs of terms, because the chain of a Horner scheme is too long to be hidden.
template <class T>
NNL_INLINE inline Batch<T> exp_tail(Batch<T> r, Batch<T> r2) {
  using C = ExpConstants<T>;
  constexpr unsigned terms = sizeof(C::q) / sizeof(T);
  if constexpr (terms % 2 == 1) {
    Batch<T> q = multiply_add<T>(Batch<T>(C::q[0]), r, Batch<T>(C::q[1]));
    for (unsigned i = 2; i + 2 < terms; i += 2)
      q = multiply_add<T>(q, r2, multiply_add<T>(Batch<T>(C::q[i]), r, Batch<T>(C::q[i + 1])));
    return multiply_add<T>(q, r, Batch<T>(C::q[terms - 1]));
  } else {
    Batch<T> q = multiply_add<T>(Batch<T>(C::q[0]), r, Batch<T>(C::q[1]));
    for (unsigned i = 2; i < terms; i += 2)
      q = multiply_add<T>(q, r2, multiply_add<T>(Batch<T>(C::q[i]), r, Batch<T>(C::q[i + 1])));
    return q;
  }
}

/// exp x = power * (1 + fraction). `fraction` is accurate near 0, and NaN where x is.
template <class T>
struct Exp {
  Batch<T> power, fraction;
};

/// For x <= 88, -infinity or NaN. Below least_argument `power` is 0. reduce(k) gives x - k ln 2, for an x
/// that is the rounding of something known better.
template <class T, class Reduce>
NNL_INLINE inline Exp<T> split_exp(Batch<T> x, const Reduce& reduce) {
  using C = ExpConstants<T>;
  const Batch<T> biased = multiply_add<T>(x, Batch<T>(C::log2_e), Batch<T>(C::round + C::bias));
  const Batch<T> r = reduce(biased - Batch<T>(C::round + C::bias));
  const Batch<T> r2 = r * r;
  return {shift_to_exponent<T>(biased), multiply_add<T>(r2, exp_tail<T>(r, r2), r)};
}

/// x - k ln 2.
template <class T>
NNL_INLINE inline Batch<T> subtract_ln2(Batch<T> x, Batch<T> k) {
  using C = ExpConstants<T>;
  return multiply_add<T>(k, Batch<T>(-C::ln2_low), multiply_add<T>(k, Batch<T>(-C::ln2_high), x));
}

template <class T>
NNL_INLINE inline Exp<T> split_exp(Batch<T> argument) {
  // The second operand is what a maximum with NaN gives.
  const Batch<T> x = xsimd::max(Batch<T>(ExpConstants<T>::least_argument), argument);
  return split_exp<T>(x, [&](Batch<T> k) NNL_INLINE { return subtract_ln2<T>(x, k); });
}

/// exp x for x <= 88, -infinity or NaN, to 1 ulp; 0 where the result would be far below the normal numbers.
template <class T>
NNL_INLINE inline Batch<T> exp_bounded(Batch<T> x) {
  const Exp<T> e = split_exp(x);
  return multiply_add<T>(e.power, e.fraction, e.power);
}

}  // namespace
}  // namespace nnl::kernels
