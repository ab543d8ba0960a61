// Parameter updates over contiguous arrays.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// One SGD step's settings; see optim/sgd.h.
template <class T>
struct SgdStep {
  T learning_rate, momentum, undamped, weight_decay;  // undamped is 1 - dampening
  bool nesterov, maximize, first;
};

template <class T>
struct OptimizerKernels {
  void (*sgd)(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity);
};
NNL_DECLARE_KERNELS(OptimizerKernels<float>);
NNL_DECLARE_KERNELS(OptimizerKernels<double>);

/// Updates n parameters and, with momentum, their velocity (else nullptr).
template <class T>
void sgd(int threads, int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity);

}  // namespace nnl::kernels
