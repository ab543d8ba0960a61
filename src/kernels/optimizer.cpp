#include "kernels/optimizer.h"

#include "base/thread_pool.h"
#include "kernels/rows.h"

namespace nnl::kernels {
namespace {

constexpr int64_t elements_per_task = 1 << 15;

/// The part of an optional array from `begin` on.
template <class T>
T* from(T* array, int64_t begin) {
  return array ? array + begin : nullptr;
}

/// Calls update(offset into the values, offset into the table) for each of the named rows.
template <class Update>
void for_rows(int threads, const int64_t* rows, int64_t count, int64_t width, int64_t element,
              const Update& update) {
  parallel_blocks(threads, count, rows_per_task(width, element), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) update(i * width, rows[i] * width);
  });
}

}  // namespace

template <class T>
void sgd(int threads, int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  const auto update = best<OptimizerKernels<T>>().sgd;
  parallel_blocks(threads, n, elements_per_task, [&](int64_t begin, int64_t end) {
    update(end - begin, step, grad + begin, parameter + begin, from(velocity, begin));
  });
}

template <class T>
void adam(int threads, int64_t n, const AdamStep<T>& step, const T* grad, T* parameter, T* mean, T* square,
          T* greatest) {
  const auto update = best<OptimizerKernels<T>>().adam;
  parallel_blocks(threads, n, elements_per_task, [&](int64_t begin, int64_t end) {
    update(end - begin, step, grad + begin, parameter + begin, mean + begin, square + begin,
           from(greatest, begin));
  });
}

template <class T>
void sparse_adam(int threads, const int64_t* rows, int64_t count, int64_t width,
                 const SparseAdamStep<T>& step, const T* grad, T* table, T* mean, T* square) {
  const auto update = best<OptimizerKernels<T>>().sparse_adam;
  for_rows(threads, rows, count, width, sizeof(T), [&](int64_t value, int64_t row) {
    update(width, step, grad + value, table + row, mean + row, square + row);
  });
}

template <class T>
void adagrad(int threads, int64_t n, const AdagradStep<T>& step, const T* grad, T* parameter, T* sum) {
  const auto update = best<OptimizerKernels<T>>().adagrad;
  parallel_blocks(threads, n, elements_per_task, [&](int64_t begin, int64_t end) {
    update(end - begin, step, grad + begin, parameter + begin, sum + begin);
  });
}

template <class T>
void adagrad_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const AdagradStep<T>& step,
                  const T* grad, T* table, T* sum) {
  const auto update = best<OptimizerKernels<T>>().adagrad;
  for_rows(threads, rows, count, width, sizeof(T),
           [&](int64_t value, int64_t row) { update(width, step, grad + value, table + row, sum + row); });
}

template <class T>
void rmsprop(int threads, int64_t n, const RmspropStep<T>& step, const T* grad, T* parameter, T* square,
             T* velocity, T* mean) {
  const auto update = best<OptimizerKernels<T>>().rmsprop;
  parallel_blocks(threads, n, elements_per_task, [&](int64_t begin, int64_t end) {
    update(end - begin, step, grad + begin, parameter + begin, square + begin, from(velocity, begin),
           from(mean, begin));
  });
}

#define NNL_OPTIMIZERS(T)                                                                                  \
  template void sgd(int, int64_t, const SgdStep<T>&, const T*, T*, T*);                                    \
  template void adam(int, int64_t, const AdamStep<T>&, const T*, T*, T*, T*, T*);                          \
  template void sparse_adam(int, const int64_t*, int64_t, int64_t, const SparseAdamStep<T>&, const T*, T*, \
                            T*, T*);                                                                       \
  template void adagrad(int, int64_t, const AdagradStep<T>&, const T*, T*, T*);                            \
  template void adagrad_rows(int, const int64_t*, int64_t, int64_t, const AdagradStep<T>&, const T*, T*,   \
                             T*);                                                                          \
  template void rmsprop(int, int64_t, const RmspropStep<T>&, const T*, T*, T*, T*, T*)
NNL_OPTIMIZERS(float);
NNL_OPTIMIZERS(double);

}  // namespace nnl::kernels
