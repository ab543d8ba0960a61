// Exponentials, logarithms and square roots of contiguous elements, for float and double.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// The functions per instruction set, on the calling thread: within 2 ulp, but for exponentials below the
/// normal numbers, which may be 0. y may be x.
template <class T>
struct Pointwise {
  using Function = void (*)(const T* x, T* y, int64_t n);
  Function exp, log, sqrt;
};
NNL_DECLARE_KERNELS(Pointwise<float>);
NNL_DECLARE_KERNELS(Pointwise<double>);

/// Runs one of them over n elements on at most `threads` threads.
template <class T>
void pointwise(int threads, typename Pointwise<T>::Function function, const T* x, T* y, int64_t n);

}  // namespace nnl::kernels
