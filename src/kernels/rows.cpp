#include "kernels/rows.h"

#include <algorithm>
#include <cmath>

#include "base/thread_pool.h"
#include "kernels/norm.h"

namespace nnl::kernels {

template <class T>
double row_norm(int threads, const T* row, int64_t width, double p) {
  const auto size = [row](int64_t k) { return std::abs(static_cast<double>(row[k])); };
  return norm_of(threads, width, p, size);
}

namespace {

template <class T>
void norms_of(int64_t count, int64_t width, double p, const T* rows, double* norm) {
  if (p == 2) best<RowKernels<T>>().norms(count, width, rows, norm);
  for (int64_t i = 0; i < count; ++i)
    if (p != 2 || powers_are_lost(norm[i], p)) norm[i] = row_norm(1, rows + i * width, width, p);
}

}  // namespace

template <class T>
void row_norms(int threads, int64_t count, int64_t width, double p, const T* rows, double* norm) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    norms_of(end - begin, width, p, rows + begin * width, norm + begin);
  });
}

template <class T>
void gather_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* table, T* out,
                 double p, double* norm) {
  const auto copy = best<RowKernels<T>>().copy;
  // A piece's norms are taken while it is near.
  const int64_t piece = norm ? 64 : rows_per_task(width, sizeof(T));
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [=](int64_t begin, int64_t end) {
    for (int64_t first = begin; first < end; first += piece) {
      const int64_t n = std::min(piece, end - first);
      copy(n, rows + first, width, table, out + first * width);
      if (norm) norms_of(n, width, p, out + first * width, norm + first);
    }
  });
}

template <class T>
void add_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* values, T scale,
              T* table) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      if (i + prefetch_distance < end) prefetch_row(table + rows[i + prefetch_distance] * width, width);
      T* row = table + rows[i] * width;
      const T* value = values + i * width;
      for (int64_t k = 0; k < width; ++k) row[k] += scale * value[k];
    }
  });
}

template <class T>
void sum_groups(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* position,
                const T* share, const T* values, const T* scale, T* out) {
  if (groups == 0) return;
  const int64_t task = groups_per_task(groups, begin[groups] - begin[0], width, sizeof(T));
  const auto sum = best<RowKernels<T>>().sum_groups;
  parallel_blocks(threads, groups, task, [=](int64_t first, int64_t last) {
    sum({last - first, begin + first, position, share, scale ? scale + first : nullptr}, begin[groups], width,
        values, out + first * width);
  });
}

#define NNL_ROWS(T)                                                                                   \
  template void gather_rows(int, const int64_t*, int64_t, int64_t, const T*, T*, double, double*);    \
  template void add_rows(int, const int64_t*, int64_t, int64_t, const T*, T, T*);                     \
  template void sum_groups(int, int64_t, int64_t, const int64_t*, const int64_t*, const T*, const T*, \
                           const T*, T*);                                                             \
  template double row_norm(int, const T*, int64_t, double);                                           \
  template void row_norms(int, int64_t, int64_t, double, const T*, double*)
NNL_ROWS(float);
NNL_ROWS(double);

}  // namespace nnl::kernels
