#include "kernels/activation.h"

#include "kernels/in_blocks.h"

namespace nnl::kernels {
namespace {

template <class T>
void forward(int threads, typename ActivationKernels<T>::Forward kernel, const T* x, T* y, int64_t n) {
  in_blocks<T>(threads, n, x == y, [=](int64_t begin, int64_t count, bool streaming) {
    kernel(x + begin, y + begin, count, streaming);
  });
}

template <class T>
void backward(int threads, typename ActivationKernels<T>::Backward kernel, const T* saved, const T* dy, T* dx,
              int64_t n) {
  in_blocks<T>(threads, n, saved == dx || dy == dx, [=](int64_t begin, int64_t count, bool streaming) {
    kernel(saved + begin, dy + begin, dx + begin, count, streaming);
  });
}

}  // namespace

template <class T>
void sigmoid(int threads, const T* x, T* y, int64_t n) {
  forward(threads, best<ActivationKernels<T>>().sigmoid, x, y, n);
}

template <class T>
void sigmoid_backward(int threads, const T* y, const T* dy, T* dx, int64_t n) {
  backward(threads, best<ActivationKernels<T>>().sigmoid_backward, y, dy, dx, n);
}

template <class T>
void tanh(int threads, const T* x, T* y, int64_t n) {
  forward(threads, best<ActivationKernels<T>>().tanh, x, y, n);
}

template <class T>
void tanh_backward(int threads, const T* y, const T* dy, T* dx, int64_t n) {
  backward(threads, best<ActivationKernels<T>>().tanh_backward, y, dy, dx, n);
}

template <class T>
void relu(int threads, const T* x, T* y, int64_t n) {
  forward(threads, best<ActivationKernels<T>>().relu, x, y, n);
}

template <class T>
void relu_backward(int threads, const T* y, const T* dy, T* dx, int64_t n) {
  backward(threads, best<ActivationKernels<T>>().relu_backward, y, dy, dx, n);
}

template <class T>
void leaky_relu(int threads, const T* x, T slope, T* y, int64_t n) {
  const auto kernel = best<ActivationKernels<T>>().leaky_relu;
  in_blocks<T>(threads, n, x == y, [=](int64_t begin, int64_t count, bool streaming) {
    kernel(x + begin, slope, y + begin, count, streaming);
  });
}

template <class T>
void leaky_relu_backward(int threads, const T* x, T slope, const T* dy, T* dx, int64_t n) {
  const auto kernel = best<ActivationKernels<T>>().leaky_relu_backward;
  in_blocks<T>(threads, n, x == dx || dy == dx, [=](int64_t begin, int64_t count, bool streaming) {
    kernel(x + begin, slope, dy + begin, dx + begin, count, streaming);
  });
}

#define NNL_INSTANTIATE(T)                                              \
  template void sigmoid(int, const T*, T*, int64_t);                    \
  template void sigmoid_backward(int, const T*, const T*, T*, int64_t); \
  template void tanh(int, const T*, T*, int64_t);                       \
  template void tanh_backward(int, const T*, const T*, T*, int64_t);    \
  template void relu(int, const T*, T*, int64_t);                       \
  template void relu_backward(int, const T*, const T*, T*, int64_t);    \
  template void leaky_relu(int, const T*, T, T*, int64_t);              \
  template void leaky_relu_backward(int, const T*, T, const T*, T*, int64_t)
NNL_INSTANTIATE(float);
NNL_INSTANTIATE(double);
#undef NNL_INSTANTIATE

}  // namespace nnl::kernels
