#include "kernels/elementwise.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "kernels/reduce_middle.h"

namespace nnl::kernels {
namespace {

/// Elements per task of a memory-bound loop.
constexpr int64_t task_elements = 1 << 15;

}  // namespace

template <class T>
void broadcast_binary(int threads, BinaryLine<T> line, int rank, const int64_t* shape, const T* a,
                      const int64_t* a_strides, const T* b, const int64_t* b_strides, T* out) {
  // Axes that continue each other in both operands are merged; `out` is contiguous and always follows.
  int64_t size[8] = {1}, a_step[8] = {0}, b_step[8] = {0};
  int axes = 0;
  for (int axis = 0; axis < rank; ++axis) {
    if (shape[axis] == 0) return;
    if (shape[axis] == 1) continue;
    if (axes > 0 && a_step[axes - 1] == a_strides[axis] * shape[axis] &&
        b_step[axes - 1] == b_strides[axis] * shape[axis]) {
      size[axes - 1] *= shape[axis];
    } else {
      size[axes++] = shape[axis];
    }
    a_step[axes - 1] = a_strides[axis];
    b_step[axes - 1] = b_strides[axis];
  }
  const int last = std::max(axes, 1) - 1;
  const int64_t inner = size[last];
  if (last == 0) {
    parallel_blocks(threads, inner, task_elements, [&](int64_t begin, int64_t end) {
      line(end - begin, a + begin * a_step[0], a_step[0], b + begin * b_step[0], b_step[0], out + begin);
    });
    return;
  }
  int64_t lines = 1;
  for (int axis = 0; axis < last; ++axis) lines *= size[axis];
  parallel_blocks(threads, lines, std::max<int64_t>(1, task_elements / inner),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t row = begin; row < end; ++row) {
                      const T* left = a;
                      const T* right = b;
                      int64_t rest = row;
                      for (int axis = last - 1; axis >= 0; --axis) {
                        const int64_t index = rest % size[axis];
                        rest /= size[axis];
                        left += index * a_step[axis];
                        right += index * b_step[axis];
                      }
                      line(inner, left, a_step[last], right, b_step[last], out + row * inner);
                    }
                  });
}

template <class T>
void binary(int threads, BinaryLine<T> line, int64_t n, const T* a, const T* b, T* out) {
  parallel_blocks(threads, n, task_elements, [=](int64_t begin, int64_t end) {
    line(end - begin, a + begin, 1, b + begin, 1, out + begin);
  });
}

template <class T>
void affine(int threads, int64_t n, const T* x, T alpha, T beta, T* out) {
  const auto line = best<Elementwise<T>>().affine;
  parallel_blocks(threads, n, task_elements, [=](int64_t begin, int64_t end) {
    line(end - begin, x + begin, alpha, beta, out + begin);
  });
}

template <class T>
void axpy(int threads, int64_t n, const T* x, T alpha, T* y) {
  const auto line = best<Elementwise<T>>().axpy;
  parallel_blocks(threads, n, task_elements,
                  [=](int64_t begin, int64_t end) { line(end - begin, x + begin, alpha, y + begin); });
}

template <class T>
void sum_middle(int threads, int64_t outer, int64_t reduced, int64_t inner, const T* x, double divisor,
                T* out) {
  reduce_middle(
      threads, outer, reduced, inner, [=](int64_t at, int64_t) { return static_cast<double>(x[at]); },
      [=](int64_t i, double sum) { out[i] = static_cast<T>(sum / divisor); });
}

#define NNL_ELEMENTWISE(T)                                                                          \
  template void broadcast_binary(int, BinaryLine<T>, int, const int64_t*, const T*, const int64_t*, \
                                 const T*, const int64_t*, T*);                                     \
  template void binary(int, BinaryLine<T>, int64_t, const T*, const T*, T*);                        \
  template void affine(int, int64_t, const T*, T, T, T*);                                           \
  template void axpy(int, int64_t, const T*, T, T*);                                                \
  template void sum_middle(int, int64_t, int64_t, int64_t, const T*, double, T*)
NNL_ELEMENTWISE(float);
NNL_ELEMENTWISE(double);

}  // namespace nnl::kernels
