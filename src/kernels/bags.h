// Rows of a table taken together in bags. Row numbers have been checked by the caller; groups as in rows.h.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// For each group g and column k: out = the greatest of values[position[j]][k] over the group's j, and winner
/// = its j: the first of equal ones, where only what is greater than all before it counts, so that NaN wins
/// only when it comes first. 0 and -1 for an empty group.
template <class T>
void max_groups(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* position,
                const T* values, T* out, int64_t* winner);

/// The way back by rows: out[g][k] = sum of dy[bag[j]][k] over the look-ups j of group g, which
/// order[begin[g]] and so on number, where winner[bag[j]][k] is j.
template <class T>
void sum_won(int threads, int64_t groups, int64_t width, const int64_t* begin, const int64_t* order,
             const int64_t* bag, const int64_t* winner, const T* dy, T* out);

/// out[place[j]] = the product of rows a[a_row[j]] and b[b_row[j]] for `count` j, added in double.
template <class T>
void row_products(int threads, int64_t count, int64_t width, const int64_t* a_row, const T* a,
                  const int64_t* b_row, const T* b, const int64_t* place, T* out);

}  // namespace nnl::kernels
