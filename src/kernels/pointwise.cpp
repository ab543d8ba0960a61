#include "kernels/pointwise.h"

#include "base/thread_pool.h"

namespace nnl::kernels {

template <class T>
void pointwise(int threads, typename Pointwise<T>::Function function, const T* x, T* y, int64_t n) {
  constexpr int64_t task_elements = 1 << 14;
  parallel_blocks(threads, n, task_elements,
                  [=](int64_t begin, int64_t end) { function(x + begin, y + begin, end - begin); });
}

template void pointwise(int, Pointwise<float>::Function, const float*, float*, int64_t);
template void pointwise(int, Pointwise<double>::Function, const double*, double*, int64_t);

}  // namespace nnl::kernels
