#include "kernels/bags.h"

#include "kernels/rows.h"
#include "kernels/tree_sum.h"

namespace nnl::kernels {

template <class T>
void max_groups(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* position,
                const T* values, T* out, int64_t* winner) {
  if (groups == 0) return;
  const int64_t task = groups_per_task(groups, begin[groups] - begin[0], width, sizeof(T));
  parallel_blocks(threads, groups, task, [=](int64_t first, int64_t last) {
    for (int64_t g = first; g < last; ++g) {
      T* best = out + g * width;
      int64_t* won = winner + g * width;
      const bool empty = begin[g] == begin[g + 1];
      for (int64_t k = 0; k < width; ++k) {
        best[k] = empty ? T{0} : values[position[begin[g]] * width + k];
        won[k] = empty ? -1 : begin[g];
      }
      for (int64_t j = begin[g] + 1; j < begin[g + 1]; ++j) {
        const T* value = values + position[j] * width;
        for (int64_t k = 0; k < width; ++k) {
          won[k] = value[k] > best[k] ? j : won[k];
          best[k] = value[k] > best[k] ? value[k] : best[k];
        }
      }
    }
  });
}

template <class T>
void sum_won(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* order,
             const int64_t* bag, const int64_t* winner, const T* dy, T* out) {
  if (groups == 0) return;
  const int64_t task = groups_per_task(groups, begin[groups] - begin[0], width, sizeof(T));
  parallel_blocks(threads, groups, task, [=](int64_t first, int64_t last) {
    for (int64_t g = first; g < last; ++g) {
      T* sum = out + g * width;
      std::fill_n(sum, width, T{0});
      for (int64_t i = begin[g]; i < begin[g + 1]; ++i) {
        const int64_t j = order[i], from = bag[j] * width;
        for (int64_t k = 0; k < width; ++k) sum[k] += winner[from + k] == j ? dy[from + k] : T{0};
      }
    }
  });
}

template <class T>
void row_products(int threads, int64_t count, int64_t width, const int64_t* a_row, const T* a,
                  const int64_t* b_row, const T* b, const int64_t* place, T* out) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [=](int64_t begin, int64_t end) {
    for (int64_t j = begin; j < end; ++j) {
      const T *left = a + a_row[j] * width, *right = b + b_row[j] * width;
      out[place[j]] = static_cast<T>(tree_sum_range(
          0, width, [=](int64_t k) { return static_cast<double>(left[k]) * static_cast<double>(right[k]); }));
    }
  });
}

#define NNL_BAGS(T)                                                                                        \
  template void max_groups(int, int64_t, int64_t, const int64_t*, const int64_t*, const T*, T*, int64_t*); \
  template void sum_won(int, int64_t, int64_t, const int64_t*, const int64_t*, const int64_t*,             \
                        const int64_t*, const T*, T*);                                                     \
  template void row_products(int, int64_t, int64_t, const int64_t*, const T*, const int64_t*, const T*,    \
                             const int64_t*, T*)
NNL_BAGS(float);
NNL_BAGS(double);
#undef NNL_BAGS

}  // namespace nnl::kernels
