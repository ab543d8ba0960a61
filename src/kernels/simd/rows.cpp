#include "kernels/rows.h"

#include <cmath>

#include "kernels/simd/batch.h"
#include "kernels/tree_sum.h"

namespace nnl::kernels {
namespace {

constexpr int64_t leaf = 1024;

/// Of at most `leaf` terms, in lanes that the compiler vectorizes.
template <class T>
NNL_INLINE inline double square_sum_of_leaf(int64_t n, const T* row) {
  constexpr int64_t lanes = 4 * kLanes<double>;
  double sums[lanes] = {};
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (int64_t lane = 0; lane < lanes; ++lane) {
      const auto x = static_cast<double>(row[i + lane]);
      sums[lane] += x * x;
    }
  Batch<double> total = load(sums);
  for (int64_t lane = kLanes<double>; lane < lanes; lane += kLanes<double>) total += load(sums + lane);
  double sum = sum_lanes(total);
  for (; i < n; ++i) {
    const auto x = static_cast<double>(row[i]);
    sum += x * x;
  }
  return sum;
}

/// Leaves are added as a tree.
template <class T>
double square_sum(int64_t n, const T* row) {
  if (n <= leaf) return square_sum_of_leaf(n, row);
  const int64_t middle = tree_half(n, leaf);
  return square_sum(middle, row) + square_sum(n - middle, row + middle);
}

template <class T>
void norms(int64_t count, int64_t width, const T* rows, double* norm) {
  if (width <= leaf)
    for (int64_t i = 0; i < count; ++i) norm[i] = square_sum_of_leaf(width, rows + i * width);
  else
    for (int64_t i = 0; i < count; ++i) norm[i] = square_sum(width, rows + i * width);
  for (int64_t i = 0; i < count; ++i) norm[i] = std::sqrt(norm[i]);
}

template <class T>
void copy(int64_t count, const int64_t* rows, int64_t width, const T* table, T* out) {
  constexpr int64_t lanes = kLanes<T>;
  for (int64_t i = 0; i < count; ++i, out += width) {
    if (i + prefetch_distance < count) prefetch_row(table + rows[i + prefetch_distance] * width, width);
    const T* row = table + rows[i] * width;
    if (width < lanes) {
      for (int64_t k = 0; k < width; ++k) out[k] = row[k];
      continue;
    }
    int64_t k = 0;
    for (; k + 4 * lanes <= width; k += 4 * lanes) {
      const Batch<T> a = load(row + k), b = load(row + k + lanes), c = load(row + k + 2 * lanes),
                     d = load(row + k + 3 * lanes);
      store(out + k, a);
      store(out + k + lanes, b);
      store(out + k + 2 * lanes, c);
      store(out + k + 3 * lanes, d);
    }
    for (; k + lanes <= width; k += lanes) store(out + k, load(row + k));
    if (k < width) store(out + width - lanes, load(row + width - lanes));
  }
}

/// out = the sum of the rows; the compiler vectorizes the loops.
template <bool shares, class T>
void sum_group(const int64_t* position, const T* share, int64_t count, int64_t ahead, int64_t width,
               const T* values, T* __restrict out) {
  for (int64_t j = 0; j < count; ++j) {
    if (j < ahead) prefetch_row(values + position[j + prefetch_distance] * width, width);
    const T* __restrict value = values + position[j] * width;
    const T times = shares ? share[j] : T{1};
    if (j == 0)
      for (int64_t k = 0; k < width; ++k) out[k] = shares ? times * value[k] : value[k];
    else
      for (int64_t k = 0; k < width; ++k) out[k] += shares ? times * value[k] : value[k];
  }
}

template <class T>
void sum_groups(const RowSums<T>& sums, int64_t end, int64_t width, const T* values, T* out) {
  for (int64_t g = 0; g < sums.groups; ++g, out += width) {
    const int64_t first = sums.begin[g], count = sums.begin[g + 1] - first;
    const int64_t ahead = end - prefetch_distance - first;
    if (count == 0)
      for (int64_t k = 0; k < width; ++k) out[k] = T{0};
    else if (sums.share)
      sum_group<true>(sums.position + first, sums.share + first, count, ahead, width, values, out);
    else
      sum_group<false>(sums.position + first, sums.share, count, ahead, width, values, out);
    if (sums.scale)
      for (int64_t k = 0; k < width; ++k) out[k] *= sums.scale[g];
  }
}

template <class T>
constexpr RowKernels<T> kernels = {copy<T>, sum_groups<T>, norms<T>};

}  // namespace

NNL_DEFINE_KERNELS(RowKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(RowKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
