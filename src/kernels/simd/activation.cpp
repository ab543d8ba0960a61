#include "kernels/activation.h"

#include "kernels/simd/rectifier.h"

namespace nnl::kernels {
namespace {

template <class T>
NNL_INLINE inline Batch<T> sigmoid_of(Batch<T> x) {
  const Batch<T> one(T(1));
  const Batch<T> e = exp_bounded<T>(-xsimd::abs(x));
  return xsimd::select(x < Batch<T>(T(0)), e, one) / (one + e);
}

// tanh |x| = -f / (f + 2) with f = exp(-2 |x|) - 1, which split_exp gives without cancellation near 0.
template <class T>
NNL_INLINE inline Batch<T> tanh_of(Batch<T> x) {
  const Batch<T> sign = x & Batch<T>(T(-0.0));
  const Exp<T> e = split_exp<T>(Batch<T>(T(-2)) * xsimd::abs(x));
  const Batch<T> f = multiply_add<T>(e.power, e.fraction, e.power - Batch<T>(T(1)));
  return ((Batch<T>(T(0)) - f) / (f + Batch<T>(T(2)))) | sign;
}

template <class T>
NNL_INLINE inline Batch<T> sigmoid_gradient(Batch<T> y, Batch<T> dy) {
  return dy * (Batch<T>(T(1)) - y) * y;
}

// (1 - y) (1 + y) keeps the digits that 1 - y^2 loses near 1.
template <class T>
NNL_INLINE inline Batch<T> tanh_gradient(Batch<T> y, Batch<T> dy) {
  const Batch<T> one(T(1));
  return dy * ((one - y) * (one + y));
}

template <class T, Batch<T> (*of)(Batch<T>)>
void forward(const T* x, T* y, int64_t n, bool streaming) {
  map(y, n, streaming, [=](auto at) NNL_INLINE { return of(at(x)); });
  if (streaming) stream_end();
}

template <class T, Batch<T> (*gradient)(Batch<T>, Batch<T>)>
void backward(const T* saved, const T* dy, T* dx, int64_t n, bool streaming) {
  map(dx, n, streaming, [=](auto at) NNL_INLINE { return gradient(at(saved), at(dy)); });
  if (streaming) stream_end();
}

template <class T>
void leaky_forward(const T* x, T slope, T* y, int64_t n, bool streaming) {
  map(y, n, streaming, [=](auto at) NNL_INLINE { return leaky_relu_of<T>(at(x), Batch<T>(slope)); });
  if (streaming) stream_end();
}

template <class T>
void leaky_backward(const T* x, T slope, const T* dy, T* dx, int64_t n, bool streaming) {
  map(dx, n, streaming,
      [=](auto at) NNL_INLINE { return leaky_relu_gradient<T>(at(x), at(dy), Batch<T>(slope)); });
  if (streaming) stream_end();
}

template <class T>
constexpr ActivationKernels<T> kernels = {forward<T, sigmoid_of<T>>,
                                          forward<T, tanh_of<T>>,
                                          forward<T, relu_of<T>>,
                                          backward<T, sigmoid_gradient<T>>,
                                          backward<T, tanh_gradient<T>>,
                                          backward<T, relu_gradient<T>>,
                                          leaky_forward<T>,
                                          leaky_backward<T>};

}  // namespace

NNL_DEFINE_KERNELS(ActivationKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(ActivationKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
