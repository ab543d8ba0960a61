// Element by element arithmetic on contiguous and broadcast operands.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// One line of n elements: out[i] = a[i * a_step] op b[i * b_step]; steps of 0 and 1 are the fast ones.
template <class T>
using BinaryLine = void (*)(int64_t n, const T* a, int64_t a_step, const T* b, int64_t b_step, T* out);

/// The lines per instruction set. `out` may be `a` or `b`.
template <class T>
struct Elementwise {
  BinaryLine<T> add, subtract, multiply, divide;
  /// out = alpha * x + beta
  void (*affine)(int64_t n, const T* x, T alpha, T beta, T* out);
  /// y += alpha * x
  void (*axpy)(int64_t n, const T* x, T alpha, T* y);
};
NNL_DECLARE_KERNELS(Elementwise<float>);
NNL_DECLARE_KERNELS(Elementwise<double>);

/// Runs `line` over all indices of `shape` (rank <= 8) with the operands' strides (0 where broadcast); `out`
/// is contiguous.
template <class T>
void broadcast_binary(int threads, BinaryLine<T> line, int rank, const int64_t* shape, const T* a,
                      const int64_t* a_strides, const T* b, const int64_t* b_strides, T* out);

/// Runs `line` over n elements of contiguous operands.
template <class T>
void binary(int threads, BinaryLine<T> line, int64_t n, const T* a, const T* b, T* out);

/// out = alpha * x + beta over n contiguous elements.
template <class T>
void affine(int threads, int64_t n, const T* x, T alpha, T beta, T* out);

/// y += alpha * x over n contiguous elements.
template <class T>
void axpy(int threads, int64_t n, const T* x, T alpha, T* y);

/// out[o, i] = (sum over r of x[o, r, i]) / divisor, contiguous, added in double as a fixed tree.
template <class T>
void sum_middle(int threads, int64_t outer, int64_t reduced, int64_t inner, const T* x, double divisor,
                T* out);

}  // namespace nnl::kernels
