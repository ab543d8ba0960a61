#include "kernels/curve.h"

#include "kernels/in_blocks.h"

namespace nnl::kernels {

template <class T>
void curve(int threads, typename CurveKernels<T>::Forward forward, const T* x, T a, T b, T* y, int64_t n) {
  in_blocks<T>(threads, n, x == y, [=](int64_t begin, int64_t count, bool streaming) {
    forward(x + begin, a, b, y + begin, count, streaming);
  });
}

template <class T>
void curve_backward(int threads, typename CurveKernels<T>::Backward backward, const T* x, T a, T b,
                    const T* dy, T* dx, int64_t n) {
  in_blocks<T>(threads, n, x == dx || dy == dx, [=](int64_t begin, int64_t count, bool streaming) {
    backward(x + begin, a, b, dy + begin, dx + begin, count, streaming);
  });
}

#define NNL_CURVE(T)                                                                        \
  template void curve(int, typename CurveKernels<T>::Forward, const T*, T, T, T*, int64_t); \
  template void curve_backward(int, typename CurveKernels<T>::Backward, const T*, T, T, const T*, T*, int64_t)
NNL_CURVE(float);
NNL_CURVE(double);
#undef NNL_CURVE

}  // namespace nnl::kernels
