// Parts of tensors by position, with gradients; dtypes may be any.
#pragma once

#include "autograd/variable.h"

namespace nnl {

/// The elements start, start + step, ... below stop of an axis, as a view. Negative bounds count from the
/// end, and bounds beyond it mean the end, as in Python. The step is positive.
Variable slice(const Variable& x, int64_t axis, int64_t start, int64_t stop, int64_t step = 1);

/// x[..., index[..., j, ...], ...] for an index (i32 or i64) of x's rank that is no longer than x along the
/// other axes; the result has the index's shape.
Variable gather(const Variable& x, int64_t axis, const Tensor& index);

/// The parts of x at a list of places along an axis, which may repeat; index (i32 or i64) has one axis, or
/// none for one place.
Variable index_select(const Variable& x, int64_t axis, const Tensor& index);

/// i64 of shape index + [classes]: 1 at the class, else 0. Without `classes` (-1) their number is the
/// greatest index + 1.
Variable one_hot(const Tensor& index, int64_t classes = -1);

}  // namespace nnl
