#include "kernels/convolution.h"

#include <cstring>

#include "kernels/simd/window.h"

namespace nnl::kernels {
namespace {

/// The lines of patches that one tap of one channel fills, and what they are filled with: `above` lines of
/// zeros, `inside` lines, `below` lines of zeros; each line inside is `left` zeros, n elements, `right`
/// zeros.
struct TapLines {
  int64_t at, above, inside, below, left, n, right;
  int64_t place, row_step;  // of the first element in the image, and from line to line
};

/// Calls run(TapLines) for every tap of every channel of a tile, in the order of the patches.
template <class Run>
NNL_INLINE inline void for_taps(const ConvShape& s, const ConvTile& t, const Run& run) {
  int64_t at = 0;
  for (int64_t c = t.channel; c < t.channel + t.channels; ++c)
    for (int64_t ky = 0; ky < s.kernel[0]; ++ky) {
      const Reach rows = reach(s, 0, ky, t.row, t.row + t.rows);
      for (int64_t kx = 0; kx < s.kernel[1]; ++kx, at += t.positions()) {
        const Reach columns = reach(s, 1, kx, t.column, t.column + t.columns);
        const int64_t n = columns.last - columns.first, inside = n > 0 ? rows.last - rows.first : 0,
                      above = n > 0 ? rows.first - t.row : t.rows, left = columns.first - t.column;
        run(TapLines{at, above, inside, t.rows - above - inside, left, n, t.columns - left - n,
                     c * s.plane() + (rows.from + rows.first * s.stride[0]) * s.size[1] + columns.from +
                         columns.first * s.stride[1],
                     s.stride[0] * s.size[1]});
      }
    }
}

/// Whether a tap's lines follow each other in the image as in the patches, so that they are one line but for
/// the zeros at their ends.
bool lines_join(const ConvShape& s, const ConvTile& t) {
  return s.stride[1] == 1 && s.stride[0] * s.size[1] == t.columns;
}

/// Mostly a single one: a call that fills memory would cost more.
template <class T>
NNL_INLINE inline void put_zeros(T* to, int64_t n) {
  if (n == 0) return;
  *to = T(0);
  if (n > 1) std::memset(to, 0, static_cast<size_t>(n) * sizeof(T));
}

/// n elements from `from` on. Whole batches are stored where `end` allows to load them.
template <class T>
NNL_INLINE inline void copy_line(const T* from, const T* end, int64_t n, T* to) {
  constexpr int64_t lanes = kLanes<T>;
  if (end - from < n + lanes) {
    std::memcpy(to, from, static_cast<size_t>(n) * sizeof(T));
    return;
  }
  for (int64_t i = 0; i < n; i += lanes) store(to + i, load(from + i));
}

/// Zeros at the ends of a tap's lines inside.
template <class T>
NNL_INLINE inline void put_ends(const ConvTile& t, const TapLines& l, T* line) {
  for (int64_t r = 0; r < l.inside; ++r, line += t.columns) {
    put_zeros(line, l.left);
    put_zeros(line + l.left + l.n, l.right);
  }
}

template <class T>
void unfold(const ConvShape& s, const ConvTile& t, const T* image, T* patches) {
  const T* end = image + s.channels * s.plane();
  const int64_t stride = s.stride[1];
  const bool join = lines_join(s, t);
  for_taps(s, t, [=, &t](const TapLines& l) NNL_INLINE {
    T* line = patches + l.at;
    const T* from = image + l.place;
    put_zeros(line, l.above * t.columns);
    line += l.above * t.columns;
    if (join && l.inside > 0) copy_line(from, end, (l.inside - 1) * t.columns + l.n, line + l.left);
    if (join) put_ends(t, l, line);
    for (int64_t r = 0; !join && r < l.inside; ++r, from += l.row_step) {
      T* to = line + r * t.columns;
      put_zeros(to, l.left);
      if (stride == 1)
        copy_line(from, end, l.n, to + l.left);
      else
        for (int64_t i = 0; i < l.n; ++i) to[l.left + i] = from[i * stride];
      put_zeros(to + l.left + l.n, l.right);
    }
    put_zeros(line + l.inside * t.columns, l.below * t.columns);
  });
}

template <class T>
NNL_INLINE inline void add_line(int64_t n, const T* __restrict from, T* __restrict to) {
  for (int64_t i = 0; i < n; ++i) to[i] += from[i];
}

template <class T>
void fold(const ConvShape& s, const ConvTile& t, T* patches, T* image) {
  const int64_t stride = s.stride[1];
  const bool join = lines_join(s, t);
  for_taps(s, t, [=, &t](const TapLines& l) NNL_INLINE {
    T* line = patches + l.at + l.above * t.columns;
    T* to = image + l.place;
    if (join) {
      put_ends(t, l, line);
      if (l.inside > 0) add_line((l.inside - 1) * t.columns + l.n, line + l.left, to);
      return;
    }
    line += l.left;
    for (int64_t r = 0; r < l.inside; ++r, line += t.columns, to += l.row_step) {
      if (stride == 1)
        add_line(l.n, line, to);
      else
        for (int64_t i = 0; i < l.n; ++i) to[i * stride] += line[i];
    }
  });
}

template <class T>
void combine(int64_t rows, int64_t n, const T* weight, const T* matrix, T* y) {
  map(y, n, false, [=](auto at) NNL_INLINE {
    Batch<T> sum = at(y);
    for (int64_t r = 0; r < rows; ++r) sum = multiply_add<T>(Batch<T>(weight[r]), at(matrix + r * n), sum);
    return sum;
  });
}

template <class T>
void spread(int64_t rows, int64_t n, const T* weight, const T* dy, bool add, T* matrix) {
  for (int64_t r = 0; r < rows; ++r) {
    T* row = matrix + r * n;
    const Batch<T> w(weight[r]);
    if (add)
      map(row, n, false, [=](auto at) NNL_INLINE { return multiply_add<T>(w, at(dy), at(row)); });
    else
      map(row, n, false, [=](auto at) NNL_INLINE { return w * at(dy); });
  }
}

/// The sum of a * b: in T over blocks of 1024, in double beyond.
template <class T>
double dot(int64_t n, const T* a, const T* b) {
  constexpr int64_t lanes = kLanes<T>, block = 1024;
  double total = 0;
  for (int64_t begin = 0; begin < n; begin += block) {
    const int64_t end = least(n, begin + block);
    Batch<T> even(T(0)), odd(T(0));
    int64_t i = begin;
    for (; i + 2 * lanes <= end; i += 2 * lanes) {
      even = multiply_add<T>(load(a + i), load(b + i), even);
      odd = multiply_add<T>(load(a + i + lanes), load(b + i + lanes), odd);
    }
    total += sum_lanes(even + odd);
    for (; i < end; ++i) total += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return total;
}

template <class T>
void project(int64_t rows, int64_t n, const T* matrix, const T* dy, bool add, T* dweight) {
  for (int64_t r = 0; r < rows; ++r) {
    const double sum = dot(n, matrix + r * n, dy);
    dweight[r] = static_cast<T>(add ? static_cast<double>(dweight[r]) + sum : sum);
  }
}

template <class T>
constexpr ConvKernels<T> kernels = {unfold<T>, fold<T>, combine<T>, spread<T>, project<T>};

}  // namespace

NNL_DEFINE_KERNELS(ConvKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(ConvKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
