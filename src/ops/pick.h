// Elements picked along one axis, for gather, index_select, extrema and top-k.
#pragma once

#include "autograd/variable.h"

namespace nnl {

/// The recorded operation `op` (a string literal): element [..., index[..., j, ...], ...] of x for each j, in
/// the given shape, which has as many elements as `index`. The index (i64, checked, nobody else can change
/// it) has x's rank, at least 1, and is no longer than x along the other axes; it may be a broadcast view.
Variable pick(const char* op, const Variable& x, int axis, const Tensor& index, const Dims& shape);

}  // namespace nnl
