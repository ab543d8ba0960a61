#include "kernels/softmax.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "kernels/streaming.h"

namespace nnl::kernels {
namespace {

// Elements per task: large beside the cost of handing it out, small beside a layer.
constexpr int64_t kTask = 8192;

// Rows shorter than this store through the caches: their edges would split lines.
constexpr int64_t kStreamedRow = int64_t{4} << 10;

template <class Run>
void in_row_blocks(int threads, int64_t rows, int64_t classes, Run run) {
  const int64_t block = std::max<int64_t>(1, kTask / std::max<int64_t>(1, classes));
  parallel_blocks(threads, rows, block, run);
}

template <class T>
bool streams(int64_t rows, int64_t classes) {
  const auto size = static_cast<int64_t>(sizeof(T));
  return classes * size >= kStreamedRow && worth_streaming(rows * classes * size);
}

template <class T>
void run_rows(int threads, typename SoftmaxKernels<T>::Rows kernel, const T* x, const T* dy, int64_t rows,
              int64_t classes, T* out) {
  const SoftmaxRows<T> matrix{classes, x, dy, out, out != x && out != dy && streams<T>(rows, classes)};
  in_row_blocks(threads, rows, classes, [&](int64_t begin, int64_t end) { kernel(matrix, begin, end); });
}

}  // namespace

template <class T>
void softmax(int threads, const T* x, int64_t rows, int64_t classes, T* y) {
  run_rows<T>(threads, best<SoftmaxKernels<T>>().softmax, x, nullptr, rows, classes, y);
}

template <class T>
void softmax_backward(int threads, const T* y, const T* dy, int64_t rows, int64_t classes, T* dx) {
  run_rows(threads, best<SoftmaxKernels<T>>().softmax_backward, y, dy, rows, classes, dx);
}

template <class T>
void log_softmax(int threads, const T* x, int64_t rows, int64_t classes, T* y) {
  run_rows<T>(threads, best<SoftmaxKernels<T>>().log_softmax, x, nullptr, rows, classes, y);
}

template <class T>
void log_softmax_backward(int threads, const T* y, const T* dy, int64_t rows, int64_t classes, T* dx) {
  run_rows(threads, best<SoftmaxKernels<T>>().log_softmax_backward, y, dy, rows, classes, dx);
}

template <class T>
void row_logsumexp(int threads, const T* x, int64_t rows, int64_t classes, double* logsumexp) {
  const auto kernel = best<SoftmaxKernels<T>>().logsumexp;
  in_row_blocks(threads, rows, classes,
                [&](int64_t begin, int64_t end) { kernel(x, classes, begin, end, logsumexp); });
}

template <class T>
void cross_entropy_forward(int threads, const CrossEntropy<T>& problem, const CrossEntropyRows& rows) {
  const auto kernel = best<SoftmaxKernels<T>>().cross_entropy_forward;
  in_row_blocks(threads, problem.rows, problem.classes,
                [&](int64_t begin, int64_t end) { kernel(problem, rows, begin, end); });
}

template <class T>
void cross_entropy_backward(int threads, const CrossEntropy<T>& problem, const double* logsumexp,
                            const double* mass, const T* dloss, double scale, T* dlogits, T* dprobabilities) {
  double weight_sum = static_cast<double>(problem.classes);
  if (problem.weight && problem.label_smoothing != 0) {
    weight_sum = 0;
    for (int64_t c = 0; c < problem.classes; ++c) weight_sum += static_cast<double>(problem.weight[c]);
  }
  const bool streaming = dlogits != problem.logits && dlogits != problem.probabilities &&
                         streams<T>(problem.rows, problem.classes);
  const CrossEntropyGradient<T> backward{logsumexp,  mass,    dloss,          scale,
                                         weight_sum, dlogits, dprobabilities, streaming};
  const auto kernel = best<SoftmaxKernels<T>>().cross_entropy_backward;
  in_row_blocks(threads, problem.rows, problem.classes,
                [&](int64_t begin, int64_t end) { kernel(problem, backward, begin, end); });
}

template <class T>
double cross_entropy_denominator(const CrossEntropy<T>& problem) {
  double sum = 0;
  for (int64_t i = 0; i < problem.rows; ++i)
    if (problem.target[i] != problem.ignore_index)
      sum += problem.weight ? static_cast<double>(problem.weight[problem.target[i]]) : 1.0;
  return sum;
}

#define NNL_INSTANTIATE(T)                                                                                  \
  template void softmax(int, const T*, int64_t, int64_t, T*);                                               \
  template void softmax_backward(int, const T*, const T*, int64_t, int64_t, T*);                            \
  template void log_softmax(int, const T*, int64_t, int64_t, T*);                                           \
  template void log_softmax_backward(int, const T*, const T*, int64_t, int64_t, T*);                        \
  template void row_logsumexp(int, const T*, int64_t, int64_t, double*);                                    \
  template void cross_entropy_forward(int, const CrossEntropy<T>&, const CrossEntropyRows&);                \
  template void cross_entropy_backward(int, const CrossEntropy<T>&, const double*, const double*, const T*, \
                                       double, T*, T*);                                                     \
  template double cross_entropy_denominator(const CrossEntropy<T>&)
NNL_INSTANTIATE(float);
NNL_INSTANTIATE(double);
#undef NNL_INSTANTIATE

}  // namespace nnl::kernels
