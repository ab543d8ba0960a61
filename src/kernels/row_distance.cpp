#include "kernels/row_distance.h"

#include "kernels/norm.h"

namespace nnl::kernels {
namespace {

/// Calls body(row) for each row, some at a time.
template <class Body>
void for_rows(int threads, int64_t rows, int64_t width, const Body& body) {
  parallel_blocks(threads, rows, std::max<int64_t>(1, 8192 / std::max<int64_t>(1, width)),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t row = begin; row < end; ++row) body(row);
                  });
}

template <class T>
double dot(int64_t n, const T* a, const T* b) {
  return tree_sum_range(0, n,
                        [=](int64_t i) { return static_cast<double>(a[i]) * static_cast<double>(b[i]); });
}

double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

/// The derivative of the p-norm `norm` by an element `d`, `greatest` of which are as large as any.
double norm_slope(double d, double norm, double p, double greatest) {
  if (p == 1) return sign(d);
  if (norm == 0) return 0;
  if (p == 2) return d / norm;
  if (std::isinf(p)) return std::abs(d) == norm ? sign(d) / greatest : 0;
  return d == 0 ? 0 : sign(d) * std::pow(std::abs(d) / norm, p - 1);
}

}  // namespace

template <class T>
void row_cosine(int threads, int64_t rows, int64_t width, const T* a, const T* b, const RowCosine& out) {
  constexpr double least = 1e-12F;  // a float in PyTorch
  for_rows(threads, rows, width, [=](int64_t row) {
    const T* x = a + row * width;
    const T* y = b + row * width;
    out.square_a[row] = dot(width, x, x) + least;
    out.square_b[row] = dot(width, y, y) + least;
    out.cosine[row] = dot(width, x, y) / std::sqrt(out.square_a[row]) / std::sqrt(out.square_b[row]);
  });
}

template <class T>
void row_cosine_backward(int threads, int64_t rows, int64_t width, const T* a, const T* b,
                         const RowCosine& saved, const double* dcosine, T* da) {
  for_rows(threads, rows, width, [=](int64_t row) {
    const double by_b = dcosine[row] / std::sqrt(saved.square_a[row]) / std::sqrt(saved.square_b[row]);
    const double by_a = dcosine[row] * saved.cosine[row] / saved.square_a[row];
    for (int64_t i = row * width; i < (row + 1) * width; ++i)
      da[i] = static_cast<T>(by_b * static_cast<double>(b[i]) - by_a * static_cast<double>(a[i]));
  });
}

template <class T>
void row_distance(int threads, int64_t rows, int64_t width, const T* a, const T* b, double p, double eps,
                  double* distance) {
  for_rows(threads, rows, width, [=](int64_t row) {
    const T* x = a + row * width;
    const T* y = b + row * width;
    distance[row] = norm_of(1, width, p, [=](int64_t i) {
      return std::abs(static_cast<double>(x[i]) - static_cast<double>(y[i]) + eps);
    });
  });
}

template <class T>
void row_distance_backward(int threads, int64_t rows, int64_t width, const T* a, const T* b, double p,
                           double eps, const double* distance, const double* ddistance, T* da, T* db) {
  for_rows(threads, rows, width, [=](int64_t row) {
    const auto difference = [=](int64_t i) {
      return static_cast<double>(a[i]) - static_cast<double>(b[i]) + eps;
    };
    const int64_t begin = row * width, end = begin + width;
    double greatest = 0;
    if (std::isinf(p))
      for (int64_t i = begin; i < end; ++i) greatest += std::abs(difference(i)) == distance[row] ? 1 : 0;
    for (int64_t i = begin; i < end; ++i) {
      const T slope = static_cast<T>(ddistance[row] * norm_slope(difference(i), distance[row], p, greatest));
      if (da) da[i] += slope;
      if (db) db[i] -= slope;
    }
  });
}

#define NNL_INSTANTIATE(T)                                                                        \
  template void row_cosine(int, int64_t, int64_t, const T*, const T*, const RowCosine&);          \
  template void row_cosine_backward(int, int64_t, int64_t, const T*, const T*, const RowCosine&,  \
                                    const double*, T*);                                           \
  template void row_distance(int, int64_t, int64_t, const T*, const T*, double, double, double*); \
  template void row_distance_backward(int, int64_t, int64_t, const T*, const T*, double, double,  \
                                      const double*, const double*, T*, T*)
NNL_INSTANTIATE(float);
NNL_INSTANTIATE(double);
#undef NNL_INSTANTIATE

}  // namespace nnl::kernels
