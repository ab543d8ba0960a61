package nnlite

// #include "raw.h"
import "C"

// Reshape is the same elements in another shape, of which one size may be -1. It shares memory where the layout
// allows.
func (t *Tensor) Reshape(shape ...int) (*Tensor, error) {
	return tensorOf(C.nnlgo_reshape(t.h(), rank(shape), ints(shape)), t)
}

// Flatten makes the axes from first to last, which is included, one.
func (t *Tensor) Flatten(first, last int) (*Tensor, error) {
	return tensorOf(C.nnlgo_flatten(t.h(), C.int64_t(first), C.int64_t(last)), t)
}

// Transpose exchanges two axes and shares memory.
func (t *Tensor) Transpose(axis0, axis1 int) (*Tensor, error) {
	return tensorOf(C.nnlgo_transpose(t.h(), C.int64_t(axis0), C.int64_t(axis1)), t)
}

// Clone is a copy in memory of its own.
func (t *Tensor) Clone() (*Tensor, error) { return tensorOf(C.nnlgo_clone(t.h()), t) }

// Detach is the same memory, cut off from the graph.
func (t *Tensor) Detach() (*Tensor, error) { return tensorOf(C.nnlgo_detach(t.h()), t) }

// Permute puts all axes in another order and shares memory. Any dtype.
func (t *Tensor) Permute(axes ...int) (*Tensor, error) {
	return tensorOf(C.nnlgo_permute(t.h(), rank(axes), ints(axes)), t)
}

// Squeeze leaves out those of the axes (of all, without any) that have size 1, and shares memory. Any dtype.
func (t *Tensor) Squeeze(axes ...int) (*Tensor, error) {
	return tensorOf(C.nnlgo_squeeze(t.h(), rank(axes), ints(axes)), t)
}

// Unsqueeze adds an axis of size 1 at axis, in [-rank - 1, rank], and shares memory. Any dtype.
func (t *Tensor) Unsqueeze(axis int) (*Tensor, error) {
	return tensorOf(C.nnlgo_unsqueeze(t.h(), C.int64_t(axis)), t)
}

// Expand repeats axes of size 1, and adds axes in front, to a shape in which -1 keeps a size; without a copy. The
// result must not be written to.
func (t *Tensor) Expand(shape ...int) (*Tensor, error) {
	return tensorOf(C.nnlgo_expand(t.h(), rank(shape), ints(shape)), t)
}
