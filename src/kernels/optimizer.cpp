#include "kernels/optimizer.h"

#include "base/thread_pool.h"

namespace nnl::kernels {

template <class T>
void sgd(int threads, int64_t n, const SgdStep<T>& step, const T* grad, T* parameter, T* velocity) {
  const auto update = best<OptimizerKernels<T>>().sgd;
  parallel_blocks(threads, n, 1 << 15, [&](int64_t begin, int64_t end) {
    update(end - begin, step, grad + begin, parameter + begin, velocity ? velocity + begin : nullptr);
  });
}

template void sgd(int, int64_t, const SgdStep<float>&, const float*, float*, float*);
template void sgd(int, int64_t, const SgdStep<double>&, const double*, double*, double*);

}  // namespace nnl::kernels
