// Sums over axes of plain tensors, for reductions and for gradients of broadcasting.
#pragma once

#include <array>

#include "tensor/tensor.h"

namespace nnl {

/// Which axes of a tensor are reduced.
using AxisMask = std::array<bool, max_rank>;

/// The sum over the masked axes, which stay as size 1 if `keepdim`, divided by `divisor`.
Tensor sum_axes(const Tensor& x, const AxisMask& mask, bool keepdim, double divisor = 1);

/// Sums a broadcast tensor back to `shape`.
Tensor sum_to_shape(const Tensor& x, const Dims& shape);

}  // namespace nnl
