// Rows of a table: gather, scatter-add, norms. Row numbers have been checked by the caller.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// Rows per task, so that a task moves about 64 KB.
inline int64_t rows_per_task(int64_t width, int64_t element) {
  return std::max<int64_t>(1, 65536 / std::max<int64_t>(1, width * element));
}

/// How many rows ahead of its use a row at a random place is fetched.
constexpr int64_t prefetch_distance = 8;

/// Fetches the cache lines of a row.
template <class T>
inline void prefetch_row(const T* row, int64_t width) {
  constexpr int64_t line = 64 / static_cast<int64_t>(sizeof(T)), most = 8 * line;
  for (int64_t k = 0; k < (width < most ? width : most); k += line) __builtin_prefetch(row + k);
}

/// out[i] = table[rows[i]] for `count` rows of `width` elements, and, if there is `norm`, norm[i] = its
/// p-norm.
template <class T>
void gather_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* table, T* out,
                 double p = 2, double* norm = nullptr);

/// table[rows[i]] += scale * values[i]. `rows` must not repeat.
template <class T>
void add_rows(int threads, const int64_t* rows, int64_t count, int64_t width, const T* values, T scale,
              T* table);

/// Groups per task, when `groups` of them hold `members` rows.
inline int64_t groups_per_task(int64_t groups, int64_t members, int64_t width, int64_t element) {
  return std::max<int64_t>(1, rows_per_task(width, element) * groups / std::max(groups, members));
}

/// For each group g: out[g] = sum over j in [begin[g], begin[g + 1]) of values[position[j]], each times
/// share[j] if given (and the sum times scale[g] if given), added in the order of j, in the precision of T.
template <class T>
void sum_groups(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* position,
                const T* share, const T* values, const T* scale, T* out);

/// The p-norm of one row, p > 0 or infinity, in double; the same bits for any `threads`.
template <class T>
double row_norm(int threads, const T* row, int64_t width, double p);

/// Groups of rows to be added; see sum_groups().
template <class T>
struct RowSums {
  int64_t groups;
  const int64_t* begin;
  const int64_t* position;
  const T* share;
  const T* scale;
};

template <class T>
struct RowKernels {
  /// out[i] = table[rows[i]]
  void (*copy)(int64_t count, const int64_t* rows, int64_t width, const T* table, T* out);
  /// `end`: positions from there on are not to be looked at.
  void (*sum_groups)(const RowSums<T>& sums, int64_t end, int64_t width, const T* values, T* out);
  /// norm[i] = the 2-norm of row i, in double
  void (*norms)(int64_t count, int64_t width, const T* rows, double* norm);
};
NNL_DECLARE_KERNELS(RowKernels<float>);
NNL_DECLARE_KERNELS(RowKernels<double>);

/// norm[i] = the p-norm of row i of `count` rows.
template <class T>
void row_norms(int threads, int64_t count, int64_t width, double p, const T* rows, double* norm);

}  // namespace nnl::kernels
