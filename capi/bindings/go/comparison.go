package nnlite

// #include "raw.h"
import "C"

// Comparisons give bool tensors without gradient, for operands of any dtype, the same for both; shapes broadcast. NaN
// is unequal to all and neither less nor greater. The number of those with "Scalar" is rounded to the dtype of a
// floating tensor.

// Eq is t == other.
func (t *Tensor) Eq(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_eq(t.h(), other.h()), t, other)
}

// Ne is t != other.
func (t *Tensor) Ne(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_ne(t.h(), other.h()), t, other)
}

// Lt is t < other.
func (t *Tensor) Lt(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_lt(t.h(), other.h()), t, other)
}

// Le is t <= other.
func (t *Tensor) Le(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_le(t.h(), other.h()), t, other)
}

// Gt is t > other.
func (t *Tensor) Gt(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_gt(t.h(), other.h()), t, other)
}

// Ge is t >= other.
func (t *Tensor) Ge(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_ge(t.h(), other.h()), t, other)
}

// EqScalar is t == number.
func (t *Tensor) EqScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_eq_scalar(t.h(), C.double(number)), t)
}

// NeScalar is t != number.
func (t *Tensor) NeScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_ne_scalar(t.h(), C.double(number)), t)
}

// LtScalar is t < number.
func (t *Tensor) LtScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_lt_scalar(t.h(), C.double(number)), t)
}

// LeScalar is t <= number.
func (t *Tensor) LeScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_le_scalar(t.h(), C.double(number)), t)
}

// GtScalar is t > number.
func (t *Tensor) GtScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_gt_scalar(t.h(), C.double(number)), t)
}

// GeScalar is t >= number.
func (t *Tensor) GeScalar(number float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_ge_scalar(t.h(), C.double(number)), t)
}

// LogicalNot is true where t is 0. As for LogicalAnd and LogicalOr the dtypes are any, and NaN counts as true.
func (t *Tensor) LogicalNot() (*Tensor, error) { return tensorOf(C.nnlgo_logical_not(t.h()), t) }

// LogicalAnd is true where both are not 0.
func (t *Tensor) LogicalAnd(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_logical_and(t.h(), other.h()), t, other)
}

// LogicalOr is true where one is not 0.
func (t *Tensor) LogicalOr(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_logical_or(t.h(), other.h()), t, other)
}

// Where is a where the condition (bool) is true, else b. All three broadcast; a and b are of one dtype, any.
func Where(condition, a, b *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_where(condition.h(), a.h(), b.h()), condition, a, b)
}

// MaskedFill is value where mask (bool) is true, else t, with gradient 0 and 1; any dtype. In a tensor of integers the
// value is cut towards zero, and one out of range is ErrInvalidArgument.
func (t *Tensor) MaskedFill(mask *Tensor, value float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_masked_fill(t.h(), mask.h(), C.double(value)), t, mask)
}
