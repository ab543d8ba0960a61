#include "kernels/optimizer.h"

namespace nnl::kernels {
namespace {

template <bool nesterov, class T>
void with_momentum(int64_t n, const SgdStep<T>& step, T sign, const T* grad, T* parameter, T* velocity) {
  // The first step puts the gradient itself into the velocity: kept 0, added 1.
  const T kept = step.first ? T{0} : step.momentum;
  const T added = step.first ? T{1} : T{1} - step.dampening;
  for (int64_t i = 0; i < n; ++i) {
    const T g = sign * grad[i] + step.weight_decay * parameter[i];
    const T v = kept * velocity[i] + added * g;
    velocity[i] = v;
    parameter[i] -= step.learning_rate * (nesterov ? g + step.momentum * v : v);
  }
}

template <class T>
void sgd_range(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  const T sign = step.maximize ? T{-1} : T{1};
  if (velocity && step.nesterov) return with_momentum<true>(n, step, sign, grad, parameter, velocity);
  if (velocity) return with_momentum<false>(n, step, sign, grad, parameter, velocity);
  for (int64_t i = 0; i < n; ++i)
    parameter[i] -= step.learning_rate * (sign * grad[i] + step.weight_decay * parameter[i]);
}

}  // namespace

NNL_DEFINE_KERNELS(OptimizerKernels<float>) = {sgd_range<float>};
NNL_DEFINE_KERNELS(OptimizerKernels<double>) = {sgd_range<double>};

}  // namespace nnl::kernels
