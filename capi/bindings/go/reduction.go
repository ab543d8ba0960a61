package nnlite

// #include "raw.h"
import "C"

// Reductions go over the given axes, or over all without any. In those with "KeepDim" the axes stay, with size 1.

// Sum adds elements up.
func (t *Tensor) Sum(axes ...int) (*Tensor, error) { return t.sum(axes, false) }

// SumKeepDim is Sum with the axes kept.
func (t *Tensor) SumKeepDim(axes ...int) (*Tensor, error) { return t.sum(axes, true) }

func (t *Tensor) sum(axes []int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_sum(t.h(), rank(axes), ints(axes), flag(keepDim)), t)
}

// Mean is the average; of nothing it is NaN.
func (t *Tensor) Mean(axes ...int) (*Tensor, error) { return t.mean(axes, false) }

// MeanKeepDim is Mean with the axes kept.
func (t *Tensor) MeanKeepDim(axes ...int) (*Tensor, error) { return t.mean(axes, true) }

func (t *Tensor) mean(axes []int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_mean(t.h(), rank(axes), ints(axes), flag(keepDim)), t)
}

// Var is the variance, the sum of squared distances from the mean over n - correction: 1 for the unbiased one
// (PyTorch's default), 0 for the biased one. Where n is no more than the correction it is not finite.
func (t *Tensor) Var(correction int, axes ...int) (*Tensor, error) {
	return t.variance(correction, axes, false)
}

// VarKeepDim is Var with the axes kept.
func (t *Tensor) VarKeepDim(correction int, axes ...int) (*Tensor, error) {
	return t.variance(correction, axes, true)
}

func (t *Tensor) variance(correction int, axes []int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_var(t.h(), rank(axes), ints(axes), C.int64_t(correction), flag(keepDim)), t)
}

// Std is the standard deviation, the root of Var. Its derivative is 0 where it is 0.
func (t *Tensor) Std(correction int, axes ...int) (*Tensor, error) {
	return t.std(correction, axes, false)
}

// StdKeepDim is Std with the axes kept.
func (t *Tensor) StdKeepDim(correction int, axes ...int) (*Tensor, error) {
	return t.std(correction, axes, true)
}

func (t *Tensor) std(correction int, axes []int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_std(t.h(), rank(axes), ints(axes), C.int64_t(correction), flag(keepDim)), t)
}

// Norm is (sum of |x|^p)^(1/p). p = 0 counts the elements that are not 0, infinity gives the greatest |x|, -infinity
// the least. The derivative is 0 where the norm is 0, and shared evenly by equal extrema. A p that is NaN is
// ErrInvalidArgument; axes without elements are ErrShapeMismatch for a negative or infinite p.
func (t *Tensor) Norm(p float64, axes ...int) (*Tensor, error) { return t.norm(p, axes, false) }

// NormKeepDim is Norm with the axes kept.
func (t *Tensor) NormKeepDim(p float64, axes ...int) (*Tensor, error) { return t.norm(p, axes, true) }

func (t *Tensor) norm(p float64, axes []int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_norm(t.h(), C.double(p), rank(axes), ints(axes), flag(keepDim)), t)
}

// Max is the greatest of all elements, of any dtype; none is ErrShapeMismatch. NaN is the greatest and the least.
// Equal extrema share the gradient evenly.
func (t *Tensor) Max() (*Tensor, error) { return tensorOf(C.nnlgo_max(t.h()), t) }

// Min is the least of all elements, as Max.
func (t *Tensor) Min() (*Tensor, error) { return tensorOf(C.nnlgo_min(t.h()), t) }

// MaxAlong is the greatest elements along an axis, which keepDim keeps with size 1, and where they stand (int64). Of
// equal elements the first is taken, and gets the gradient. An empty axis is ErrShapeMismatch.
func (t *Tensor) MaxAlong(axis int, keepDim bool) (values, indices *Tensor, err error) {
	return pairOfTensors(C.nnlgo_max_along(t.h(), C.int64_t(axis), flag(keepDim)), t)
}

// MinAlong is the least elements along an axis, as MaxAlong.
func (t *Tensor) MinAlong(axis int, keepDim bool) (values, indices *Tensor, err error) {
	return pairOfTensors(C.nnlgo_min_along(t.h(), C.int64_t(axis), flag(keepDim)), t)
}

// Argmax is where the greatest of all elements stands, counted row-major: int64, without gradient; the first of equal
// ones. Any dtype; nothing is ErrShapeMismatch.
func (t *Tensor) Argmax(keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_argmax(t.h(), flag(keepDim)), t)
}

// Argmin is where the least of all elements stands, as Argmax.
func (t *Tensor) Argmin(keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_argmin(t.h(), flag(keepDim)), t)
}

// ArgmaxAlong is where the greatest elements along an axis stand, as Argmax.
func (t *Tensor) ArgmaxAlong(axis int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_argmax_along(t.h(), C.int64_t(axis), flag(keepDim)), t)
}

// ArgminAlong is where the least elements along an axis stand, as Argmax.
func (t *Tensor) ArgminAlong(axis int, keepDim bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_argmin_along(t.h(), C.int64_t(axis), flag(keepDim)), t)
}

// TopK is the k greatest elements along an axis in descending order, or without largest the least, ascending, and
// where they stand (int64). NaN counts as greater than all; of equal elements the one with the lower index comes
// first. Any dtype. A k outside [0, size of the axis] is ErrIndexOutOfRange.
func (t *Tensor) TopK(k, axis int, largest bool) (values, indices *Tensor, err error) {
	return pairOfTensors(C.nnlgo_topk(t.h(), C.int64_t(k), C.int64_t(axis), flag(largest)), t)
}
