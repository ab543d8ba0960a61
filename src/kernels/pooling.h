// Pooling: windows slide over contiguous planes (height, width), and each becomes one element.
//
// Every function runs on at most `threads` threads and gives the same bits for any number: tasks are groups
// of planes that follow from the shape alone. T is float or double.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// Sizes of one pooling; axis 0 of the pairs is height. A plane has fewer than 2^31 elements.
struct PoolShape {
  int64_t planes;
  int64_t size[2], out_size[2], kernel[2], stride[2], padding[2], dilation[2];

  int64_t plane() const { return size[0] * size[1]; }
  int64_t out_plane() const { return out_size[0] * out_size[1]; }
};

/// y = the greatest element of each window, and `index` (may be null) where in its plane it stands. The first
/// of equal elements is taken; NaN counts as greater than all, and the last one is taken. A window of nothing
/// but padding gives -infinity and the index -1.
template <class T>
void max_pool(int threads, const PoolShape& shape, const T* x, T* y, int32_t* index);

/// dx = 0, but dy added where the greatest elements stood.
template <class T>
void max_pool_backward(int threads, const PoolShape& shape, const int32_t* index, const T* dy, T* dx);

/// What the sum of a window is divided by, and whether windows slide or share the plane out.
struct AverageRule {
  bool adaptive;         // window o along an axis is [floor(o size / out), ceil((o + 1) size / out))
  bool include_padding;  // count the elements of padding that lie in a window
  int64_t divisor;       // unless it is 0: for every window
};

/// y = the average of each window; 0 for a window of nothing but padding. Sums are kept in double.
template <class T>
void average_pool(int threads, const PoolShape& shape, const AverageRule& rule, const T* x, T* y);

/// dx = dy over the divisor, added up over the windows that an element lies in.
template <class T>
void average_pool_backward(int threads, const PoolShape& shape, const AverageRule& rule, const T* dy, T* dx);

/// The work on one plane, per instruction set.
template <class T>
struct PoolKernels {
  void (*max)(const PoolShape&, const T* x, T* y, int32_t* index);
};
NNL_DECLARE_KERNELS(PoolKernels<float>);
NNL_DECLARE_KERNELS(PoolKernels<double>);

}  // namespace nnl::kernels
