#include "kernels/optimizer.h"

namespace nnl::kernels {
namespace {

/// The gradient that a step follows; without decay the parameter is not read, which may be infinite.
template <bool decays, class T>
T followed(const SgdStep<T>& step, T sign, T grad, T parameter) {
  return decays ? sign * grad + step.weight_decay * parameter : sign * grad;
}

template <bool decays, bool nesterov, class T>
void with_momentum(int64_t n, const SgdStep<T>& step, T sign, const T* grad, T* parameter, T* velocity) {
  // The first step puts the gradient itself into the velocity: kept 0, added 1.
  const T kept = step.first ? T{0} : step.momentum;
  const T added = step.first ? T{1} : step.undamped;
  for (int64_t i = 0; i < n; ++i) {
    const T g = followed<decays>(step, sign, grad[i], parameter[i]);
    const T v = kept * velocity[i] + added * g;
    velocity[i] = v;
    parameter[i] -= step.learning_rate * (nesterov ? g + step.momentum * v : v);
  }
}

template <bool decays, class T>
void sgd_step(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  const T sign = step.maximize ? T{-1} : T{1};
  if (velocity && step.nesterov) return with_momentum<decays, true>(n, step, sign, grad, parameter, velocity);
  if (velocity) return with_momentum<decays, false>(n, step, sign, grad, parameter, velocity);
  for (int64_t i = 0; i < n; ++i)
    parameter[i] -= step.learning_rate * followed<decays>(step, sign, grad[i], parameter[i]);
}

template <class T>
void sgd_range(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  if (step.weight_decay == 0) return sgd_step<false>(n, step, grad, parameter, velocity);
  sgd_step<true>(n, step, grad, parameter, velocity);
}

}  // namespace

NNL_DEFINE_KERNELS(OptimizerKernels<float>) = {sgd_range<float>};
NNL_DEFINE_KERNELS(OptimizerKernels<double>) = {sgd_range<double>};

}  // namespace nnl::kernels
