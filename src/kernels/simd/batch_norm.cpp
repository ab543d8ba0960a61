#include "kernels/batch_norm.h"

#include "kernels/simd/pair_sums.h"

namespace nnl::kernels {
namespace {

// Sums of rows that have one element for each channel are kept in T over so few terms that its digits
// suffice, and in double beyond.
constexpr int64_t kRowBlock = 64;

/// Adds to the totals of each channel what term(row, channel, first, second) adds to its two arguments of T,
/// for rows of `width` channels.
template <class T, class Term>
NNL_INLINE inline void add_rows(int64_t rows, int64_t width, double* first, double* second,
                                const Term& term) {
  for (int64_t begin = 0; begin < rows; begin += kRowBlock) {
    T a[batch_norm_group] = {}, b[batch_norm_group] = {};
    for (int64_t row = begin; row < least(rows, begin + kRowBlock); ++row)
      for (int64_t i = 0; i < width; ++i) term(row, i, a[i], b[i]);
    for (int64_t i = 0; i < width; ++i) {
      first[i] += static_cast<double>(a[i]);
      second[i] += static_cast<double>(b[i]);
    }
  }
}

/// A number for each channel of a group, split as Split does.
template <class T>
struct Splits {
  Splits(int64_t width, const double* values) {
    for (int64_t i = 0; i < width; ++i) {
      const Split<T> split(values[i]);
      high[i] = split.high;
      low[i] = split.low;
    }
  }
  T high[batch_norm_group], low[batch_norm_group];
};

/// Calls run(c, offset) for each run of a channel of the group.
template <class Run>
NNL_INLINE inline void for_runs(const BatchNormShape& s, int64_t first, int64_t last, const Run& run) {
  for (int64_t c = first; c < last; ++c)
    for (int64_t n = 0; n < s.batch; ++n) run(c - first, (n * s.channels + c) * s.inner);
}

template <class T>
void moments(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const double* shift,
             double* sums, double* squares) {
  if (s.inner == 1) {
    const Splits<T> split(last - first, shift);
    add_rows<T>(s.batch, last - first, sums, squares,
                [=, &split](int64_t row, int64_t i, T& sum, T& square) NNL_INLINE {
                  const T d = (x[row * s.channels + first + i] - split.high[i]) - split.low[i];
                  sum += d;
                  square += d * d;
                });
    return;
  }
  for_runs(s, first, last, [=](int64_t c, int64_t offset) NNL_INLINE {
    const Split<T> split(shift[c]);
    const T* run = x + offset;
    add_pairs<T>(s.inner, sums + c, squares + c, [=](auto at) NNL_INLINE {
      const Batch<T> d = at.keep(split.subtract_from(at(run)));
      return Pair<T>{d, d * d};
    });
  });
}

template <class T>
void normalize(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const double* mean,
               const double* scale, const T* beta, bool streaming, T* y) {
  if (s.inner == 1) {
    const int64_t width = last - first;
    const Splits<T> split(width, mean);
    T factor[batch_norm_group], shift[batch_norm_group];
    for (int64_t i = 0; i < width; ++i) {
      factor[i] = static_cast<T>(scale[i]);
      shift[i] = beta ? beta[i] : T{0};
    }
    for (int64_t row = 0; row < s.batch; ++row) {
      const T* from = x + row * s.channels + first;
      map(y + row * s.channels + first, width, streaming, [=, &split, &factor, &shift](auto at) NNL_INLINE {
        const Batch<T> d = (at(from) - at(split.high)) - at(split.low);
        return d * at(factor) + at(shift);
      });
    }
  } else {
    for_runs(s, first, last, [=](int64_t c, int64_t offset) NNL_INLINE {
      const Split<T> split(mean[c]);
      const Batch<T> factor(static_cast<T>(scale[c])), shift(beta ? beta[c] : T{0});
      const T* from = x + offset;
      map(y + offset, s.inner, streaming,
          [=](auto at) NNL_INLINE { return split.subtract_from(at(from)) * factor + shift; });
    });
  }
  if (streaming) stream_end();
}

template <class T>
void gradient_sums(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
                   const double* mean, double* sum_dy, double* sum_dy_x) {
  if (s.inner == 1) {
    const Splits<T> split(last - first, mean);
    add_rows<T>(s.batch, last - first, sum_dy, sum_dy_x,
                [=, &split](int64_t row, int64_t i, T& sum, T& product) NNL_INLINE {
                  const int64_t at = row * s.channels + first + i;
                  sum += dy[at];
                  product += dy[at] * ((x[at] - split.high[i]) - split.low[i]);
                });
    return;
  }
  for_runs(s, first, last, [=](int64_t c, int64_t offset) NNL_INLINE {
    const Split<T> split(mean[c]);
    const T* run = x + offset;
    const T* gradient = dy + offset;
    add_pairs<T>(s.inner, sum_dy + c, sum_dy_x + c, [=](auto at) NNL_INLINE {
      const Batch<T> g = at(gradient);
      return Pair<T>{g, at.keep(g * split.subtract_from(at(run)))};
    });
  });
}

template <class T>
void gradient(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
              const double* mean, const double* a, const double* b, const double* k, bool streaming, T* dx) {
  if (s.inner == 1) {
    const int64_t width = last - first;
    const Splits<T> split(width, mean);
    T slope[batch_norm_group], back[batch_norm_group], shift[batch_norm_group];
    for (int64_t i = 0; i < width; ++i) {
      slope[i] = static_cast<T>(a[i]);
      back[i] = static_cast<T>(b[i]);
      shift[i] = static_cast<T>(k[i]);
    }
    for (int64_t row = 0; row < s.batch; ++row) {
      const T* from = x + row * s.channels + first;
      const T* g = dy + row * s.channels + first;
      map(dx + row * s.channels + first, width, streaming,
          [=, &split, &slope, &back, &shift](auto at) NNL_INLINE {
            const Batch<T> d = (at(from) - at(split.high)) - at(split.low);
            return at(slope) * at(g) + (at(back) * d + at(shift));
          });
    }
  } else {
    for_runs(s, first, last, [=](int64_t c, int64_t offset) NNL_INLINE {
      const Split<T> split(mean[c]);
      const Batch<T> slope(static_cast<T>(a[c])), back(static_cast<T>(b[c])), shift(static_cast<T>(k[c]));
      const T* from = x + offset;
      const T* g = dy + offset;
      map(dx + offset, s.inner, streaming,
          [=](auto at) NNL_INLINE { return slope * at(g) + (back * split.subtract_from(at(from)) + shift); });
    });
  }
  if (streaming) stream_end();
}

template <class T>
constexpr BatchNormKernels<T> family = {moments<T>, normalize<T>, gradient_sums<T>, gradient<T>};

}  // namespace

NNL_DEFINE_KERNELS(BatchNormKernels<float>) = family<float>;
NNL_DEFINE_KERNELS(BatchNormKernels<double>) = family<double>;

}  // namespace nnl::kernels
