// Which elements of a line a window's tap reads, for kernels that work on whole lines tap by tap.
#pragma once

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

/// The elements that one tap reads: element `from + stride * o` for the outputs o in [first, last).
struct Reach {
  int64_t first, last, from;
};

constexpr int64_t clamp(int64_t value, int64_t low, int64_t high) {
  return value < low ? low : least(value, high);
}

/// The reach of a tap along an axis within outputs [begin, end); empty where it meets padding only.
template <class Shape>
Reach reach(const Shape& s, int axis, int64_t tap, int64_t begin, int64_t end) {
  const int64_t from = tap * s.dilation[axis] - s.padding[axis], stride = s.stride[axis];
  const int64_t rest = s.size[axis] - from;  // elements from the tap's first on
  const int64_t first = from < 0 ? (-from + stride - 1) / stride : 0;
  const int64_t last = rest > 0 ? (rest - 1) / stride + 1 : 0;
  const int64_t low = clamp(first, begin, end);
  return {low, clamp(last, low, end), from};
}

}  // namespace
}  // namespace nnl::kernels
