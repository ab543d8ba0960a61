#include "kernels/pooling.h"

#include <limits>

#include "kernels/simd/window.h"

namespace nnl::kernels {
namespace {

/// Lets n elements of a line, `step` apart (0: as the argument says), compete with the best so far.
template <int fixed_step, class T>
NNL_INLINE inline void compete(int64_t n, const T* x, int64_t step, int32_t place, T* __restrict best,
                               int32_t* __restrict index) {
  if (fixed_step > 0) step = fixed_step;
  for (int64_t i = 0; i < n; ++i) {
    const T value = x[i * step];
    const bool wins = (value > best[i]) | (value != value) | (index[i] < 0);
    best[i] = wins ? value : best[i];
    index[i] = wins ? place + static_cast<int32_t>(i * step) : index[i];
  }
}

/// The same without places.
template <int fixed_step, class T>
NNL_INLINE inline void compete(int64_t n, const T* x, int64_t step, T* __restrict best) {
  if (fixed_step > 0) step = fixed_step;
  for (int64_t i = 0; i < n; ++i) {
    const T value = x[i * step];
    best[i] = (value > best[i]) | (value != value) ? value : best[i];
  }
}

/// The taps of an axis that read an element for some output in [first, last].
struct Taps {
  int64_t begin, end;
};
Taps taps(const PoolShape& s, int axis, int64_t first, int64_t last) {
  const int64_t dilation = s.dilation[axis], before = s.padding[axis] - last * s.stride[axis],
                rest = s.size[axis] + s.padding[axis] - first * s.stride[axis];
  return {before > 0 ? (before + dilation - 1) / dilation : 0,
          rest > 0 ? least(s.kernel[axis], (rest - 1) / dilation + 1) : 0};
}

template <int fixed_step, class T>
void max_lines(const PoolShape& s, const T* x, T* y, int32_t* index) {
  const Taps across = taps(s, 1, 0, s.out_size[1] - 1);
  for (int64_t row = 0; row < s.out_size[0]; ++row) {
    const Taps down = taps(s, 0, row, row);
    const int64_t out = row * s.out_size[1];
    for (int64_t i = 0; i < s.out_size[1]; ++i) y[out + i] = -std::numeric_limits<T>::infinity();
    for (int64_t i = 0; index && i < s.out_size[1]; ++i) index[out + i] = -1;
    for (int64_t ky = down.begin; ky < down.end; ++ky) {
      const int64_t line = (row * s.stride[0] - s.padding[0] + ky * s.dilation[0]) * s.size[1];
      for (int64_t kx = across.begin; kx < across.end; ++kx) {
        const Reach columns = reach(s, 1, kx, 0, s.out_size[1]);
        const int64_t place = line + columns.from + columns.first * s.stride[1],
                      n = columns.last - columns.first, to = out + columns.first;
        if (index)
          compete<fixed_step>(n, x + place, s.stride[1], static_cast<int32_t>(place), y + to, index + to);
        else
          compete<fixed_step>(n, x + place, s.stride[1], y + to);
      }
    }
  }
}

template <class T>
void max(const PoolShape& s, const T* x, T* y, int32_t* index) {
  if (s.stride[1] == 1) return max_lines<1>(s, x, y, index);
  if (s.stride[1] == 2) return max_lines<2>(s, x, y, index);
  max_lines<0>(s, x, y, index);
}

}  // namespace

NNL_DEFINE_KERNELS(PoolKernels<float>) = {max<float>};
NNL_DEFINE_KERNELS(PoolKernels<double>) = {max<double>};

}  // namespace nnl::kernels
