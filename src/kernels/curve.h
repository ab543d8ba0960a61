// Activations that are curves with up to two settings: ELU, GELU, SiLU, softplus, hard tanh; over contiguous
// elements, for float and double.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// The curves per instruction set, on the calling thread; a and b are the settings, ignored by curves without
/// them. y and dx may be x or dy, but not with `streaming`, which goes past the caches. An element's result
/// depends on that element alone. x is the forward's input. NaN gives NaN. Derivatives are within 8 ulp of
/// their greatest term. A result of less than 1024 times the least normal number may be 0.
template <class T>
struct CurveKernels {
  using Forward = void (*)(const T* x, T a, T b, T* y, int64_t n, bool streaming);
  using Backward = void (*)(const T* x, T a, T b, const T* dy, T* dx, int64_t n, bool streaming);
  struct Curve {
    Forward forward;
    Backward backward;
  };

  /// x > 0 ? x : a (exp(x) - 1); derivative a at 0. Within 4 ulp.
  Curve elu;
  /// x Phi(x), Phi being the normal distribution. Within 8 ulp. NaN at -infinity, the derivative at
  /// both.
  Curve gelu;
  /// x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), which is GELU's usual approximation by tanh. NaN as there.
  Curve gelu_tanh;
  /// x sigmoid(x), within 4 ulp. NaN as in gelu.
  Curve silu;
  /// log(1 + exp(a x)) / a, or x where a x > b, without overflow; within 4 ulp where a is a power of 2.
  Curve softplus;
  /// x cut to [a, b]; the derivative is 1 inside and 0 at the bounds and at NaN.
  Curve hardtanh;
};
NNL_DECLARE_KERNELS(CurveKernels<float>);
NNL_DECLARE_KERNELS(CurveKernels<double>);

/// Runs one of them over n elements on at most `threads` threads.
template <class T>
void curve(int threads, typename CurveKernels<T>::Forward forward, const T* x, T a, T b, T* y, int64_t n);
template <class T>
void curve_backward(int threads, typename CurveKernels<T>::Backward backward, const T* x, T a, T b,
                    const T* dy, T* dx, int64_t n);

}  // namespace nnl::kernels
