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
    for (int64_t i = begin; i < end; ++i)
      std::memcpy(out + i * width, table + rows[i] * width, static_cast<size_t>(width) * sizeof(T));
  });
}

template <class T>
void add_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* values, T scale,
              T* table) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      T* row = table + rows[i] * width;
      const T* value = values + i * width;
      for (int64_t k = 0; k < width; ++k) row[k] += scale * value[k];
    }
  });
}

template <class T>
void sum_groups(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* position,
                const T* values, const T* scale, T* out) {
  parallel_blocks(threads, groups, rows_per_task(width, sizeof(T)), [=](int64_t first, int64_t last) {
    for (int64_t g = first; g < last; ++g) {
      T* sum = out + g * width;
      std::fill_n(sum, width, T{0});
      for (int64_t j = begin[g]; j < begin[g + 1]; ++j) {
        const T* value = values + position[j] * width;
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

#define NNL_ROWS(T)                                                                                        \
  template void gather_rows(int, const int64_t*, int64_t, int64_t, const T*, T*);                          \
  template void add_rows(int, const int64_t*, int64_t, int64_t, const T*, T, T*);                          \
  template void sum_groups(int, int64_t, int64_t, const int64_t*, const int64_t*, const T*, const T*, T*); \
  template double row_norm(int, const T*, int64_t, double)
NNL_ROWS(float);
NNL_ROWS(double);

}  // namespace nnl::kernels
