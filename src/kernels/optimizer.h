// Parameter updates over contiguous arrays. Each touches its arrays once. The settings come from a step in
// double and are rounded once.
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

/// One Adam or AdamW step's settings; see optim/adam.h.
template <class T>
struct AdamStep {
  T rate;                        // the learning rate over the first moment's bias correction
  T correction;                  // 1 over the root of the second moment's
  T beta1, rest1, beta2, rest2;  // rest is 1 - beta
  T eps;
  T weight_decay;  // added to the gradient, times the parameter
  T kept;          // what the parameter is multiplied by before the update
  bool maximize;
};

/// One SparseAdam step's settings; see optim/sparse_adam.h.
template <class T>
struct SparseAdamStep {
  T rate;          // the learning rate with both bias corrections
  T rest1, rest2;  // 1 - beta
  T eps;
  bool maximize;
};

/// One Adagrad step's settings; see optim/adagrad.h.
template <class T>
struct AdagradStep {
  T rate, eps, weight_decay;
  bool maximize;
};

/// One RMSprop step's settings; see optim/rmsprop.h.
template <class T>
struct RmspropStep {
  T learning_rate, alpha, rest, eps, weight_decay, momentum;  // rest is 1 - alpha
  bool maximize;
};

template <class T>
struct OptimizerKernels {
  void (*sgd)(int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity);
  void (*adam)(int64_t n, const AdamStep<T>& step, const T* grad, T* parameter, T* mean, T* square,
               T* greatest);
  void (*sparse_adam)(int64_t n, const SparseAdamStep<T>& step, const T* grad, T* parameter, T* mean,
                      T* square);
  void (*adagrad)(int64_t n, const AdagradStep<T>& step, const T* grad, T* parameter, T* sum);
  void (*rmsprop)(int64_t n, const RmspropStep<T>& step, const T* grad, T* parameter, T* square, T* velocity,
                  T* mean);
};
NNL_DECLARE_KERNELS(OptimizerKernels<float>);
NNL_DECLARE_KERNELS(OptimizerKernels<double>);

/// Updates n parameters and, with momentum, their velocity (else nullptr).
template <class T>
void sgd(int threads, int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity);

/// Updates n parameters, their moments and, for AMSGrad, the greatest second moment (else nullptr).
template <class T>
void adam(int threads, int64_t n, const AdamStep<T>& step, const T* grad, T* parameter, T* mean, T* square,
          T* greatest);

/// Updates the `count` named rows, of `width` elements, of a table and of its moments; `grad` holds only
/// these rows. They must not repeat.
template <class T>
void sparse_adam(int threads, const int64_t* rows, int64_t count, int64_t width,
                 const SparseAdamStep<T>& step, const T* grad, T* table, T* mean, T* square);

/// Updates n parameters and the sums of their squared gradients.
template <class T>
void adagrad(int threads, int64_t n, const AdagradStep<T>& step, const T* grad, T* parameter, T* sum);

/// The same for rows of a table, as sparse_adam.
template <class T>
void adagrad_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const AdagradStep<T>& step,
                  const T* grad, T* table, T* sum);

/// Updates n parameters, their mean square, with momentum their velocity, and if centered their mean
/// (else nullptr).
template <class T>
void rmsprop(int threads, int64_t n, const RmspropStep<T>& step, const T* grad, T* parameter, T* square,
             T* velocity, T* mean);

}  // namespace nnl::kernels
