// Tensors joined and cut along an axis, with gradients; dtypes may be any.
#pragma once

#include <span>
#include <vector>

#include "autograd/variable.h"

namespace nnl {

/// One after the other along an axis; one dtype, and equal sizes along the other axes. Empty tensors with one
/// axis are passed over, as in PyTorch.
Variable cat(std::span<const Variable> parts, int64_t axis = 0);
/// The same along a new axis, in [-rank - 1, rank]; all of one shape.
Variable stack(std::span<const Variable> parts, int64_t axis = 0);
/// Views of so many elements of an axis each, which together are all of it.
std::vector<Variable> split(const Variable& x, std::span<const int64_t> sizes, int64_t axis = 0);

}  // namespace nnl
