// The same memory seen with other axes, with gradients; dtypes may be any.
#pragma once

#include <span>

#include "autograd/variable.h"

namespace nnl {

/// The axes in another order: each once, negative ones from the end.
Variable permute(const Variable& x, std::span<const int64_t> axes);
/// Without those of the named axes (none: of all) that have size 1.
Variable squeeze(const Variable& x, std::span<const int64_t> axes = {});
/// With a new axis of size 1 before `axis`, in [-rank - 1, rank].
Variable unsqueeze(const Variable& x, int64_t axis);
/// Axes of size 1 repeated, and new ones in front, to the given shape; -1 keeps a size. Nothing is copied.
Variable expand(const Variable& x, const Dims& shape);

}  // namespace nnl
