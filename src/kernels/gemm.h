// Matrix products.
#pragma once

#include <cstdint>

namespace nnl::kernels {

enum class Transpose : bool { no, yes };

/// C = alpha * op(A) op(B) + beta * C for row-major matrices; op(X) is X, or X transposed where `ta` or `tb`
/// says so. op(A) is m x k, op(B) is k x n, C is m x n; T is float or double. A leading dimension is the
/// distance between the starts of consecutive rows of the matrix as stored, in elements, and at least its
/// columns: lda >= k, or m if `ta`; ldb >= n, or k if `tb`; ldc >= n. C must not overlap A or B.
///
/// m, n or k may be 0. If k or alpha is 0, A and B are not read and C is scaled by beta. If beta is 0, C is
/// not read: its NaNs do not survive. Otherwise no term of a sum is skipped, so 0 * Inf counts as NaN: a NaN
/// in row i of op(A) or in column j of op(B) makes all of row i or of column j of C NaN, and nothing else.
///
/// Runs on at most `threads` threads. The result is the same bits at any `threads`, leading dimension and
/// alignment: the product is split into blocks of C by sizes that follow from m, n and k alone, and no sum
/// over k is split between blocks. Any thread may call it, several at once too.
///
/// Throws std::bad_alloc if a thread that takes part cannot have its work buffer; C is then unspecified.
/// Error `not_supported` if k or a leading dimension exceeds 2^31 - 1, `internal` if a size is negative or a
/// leading dimension too small; C is then as it was.
template <class T>
void gemm(int threads, Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, T alpha, const T* a,
          int64_t lda, const T* b, int64_t ldb, T beta, T* c, int64_t ldc);

}  // namespace nnl::kernels
