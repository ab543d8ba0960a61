// Softmax, log-softmax, log-sum-exp and cross entropy over the rows of a contiguous (rows, classes) matrix,
// for float and double.
//
// Every function runs on at most `threads` threads and gives the same bits for any number. Sums are kept in
// double. A row may hold -infinity and values up to the largest finite one; a row with NaN or +infinity gives
// NaN. Outputs of a matrix may be one of the input matrices; partial overlap is not allowed.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// y = exp(x) / sum exp(x) along each row; a row of -infinity alone gives NaN.
template <class T>
void softmax(int threads, const T* x, int64_t rows, int64_t classes, T* y);

/// dx = y * (dy - sum(y * dy)), where y is softmax's result.
template <class T>
void softmax_backward(int threads, const T* y, const T* dy, int64_t rows, int64_t classes, T* dx);

/// y = x - log sum exp(x) along each row; a row of -infinity alone gives NaN.
template <class T>
void log_softmax(int threads, const T* x, int64_t rows, int64_t classes, T* y);

/// dx = dy - exp(y) * sum(dy), where y is log_softmax's result.
template <class T>
void log_softmax_backward(int threads, const T* y, const T* dy, int64_t rows, int64_t classes, T* dx);

/// logsumexp[i] = log sum exp(x) of row i; -infinity for a row of -infinity alone or without classes.
template <class T>
void row_logsumexp(int threads, const T* x, int64_t rows, int64_t classes, double* logsumexp);

/// What a cross entropy is of. With p = softmax(logits), classes c and smoothing s, the loss of a row is
/// sum over c of weight[c] * goal[c] * -log p[c], where goal = (1 - s) * target + s / classes.
template <class T>
struct CrossEntropy {
  int64_t rows = 0;
  int64_t classes = 0;
  const T* logits = nullptr;         ///< (rows, classes)
  const T* weight = nullptr;         ///< (classes), or null for 1
  double label_smoothing = 0;        ///< in [0, 1]
  const int64_t* target = nullptr;   ///< (rows) class numbers in [0, classes) or ignore_index; if null:
  const T* probabilities = nullptr;  ///< (rows, classes) the target's probability of each class
  int64_t ignore_index = -100;       ///< a row with this target has loss 0, gradient 0, and is not read
};

/// What the forward pass leaves for the backward one: `rows` doubles each.
struct CrossEntropyRows {
  double* loss;       ///< of each row
  double* logsumexp;  ///< of each row; 0 for an ignored one
  double* mass;       ///< sum of weight * goal of each row; may be null with class numbers
};

/// The loss of each row in one pass over the logits.
template <class T>
void cross_entropy_forward(int threads, const CrossEntropy<T>& problem, const CrossEntropyRows& rows);

/// The gradients for row gradients scale * dloss (dloss null: scale), in one pass over the logits. dlogits
/// may be the logits. dprobabilities may be null; else it gets the gradient of the probabilities.
template <class T>
void cross_entropy_backward(int threads, const CrossEntropy<T>& problem, const double* logsumexp,
                            const double* mass, const T* dloss, double scale, T* dlogits, T* dprobabilities);

/// What the mean over class-number targets divides by: the sum of weight[target] over rows that are not
/// ignored.
template <class T>
double cross_entropy_denominator(const CrossEntropy<T>& problem);

/// What the kernels of one matrix work on. With `streaming` the output, which is then none of the inputs,
/// goes past the caches.
template <class T>
struct SoftmaxRows {
  int64_t classes;
  const T* x;   ///< for the backward ones y
  const T* dy;  ///< for the backward ones, else null
  T* out;
  bool streaming;
};

/// The further arguments of cross_entropy_backward; weight_sum is the sum of the class weights.
template <class T>
struct CrossEntropyGradient {
  const double* logsumexp;
  const double* mass;
  const T* dloss;
  double scale;
  double weight_sum;
  T* dlogits;
  T* dprobabilities;
  bool streaming;
};

/// The functions above for rows [begin, end) per instruction set, on the calling thread.
template <class T>
struct SoftmaxKernels {
  using Rows = void (*)(const SoftmaxRows<T>&, int64_t begin, int64_t end);
  Rows softmax, softmax_backward, log_softmax, log_softmax_backward;
  void (*logsumexp)(const T* x, int64_t classes, int64_t begin, int64_t end, double* logsumexp);
  void (*cross_entropy_forward)(const CrossEntropy<T>&, const CrossEntropyRows&, int64_t begin, int64_t end);
  void (*cross_entropy_backward)(const CrossEntropy<T>&, const CrossEntropyGradient<T>&, int64_t begin,
                                 int64_t end);
};
NNL_DECLARE_KERNELS(SoftmaxKernels<float>);
NNL_DECLARE_KERNELS(SoftmaxKernels<double>);

}  // namespace nnl::kernels
