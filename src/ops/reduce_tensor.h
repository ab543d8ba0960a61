// Sums over axes of plain tensors, for reductions and for gradients of broadcasting.
#pragma once

#include <array>
#include <span>

#include "tensor/tensor.h"

namespace nnl {

/// Which axes of a tensor are reduced.
using AxisMask = std::array<bool, max_rank>;

/// The mask of the axes named (none: all). Fails with an error that names `op` for one out of range or named
/// twice.
AxisMask mask_of(const char* op, std::span<const int64_t> axes, int rank);

/// The shape without the masked axes, or with size 1 there if `keepdim`.
Dims reduced_shape(const Dims& shape, const AxisMask& mask, bool keepdim);

/// How many elements become one.
int64_t reduced_count(const Dims& shape, const AxisMask& mask);

/// The elements of a tensor as a contiguous (outer, reduced, inner) array: the masked axes are `reduced`, and
/// the others keep their order.
struct MiddleAxes {
  Tensor source;
  int64_t outer, reduced, inner;
};
MiddleAxes middle_axes(const Tensor& x, const AxisMask& mask);

/// The sum over the masked axes, which stay as size 1 if `keepdim`, divided by `divisor`.
Tensor sum_axes(const Tensor& x, const AxisMask& mask, bool keepdim, double divisor = 1);

/// Sums a broadcast tensor back to `shape`.
Tensor sum_to_shape(const Tensor& x, const Dims& shape);

}  // namespace nnl
