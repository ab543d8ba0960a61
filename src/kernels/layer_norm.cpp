#include "kernels/layer_norm.h"

#include <algorithm>

#include "kernels/reduce_middle.h"
#include "kernels/streaming.h"

namespace nnl::kernels {
namespace {

constexpr int64_t task_elements = 1 << 15;
/// Rows that are summed in T before double takes over.
constexpr int64_t block_rows = 64;

template <class T>
bool streams(const LayerNormShape& shape) {
  return worth_streaming(shape.rows * shape.length * static_cast<int64_t>(sizeof(T)));
}

int64_t rows_per_task(const LayerNormShape& shape) {
  return std::max<int64_t>(1, task_elements / std::max<int64_t>(1, shape.length));
}

int64_t rows_per_part(const LayerNormShape& shape) {
  constexpr int64_t most_parts = 32, fewest_rows = 8;
  const int64_t even = (shape.rows + most_parts - 1) / most_parts;
  const int64_t rows = std::max({even, fewest_rows, rows_per_task(shape)});
  return rows <= block_rows ? rows : (rows + block_rows - 1) / block_rows * block_rows;
}

/// The work of one part: the gradients of its rows, and its sums for dgamma and dbeta.
template <class T>
void gradient_of_part(const LayerNormShape& shape, int64_t begin, int64_t end, const T* x, const T* dy,
                      const double* mean, const double* inverse_std, const T* gamma, T* dx, double* sums,
                      T* block, bool wants_gamma, bool wants_beta) {
  const int64_t n = shape.length;
  std::fill_n(sums, 2 * n, 0.0);
  for (int64_t row = begin; row < end; row += block_rows) {
    const int64_t rows = std::min(block_rows, end - row);
    std::fill_n(block, 2 * n, T(0));
    best<LayerNormKernels<T>>().backward({rows, n}, x + row * n, dy + row * n, mean + row, inverse_std + row,
                                         gamma, streams<T>(shape), dx ? dx + row * n : nullptr,
                                         wants_gamma ? block : nullptr, wants_beta ? block + n : nullptr);
    for (int64_t i = 0; i < 2 * n; ++i) sums[i] += static_cast<double>(block[i]);
  }
}

}  // namespace

template <class T>
void layer_norm(int threads, const LayerNormShape& shape, const T* x, const T* gamma, const T* beta,
                double eps, T* y, double* mean, double* inverse_std) {
  parallel_blocks(threads, shape.rows, rows_per_task(shape), [&](int64_t begin, int64_t end) {
    best<LayerNormKernels<T>>().forward({end - begin, shape.length}, x + begin * shape.length, gamma, beta,
                                        eps, streams<T>(shape), y + begin * shape.length, mean + begin,
                                        inverse_std + begin);
  });
}

int64_t layer_norm_parts(const LayerNormShape& shape) {
  const int64_t rows = rows_per_part(shape);
  return (shape.rows + rows - 1) / rows;
}

template <class T>
void layer_norm_backward(int threads, const LayerNormShape& shape, const T* x, const T* dy,
                         const double* mean, const double* inverse_std, const T* gamma, T* dx, T* dgamma,
                         T* dbeta, const LayerNormScratch<T>& scratch) {
  const int64_t n = shape.length;
  if (!dgamma && !dbeta) {
    parallel_blocks(threads, shape.rows, rows_per_task(shape), [&](int64_t begin, int64_t end) {
      best<LayerNormKernels<T>>().backward({end - begin, n}, x + begin * n, dy + begin * n, mean + begin,
                                           inverse_std + begin, gamma, streams<T>(shape), dx + begin * n,
                                           nullptr, nullptr);
    });
    return;
  }
  const int64_t rows = rows_per_part(shape), parts = layer_norm_parts(shape);
  parallel_blocks(threads, shape.rows, rows, [&](int64_t begin, int64_t end) {
    const int64_t part = begin / rows;
    gradient_of_part(shape, begin, end, x, dy, mean, inverse_std, gamma, dx, scratch.sums + part * 2 * n,
                     scratch.block + part * 2 * n, dgamma != nullptr, dbeta != nullptr);
  });
  reduce_middle(
      threads, 1, parts, 2 * n, [&](int64_t at, int64_t) { return scratch.sums[at]; },
      [&](int64_t i, double sum) {
        if (i < n && dgamma) dgamma[i] = static_cast<T>(sum);
        if (i >= n && dbeta) dbeta[i - n] = static_cast<T>(sum);
      });
}

#define NNL_LAYER_NORM(T)                                                                                 \
  template void layer_norm(int, const LayerNormShape&, const T*, const T*, const T*, double, T*, double*, \
                           double*);                                                                      \
  template void layer_norm_backward(int, const LayerNormShape&, const T*, const T*, const double*,        \
                                    const double*, const T*, T*, T*, T*, const LayerNormScratch<T>&)
NNL_LAYER_NORM(float);
NNL_LAYER_NORM(double);

}  // namespace nnl::kernels
