// Comparisons, logic, and choices by bool tensors.
#pragma once

#include "autograd/variable.h"

namespace nnl {

enum class Comparison { equal, not_equal, less, less_equal, greater, greater_equal };

/// A bool tensor with a ? b, element by element with broadcasting; one dtype, which may be any. No gradient.
/// NaN equals nothing.
Variable compare(Comparison how, const Variable& a, const Variable& b);
/// The same with a number, which is first rounded to the dtype of a floating tensor.
Variable compare(Comparison how, const Variable& a, double b);

/// Bool tensors: an element that is not 0 counts as true. Dtypes may be any.
Variable logical_not(const Variable& x);
Variable logical_and(const Variable& a, const Variable& b);
Variable logical_or(const Variable& a, const Variable& b);

/// a where `condition` (bool) is true, else b; all three broadcast. a and b are of one dtype, which may be
/// any.
Variable where(const Variable& condition, const Variable& a, const Variable& b);
/// `value` where `mask` (bool) is true, else x; both broadcast. x may be of any dtype; one of integers cuts
/// the value towards zero, and fails if it cannot hold it.
Variable masked_fill(const Variable& x, const Variable& mask, double value);

}  // namespace nnl
