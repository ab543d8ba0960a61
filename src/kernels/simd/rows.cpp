#include "kernels/rows.h"

#include "kernels/tree_sum.h"

namespace nnl::kernels {
namespace {

/// Leaves of so many terms in so many lanes, which the compiler vectorizes; leaves as a tree.
template <class T>
double square_sum(int64_t n, const T* row) {
  constexpr int64_t leaf = 1024, lanes = 32;
  if (n > leaf) {
    const int64_t middle = tree_half(n, leaf);
    return square_sum(middle, row) + square_sum(n - middle, row + middle);
  }
  double sums[lanes] = {};
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (int64_t lane = 0; lane < lanes; ++lane) {
      const auto x = static_cast<double>(row[i + lane]);
      sums[lane] += x * x;
    }
  for (int64_t lane = 0; i < n; ++i, ++lane) {
    const auto x = static_cast<double>(row[i]);
    sums[lane] += x * x;
  }
  for (int64_t half = lanes / 2; half > 0; half /= 2)
    for (int64_t lane = 0; lane < half; ++lane) sums[lane] += sums[lane + half];
  return sums[0];
}

template <class T>
constexpr RowKernels<T> kernels = {square_sum<T>};

}  // namespace

NNL_DEFINE_KERNELS(RowKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(RowKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
