#include "kernels/optimizer.h"

#include <cmath>

namespace nnl::kernels {
namespace {

// The compiler vectorizes these loops; no two of the arrays overlap.

/// The gradient that a step follows; without decay the parameter is not read, which may be infinite.
template <bool decays, class T>
T followed(T weight_decay, T sign, T grad, T parameter) {
  return decays ? sign * grad + weight_decay * parameter : sign * grad;
}

/// kept * a + (1 - kept) * b, which is a where both are equal; `light` says whether 1 - kept is below 1/2.
template <bool light, class T>
T mixed(T kept, T rest, T a, T b) {
  return light ? a + rest * (b - a) : b - kept * (b - a);
}

template <bool decays, bool nesterov, class T>
void with_momentum(int64_t n, const SgdStep<T>& s, T sign, const T* __restrict grad, T* __restrict parameter,
                   T* __restrict velocity) {
  const SgdStep<T> step = s;
  // The first step puts the gradient itself into the velocity: kept 0, added 1.
  const T kept = step.first ? T{0} : step.momentum;
  const T added = step.first ? T{1} : step.undamped;
  for (int64_t i = 0; i < n; ++i) {
    const T g = followed<decays>(step.weight_decay, sign, grad[i], parameter[i]);
    const T v = kept * velocity[i] + added * g;
    velocity[i] = v;
    parameter[i] -= step.learning_rate * (nesterov ? g + step.momentum * v : v);
  }
}

template <bool decays, class T>
void sgd_step(int64_t n, const SgdStep<T>& s, const T* __restrict grad, T* __restrict parameter,
              T* __restrict velocity) {
  const SgdStep<T> step = s;
  const T sign = step.maximize ? T{-1} : T{1};
  if (velocity && step.nesterov) return with_momentum<decays, true>(n, step, sign, grad, parameter, velocity);
  if (velocity) return with_momentum<decays, false>(n, step, sign, grad, parameter, velocity);
  for (int64_t i = 0; i < n; ++i)
    parameter[i] -= step.learning_rate * followed<decays>(step.weight_decay, sign, grad[i], parameter[i]);
}

template <class T>
void sgd_range(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  if (step.weight_decay == 0) return sgd_step<false>(n, step, grad, parameter, velocity);
  sgd_step<true>(n, step, grad, parameter, velocity);
}

template <bool decays, bool light, bool amsgrad, class T>
void adam_step(int64_t n, const AdamStep<T>& s, const T* __restrict grad, T* __restrict parameter,
               T* __restrict mean, T* __restrict square, T* __restrict greatest) {
  const AdamStep<T> step = s;
  const T sign = step.maximize ? T{-1} : T{1};
  for (int64_t i = 0; i < n; ++i) {
    const T g = followed<decays>(step.weight_decay, sign, grad[i], parameter[i]);
    const T m = mixed<light>(step.beta1, step.rest1, mean[i], g);
    T v = step.beta2 * square[i] + step.rest2 * g * g;
    mean[i] = m;
    square[i] = v;
    if constexpr (amsgrad) {
      v = greatest[i] > v ? greatest[i] : v;  // v where it is NaN
      greatest[i] = v;
    }
    parameter[i] = step.kept * parameter[i] - step.rate * m / (std::sqrt(v) * step.correction + step.eps);
  }
}

template <bool decays, bool light, class T>
void adam_step(int64_t n, const AdamStep<T>& step, const T* grad, T* parameter, T* mean, T* square,
               T* greatest) {
  if (greatest) return adam_step<decays, light, true>(n, step, grad, parameter, mean, square, greatest);
  adam_step<decays, light, false>(n, step, grad, parameter, mean, square, greatest);
}

template <class T>
void adam_range(int64_t n, const AdamStep<T>& step, const T* grad, T* parameter, T* mean, T* square,
                T* greatest) {
  const bool light = step.rest1 < T{0.5};
  if (step.weight_decay == 0 && light)
    return adam_step<false, true>(n, step, grad, parameter, mean, square, greatest);
  if (step.weight_decay == 0)
    return adam_step<false, false>(n, step, grad, parameter, mean, square, greatest);
  if (light) return adam_step<true, true>(n, step, grad, parameter, mean, square, greatest);
  adam_step<true, false>(n, step, grad, parameter, mean, square, greatest);
}

template <class T>
void sparse_adam_range(int64_t n, const SparseAdamStep<T>& s, const T* __restrict grad,
                       T* __restrict parameter, T* __restrict mean, T* __restrict square) {
  const SparseAdamStep<T> step = s;
  const T sign = step.maximize ? T{-1} : T{1};
  for (int64_t i = 0; i < n; ++i) {
    const T g = sign * grad[i];
    const T m = mean[i] + step.rest1 * (g - mean[i]);
    const T v = square[i] + step.rest2 * (g * g - square[i]);
    mean[i] = m;
    square[i] = v;
    parameter[i] -= step.rate * (m / (std::sqrt(v) + step.eps));
  }
}

template <bool decays, class T>
void adagrad_step(int64_t n, const AdagradStep<T>& s, const T* __restrict grad, T* __restrict parameter,
                  T* __restrict sum) {
  const AdagradStep<T> step = s;
  const T sign = step.maximize ? T{-1} : T{1};
  for (int64_t i = 0; i < n; ++i) {
    const T g = followed<decays>(step.weight_decay, sign, grad[i], parameter[i]);
    const T total = sum[i] + g * g;
    sum[i] = total;
    parameter[i] -= step.rate * g / (std::sqrt(total) + step.eps);
  }
}

template <class T>
void adagrad_range(int64_t n, const AdagradStep<T>& step, const T* grad, T* parameter, T* sum) {
  if (step.weight_decay == 0) return adagrad_step<false>(n, step, grad, parameter, sum);
  adagrad_step<true>(n, step, grad, parameter, sum);
}

template <bool decays, bool centered, bool light, class T>
void rmsprop_step(int64_t n, const RmspropStep<T>& s, const T* __restrict grad, T* __restrict parameter,
                  T* __restrict square, T* __restrict velocity, T* __restrict mean) {
  const RmspropStep<T> step = s;
  const T sign = step.maximize ? T{-1} : T{1};
  const auto next = [&](int64_t i) {
    const T g = followed<decays>(step.weight_decay, sign, grad[i], parameter[i]);
    T v = step.alpha * square[i] + step.rest * g * g;
    square[i] = v;
    if constexpr (centered) {
      const T m = mixed<light>(step.alpha, step.rest, mean[i], g);
      mean[i] = m;
      v = v - m * m;
      v = v < 0 ? T{0} : v;  // which rounding alone brings about
    }
    return g / (std::sqrt(v) + step.eps);
  };
  if (!velocity) {
    for (int64_t i = 0; i < n; ++i) parameter[i] -= step.learning_rate * next(i);
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    const T speed = step.momentum * velocity[i] + next(i);
    velocity[i] = speed;
    parameter[i] -= step.learning_rate * speed;
  }
}

template <bool decays, class T>
void rmsprop_step(int64_t n, const RmspropStep<T>& step, const T* grad, T* parameter, T* square, T* velocity,
                  T* mean) {
  if (!mean) return rmsprop_step<decays, false, true>(n, step, grad, parameter, square, velocity, mean);
  if (step.rest < T{0.5})
    return rmsprop_step<decays, true, true>(n, step, grad, parameter, square, velocity, mean);
  rmsprop_step<decays, true, false>(n, step, grad, parameter, square, velocity, mean);
}

template <class T>
void rmsprop_range(int64_t n, const RmspropStep<T>& step, const T* grad, T* parameter, T* square, T* velocity,
                   T* mean) {
  if (step.weight_decay == 0) return rmsprop_step<false>(n, step, grad, parameter, square, velocity, mean);
  rmsprop_step<true>(n, step, grad, parameter, square, velocity, mean);
}

template <class T>
constexpr OptimizerKernels<T> kernels = {sgd_range<T>, adam_range<T>, sparse_adam_range<T>, adagrad_range<T>,
                                         rmsprop_range<T>};

}  // namespace

NNL_DEFINE_KERNELS(OptimizerKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(OptimizerKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
