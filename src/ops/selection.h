// Extrema and the largest elements along an axis, with gradients; dtypes may be any. NaN counts as the
// greatest and as the least; of equal elements the one with the lower index comes first.
#pragma once

#include <optional>

#include "autograd/variable.h"

namespace nnl {

/// Values with a gradient that goes to the elements selected, and where those stand (i64).
struct Selection {
  Variable values;
  Variable indices;
};

/// The extremum along an axis, which stays as size 1 if `keepdim`. The axis must not be empty.
Selection max(const Variable& x, int64_t axis, bool keepdim = false);
Selection min(const Variable& x, int64_t axis, bool keepdim = false);

/// The extremum of all elements, of which there must be one; equal ones share the gradient evenly.
Variable max(const Variable& x);
Variable min(const Variable& x);

/// The index of the extremum along an axis, or (no axis) in all elements, row-major; i64, without gradient.
Variable argmax(const Variable& x, std::optional<int64_t> axis = std::nullopt, bool keepdim = false);
Variable argmin(const Variable& x, std::optional<int64_t> axis = std::nullopt, bool keepdim = false);

/// The k greatest (or least) elements along an axis, the first one first.
Selection topk(const Variable& x, int64_t k, int64_t axis = -1, bool largest = true);

}  // namespace nnl
