// Cosines and distances between the rows of two contiguous (rows, width) matrices, and their gradients. Sums
// are kept in double; the same bits for any `threads`.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// What row_cosine leaves for its gradient: arrays of `rows` doubles.
struct RowCosine {
  double* cosine;
  double* square_a;  ///< |a|^2 + 1e-12
  double* square_b;
};

/// cosine = a . b / sqrt(square_a * square_b) of each row.
template <class T>
void row_cosine(int threads, int64_t rows, int64_t width, const T* a, const T* b, const RowCosine& out);

/// da = dcosine * d cosine / d a of each row. For the other gradient exchange a and b, and their squares.
template <class T>
void row_cosine_backward(int threads, int64_t rows, int64_t width, const T* a, const T* b,
                         const RowCosine& saved, const double* dcosine, T* da);

/// distance = |a - b + eps| of each row, the p-norm.
template <class T>
void row_distance(int threads, int64_t rows, int64_t width, const T* a, const T* b, double p, double eps,
                  double* distance);

/// da += ddistance * d distance / d a of each row and db the opposite; either may be null. The gradient is 0
/// where the distance is; that of an infinite p is shared by the greatest elements.
template <class T>
void row_distance_backward(int threads, int64_t rows, int64_t width, const T* a, const T* b, double p,
                           double eps, const double* distance, const double* ddistance, T* da, T* db);

}  // namespace nnl::kernels
