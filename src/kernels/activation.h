// Sigmoid, tanh, ReLU and leaky ReLU over contiguous elements, forward and backward, for float and double.
//
// Every function takes n >= 0 elements and runs on at most `threads` threads; the result is the same for any
// number, and an element's result depends on that element alone. The output may be one of the inputs; partial
// overlap is not allowed. NaN in a forward input gives NaN.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// y = 1 / (1 + exp(-x)), stable at both ends, within 4 ulp; 0 where it would be below the normal numbers.
template <class T>
void sigmoid(int threads, const T* x, T* y, int64_t n);

/// dx = dy * y * (1 - y), where y is sigmoid's result.
template <class T>
void sigmoid_backward(int threads, const T* y, const T* dy, T* dx, int64_t n);

/// y = tanh(x), odd, within 4 ulp.
template <class T>
void tanh(int threads, const T* x, T* y, int64_t n);

/// dx = dy * (1 - y^2), where y is tanh's result.
template <class T>
void tanh_backward(int threads, const T* y, const T* dy, T* dx, int64_t n);

/// y = max(x, 0).
template <class T>
void relu(int threads, const T* x, T* y, int64_t n);

/// dx = dy where y > 0, else 0 (0 at y = 0, dy where y is NaN). y is relu's result or its input.
template <class T>
void relu_backward(int threads, const T* y, const T* dy, T* dx, int64_t n);

/// y = x where x > 0, else slope * x.
template <class T>
void leaky_relu(int threads, const T* x, T slope, T* y, int64_t n);

/// dx = dy where x > 0, else slope * dy (also at x = 0). x is leaky_relu's input.
template <class T>
void leaky_relu_backward(int threads, const T* x, T slope, const T* dy, T* dx, int64_t n);

/// The functions above per instruction set, on the calling thread. With `streaming` the output, which is then
/// none of the inputs, goes past the caches.
template <class T>
struct ActivationKernels {
  using Forward = void (*)(const T* x, T* y, int64_t n, bool streaming);
  using Backward = void (*)(const T* saved, const T* dy, T* dx, int64_t n, bool streaming);
  Forward sigmoid, tanh, relu;
  Backward sigmoid_backward, tanh_backward, relu_backward;
  void (*leaky_relu)(const T* x, T slope, T* y, int64_t n, bool streaming);
  void (*leaky_relu_backward)(const T* x, T slope, const T* dy, T* dx, int64_t n, bool streaming);
};
NNL_DECLARE_KERNELS(ActivationKernels<float>);
NNL_DECLARE_KERNELS(ActivationKernels<double>);

}  // namespace nnl::kernels
