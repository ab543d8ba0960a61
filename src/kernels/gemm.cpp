#include "kernels/gemm.h"

#include <algorithm>
#include <cblas.h>
#include <limits>

#include "base/error.h"
#include "base/thread_pool.h"
#include "kernels/blas_memory.h"

namespace nnl::kernels {
namespace {

struct BlockShape {
  int64_t rows;
  int64_t columns;
};

// Below this a second thread gains little.
constexpr double kUndividedFlops = 8e6;
// Every block packs its own copy of the rows and columns that it reads: with fewer than this, that shows.
constexpr int64_t kBlockRows = 256;
constexpr int64_t kBlockColumns = 512;
constexpr int64_t kMinHalved = 192;

int64_t divide_up(int64_t size, int64_t parts) { return size / parts + (size % parts > 0); }

// At most 16 pieces of at least `smallest`, or more so that none exceeds about four times that.
int64_t count_pieces(int64_t size, int64_t smallest) {
  return std::max<int64_t>({1, std::min<int64_t>(16, size / smallest), size / (4 * smallest)});
}

int64_t piece_size(int64_t size, int64_t pieces) {
  if (pieces == 1) return size;
  return std::min(size, divide_up(divide_up(size, pieces), 16) * 16);
}

// Rows are cut before columns, which costs less. The answer decides the result's bits: it must not depend on
// anything but the shape.
BlockShape block_shape(int64_t m, int64_t n, int64_t k) {
  const double flops = 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  if (flops < kUndividedFlops) return {m, n};
  int64_t down = count_pieces(m, kBlockRows);
  int64_t across = down < 4 ? count_pieces(n, kBlockColumns) : 1;
  if (down * across == 1 && std::max(m, n) >= kMinHalved) (m >= n ? down : across) = 2;
  return {piece_size(m, down), piece_size(n, across)};
}

template <class T>
void scale(int64_t m, int64_t n, T beta, T* c, int64_t ldc) {
  if (beta == T{1}) return;
  for (int64_t i = 0; i < m; ++i) {
    T* const row = c + i * ldc;
    if (beta == T{0})
      std::fill_n(row, n, T{0});
    else
      std::for_each(row, row + n, [beta](T& x) { x *= beta; });
  }
}

void check_leading_dimension(const char* name, int64_t value, int64_t columns) {
  if (value < columns)
    fail(Code::internal, "gemm: {} is {}, must be at least the {} columns", name, value, columns);
  if (value > std::numeric_limits<blasint>::max())
    fail(Code::not_supported, "gemm: {} is {}, must be at most {}", name, value,
         std::numeric_limits<blasint>::max());
}

blasint narrow(int64_t value) { return static_cast<blasint>(value); }

CBLAS_TRANSPOSE cblas(Transpose transpose) { return transpose == Transpose::yes ? CblasTrans : CblasNoTrans; }

void multiply(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, float alpha, const float* a,
              int64_t lda, const float* b, int64_t ldb, float beta, float* c, int64_t ldc) {
  cblas_sgemm(CblasRowMajor, cblas(ta), cblas(tb), narrow(m), narrow(n), narrow(k), alpha, a, narrow(lda), b,
              narrow(ldb), beta, c, narrow(ldc));
}

void multiply(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, double alpha, const double* a,
              int64_t lda, const double* b, int64_t ldb, double beta, double* c, int64_t ldc) {
  cblas_dgemm(CblasRowMajor, cblas(ta), cblas(tb), narrow(m), narrow(n), narrow(k), alpha, a, narrow(lda), b,
              narrow(ldb), beta, c, narrow(ldc));
}

}  // namespace

template <class T>
void gemm(int threads, Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, T alpha, const T* a,
          int64_t lda, const T* b, int64_t ldb, T beta, T* c, int64_t ldc) {
  if (m < 0 || n < 0 || k < 0) fail(Code::internal, "gemm: negative size in m {}, n {}, k {}", m, n, k);
  if (m == 0 || n == 0) return;
  check_leading_dimension("ldc", ldc, n);
  if (k == 0 || alpha == T{0}) return scale(m, n, beta, c, ldc);

  const bool a_transposed = ta == Transpose::yes;
  const bool b_transposed = tb == Transpose::yes;
  check_leading_dimension("lda", lda, a_transposed ? m : k);
  check_leading_dimension("ldb", ldb, b_transposed ? k : n);
  if (k > std::numeric_limits<blasint>::max())
    fail(Code::not_supported, "gemm: k is {}, must be at most {}", k, std::numeric_limits<blasint>::max());

  const BlockShape block = block_shape(m, n, k);
  const int64_t across = divide_up(n, block.columns);
  parallel_for(threads, divide_up(m, block.rows) * across, [&](int64_t i) {
    const int64_t row = i / across * block.rows;
    const int64_t column = i % across * block.columns;
    const BlasCall call;
    multiply(ta, tb, std::min(block.rows, m - row), std::min(block.columns, n - column), k, alpha,
             a + (a_transposed ? row : row * lda), lda, b + (b_transposed ? column * ldb : column), ldb, beta,
             c + row * ldc + column, ldc);
  });
}

template void gemm(int, Transpose, Transpose, int64_t, int64_t, int64_t, float, const float*, int64_t,
                   const float*, int64_t, float, float*, int64_t);
template void gemm(int, Transpose, Transpose, int64_t, int64_t, int64_t, double, const double*, int64_t,
                   const double*, int64_t, double, double*, int64_t);

}  // namespace nnl::kernels
