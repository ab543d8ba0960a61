#include "kernels/rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/thread_pool.h"
#include "kernels/norm.h"

namespace nnl::kernels {

template <class T>
void gather_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* table, T* out) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      if (i + prefetch_distance < end) prefetch_row(table + rows[i + prefetch_distance] * width, width);
      std::memcpy(out + i * width, table + rows[i] * width, static_cast<size_t>(width) * sizeof(T));
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
  const int64_t members = begin[groups];
  parallel_blocks(threads, groups, task, [=](int64_t first, int64_t last) {
    for (int64_t g = first; g < last; ++g) {
      T* sum = out + g * width;
      const int64_t end = begin[g + 1];
      if (begin[g] == end) std::fill_n(sum, width, T{0});
      for (int64_t j = begin[g]; j < end; ++j) {
        const T* value = values + position[j] * width;
        if (j + prefetch_distance < members)
          prefetch_row(values + position[j + prefetch_distance] * width, width);
        if (j == begin[g])
          for (int64_t k = 0; k < width; ++k) sum[k] = share ? share[j] * value[k] : value[k];
        else if (share)
          for (int64_t k = 0; k < width; ++k) sum[k] += share[j] * value[k];
        else
          for (int64_t k = 0; k < width; ++k) sum[k] += value[k];
      }
      if (scale)
        for (int64_t k = 0; k < width; ++k) sum[k] *= scale[g];
    }
  });
}

template <class T>
double row_norm(int threads, const T* row, int64_t width, double p) {
  const auto size = [row](int64_t k) { return std::abs(static_cast<double>(row[k])); };
  return norm_of(threads, width, p, size);
}

template <class T>
void row_norms(int threads, int64_t count, int64_t width, double p, const T* rows, double* norm) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      norm[i] = p == 2 ? std::sqrt(best<RowKernels<T>>().square_sum(width, rows + i * width))
                       : row_norm(1, rows + i * width, width, p);
  });
}

#define NNL_ROWS(T)                                                                                   \
  template void gather_rows(int, const int64_t*, int64_t, int64_t, const T*, T*);                     \
  template void add_rows(int, const int64_t*, int64_t, int64_t, const T*, T, T*);                     \
  template void sum_groups(int, int64_t, int64_t, const int64_t*, const int64_t*, const T*, const T*, \
                           const T*, T*);                                                             \
  template double row_norm(int, const T*, int64_t, double);                                           \
  template void row_norms(int, int64_t, int64_t, double, const T*, double*)
NNL_ROWS(float);
NNL_ROWS(double);

}  // namespace nnl::kernels
