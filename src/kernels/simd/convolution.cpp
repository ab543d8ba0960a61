#include "kernels/convolution.h"

#include <cstring>

#include "kernels/simd/window.h"

namespace nnl::kernels {
namespace {

/// Calls line(row within the tile, channel within the tile, tap, place) for every line that patches have:
/// place is where the tap's row starts in the image, or -1 for a row of padding.
template <class Line>
NNL_INLINE inline void for_lines(const ConvShape& s, const ConvTile& t, const Line& line) {
  for (int64_t c = 0; c < t.channels; ++c)
    for (int64_t ky = 0; ky < s.kernel[0]; ++ky) {
      const Reach rows = reach(s, 0, ky, t.row, t.row + t.rows);
      for (int64_t kx = 0; kx < s.kernel[1]; ++kx) {
        const Reach columns = reach(s, 1, kx, t.column, t.column + t.columns);
        const int64_t matrix_row = (c * s.kernel[0] + ky) * s.kernel[1] + kx;
        for (int64_t r = 0; r < t.rows; ++r) {
          const int64_t row = t.row + r;
          const bool inside = row >= rows.first && row < rows.last;
          const int64_t y = rows.from + row * s.stride[0];
          line(matrix_row * t.positions() + r * t.columns, columns,
               inside ? (t.channel + c) * s.plane() + y * s.size[1] : -1);
        }
      }
    }
}

/// n elements from `from` on, to which whole batches are written where `end` allows to read them.
template <class T>
NNL_INLINE inline void copy_line(const T* from, const T* end, int64_t n, T* to) {
  constexpr int64_t lanes = kLanes<T>;
  if (n > 4 * lanes || end - from < n + lanes) {
    std::memcpy(to, from, static_cast<size_t>(n) * sizeof(T));
    return;
  }
  for (int64_t i = 0; i < n; i += lanes) store(to + i, load(from + i));
}

template <class T>
void unfold(const ConvShape& s, const ConvTile& t, const T* image, T* patches) {
  const T* end = image + s.channels * s.plane();
  const int64_t stride = s.stride[1];
  for_lines(s, t, [=](int64_t at, const Reach& columns, int64_t place) NNL_INLINE {
    T* line = patches + at;
    const int64_t first = place < 0 ? t.columns : columns.first - t.column,
                  last = place < 0 ? t.columns : columns.last - t.column;
    for (int64_t i = 0; i < first; ++i) line[i] = T(0);
    if (first < last) {
      const T* from = image + place + columns.from + columns.first * stride;
      if (stride == 1)
        copy_line(from, end, last - first, line + first);
      else
        for (int64_t i = first; i < last; ++i) line[i] = from[(i - first) * stride];
    }
    for (int64_t i = last; i < t.columns; ++i) line[i] = T(0);
  });
}

/// to[i * to_step] += w * from[i * from_step] for n elements.
template <class T>
NNL_INLINE inline void add_scaled(int64_t n, T w, const T* __restrict from, int64_t from_step,
                                  T* __restrict to, int64_t to_step) {
  if (from_step == 1 && to_step == 1)
    for (int64_t i = 0; i < n; ++i) to[i] += w * from[i];
  else
    for (int64_t i = 0; i < n; ++i) to[i * to_step] += w * from[i * from_step];
}

template <class T>
void fold(const ConvShape& s, const ConvTile& t, const T* patches, T* image) {
  const int64_t stride = s.stride[1];
  for_lines(s, t, [=](int64_t at, const Reach& columns, int64_t place) NNL_INLINE {
    if (place < 0) return;
    add_scaled<T>(columns.last - columns.first, T(1), patches + at + columns.first - t.column, 1,
                  image + place + columns.from + columns.first * stride, stride);
  });
}

/// Calls line(tap, count, output place, input place) for every tap of every row of a plane.
template <class Line>
NNL_INLINE inline void for_plane(const ConvShape& s, const Line& line) {
  for (int64_t row = 0; row < s.out_size[0]; ++row)
    for (int64_t ky = 0; ky < s.kernel[0]; ++ky) {
      const Reach rows = reach(s, 0, ky, row, row + 1);
      if (rows.first == rows.last) continue;
      const int64_t y = rows.from + row * s.stride[0];
      for (int64_t kx = 0; kx < s.kernel[1]; ++kx) {
        const Reach columns = reach(s, 1, kx, 0, s.out_size[1]);
        line(ky * s.kernel[1] + kx, columns.last - columns.first, row * s.out_size[1] + columns.first,
             y * s.size[1] + columns.from + columns.first * s.stride[1]);
      }
    }
}

template <class T>
void plane(const ConvShape& s, const T* x, const T* weight, T* y) {
  for_plane(s, [=](int64_t tap, int64_t n, int64_t out, int64_t in)
                   NNL_INLINE { add_scaled<T>(n, weight[tap], x + in, s.stride[1], y + out, 1); });
}

template <class T>
void plane_input_gradient(const ConvShape& s, const T* weight, const T* dy, T* dx) {
  for_plane(s, [=](int64_t tap, int64_t n, int64_t out, int64_t in)
                   NNL_INLINE { add_scaled<T>(n, weight[tap], dy + out, 1, dx + in, s.stride[1]); });
}

/// The sum of a[i * step] * b[i]: in T over blocks of 1024, in double beyond.
template <class T>
double dot(int64_t n, const T* a, int64_t step, const T* b) {
  constexpr int64_t lanes = kLanes<T>, block = 1024;
  double total = 0;
  for (int64_t begin = 0; begin < n; begin += block) {
    const int64_t end = least(n, begin + block);
    int64_t i = begin;
    if (step == 1) {
      Batch<T> sum(T(0));
      for (; i + lanes <= end; i += lanes) sum = xsimd::fma(load(a + i), load(b + i), sum);
      total += sum_lanes<T>(sum);
    }
    for (; i < end; ++i) total += static_cast<double>(a[i * step]) * static_cast<double>(b[i]);
  }
  return total;
}

template <class T>
void plane_weight_gradient(const ConvShape& s, const T* x, const T* dy, double* dweight) {
  for_plane(s, [=](int64_t tap, int64_t n, int64_t out, int64_t in)
                   NNL_INLINE { dweight[tap] += dot(n, x + in, s.stride[1], dy + out); });
}

template <class T>
constexpr ConvKernels<T> kernels = {unfold<T>, fold<T>, plane<T>, plane_input_gradient<T>,
                                    plane_weight_gradient<T>};

}  // namespace

NNL_DEFINE_KERNELS(ConvKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(ConvKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
