// ReLU and leaky ReLU of batches, and their gradients.
#pragma once

#include "kernels/rectifier.h"
#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

template <class T>
NNL_INLINE inline Batch<T> relu_of(Batch<T> x) {
  const Batch<T> zero(T(0));
  return xsimd::select(x <= zero, zero, x);
}

template <class T>
NNL_INLINE inline Batch<T> leaky_relu_of(Batch<T> x, Batch<T> slope) {
  return xsimd::select(x > Batch<T>(T(0)), x, x * slope);
}

/// Of relu's result or its input.
template <class T>
NNL_INLINE inline Batch<T> relu_gradient(Batch<T> y, Batch<T> dy) {
  const Batch<T> zero(T(0));
  return xsimd::select(y <= zero, zero, dy);
}

template <class T>
NNL_INLINE inline Batch<T> leaky_relu_gradient(Batch<T> x, Batch<T> dy, Batch<T> slope) {
  return xsimd::select(x > Batch<T>(T(0)), dy, dy * slope);
}

// The kinds of Rectifier: the value for z, and the gradient of z, which is asked for only if it is not dy.
template <class T>
struct NoRectifier {
  static constexpr bool any = false;
  NNL_INLINE Batch<T> operator()(Batch<T> z) const { return z; }
};

template <class T>
struct Relu {
  static constexpr bool any = true;
  NNL_INLINE Batch<T> operator()(Batch<T> z) const { return relu_of<T>(z); }
  NNL_INLINE Batch<T> gradient(Batch<T> z, Batch<T> dy) const { return relu_gradient<T>(z, dy); }
};

template <class T>
struct LeakyRelu {
  static constexpr bool any = true;
  NNL_INLINE Batch<T> operator()(Batch<T> z) const { return leaky_relu_of<T>(z, Batch<T>(slope)); }
  NNL_INLINE Batch<T> gradient(Batch<T> z, Batch<T> dy) const {
    return leaky_relu_gradient<T>(z, dy, Batch<T>(slope));
  }
  T slope;
};

/// Calls use(rectify) with the kind that it is.
template <class T, class Use>
NNL_INLINE inline void with_rectifier(const Rectifier& rectifier, const Use& use) {
  switch (rectifier.kind) {
    case Rectifier::Kind::none:
      return use(NoRectifier<T>{});
    case Rectifier::Kind::relu:
      return use(Relu<T>{});
    case Rectifier::Kind::leaky_relu:
      return use(LeakyRelu<T>{static_cast<T>(rectifier.slope)});
  }
}

}  // namespace
}  // namespace nnl::kernels
