package nnlite

// #include "raw.h"
import "C"

// RequiresGrad tells whether backward computes a gradient for the tensor.
func (t *Tensor) RequiresGrad() (bool, error) { return boolOf(C.nnlgo_tensor_requires_grad(t.h()), t) }

// SetRequiresGrad sets it, for floating tensors that no recorded operation made.
func (t *Tensor) SetRequiresGrad(required bool) error {
	return errorOf(C.nnlgo_tensor_set_requires_grad(t.h(), flag(required)), t)
}

// Backward accumulates the gradients of all leaves that t, of one element, depends on. What the graph saved is freed,
// and it can be walked only once.
func (t *Tensor) Backward() error { return t.BackwardFrom(nil, false) }

// BackwardFrom is Backward from a gradient of t's own shape and dtype, or nil for 1. With retainGraph the graph can be
// walked again.
func (t *Tensor) BackwardFrom(gradient *Tensor, retainGraph bool) error {
	return errorOf(C.nnlgo_tensor_backward(t.h(), gradient.h(), flag(retainGraph)), t, gradient)
}

// Grad is the accumulated gradient of a leaf, or nil if there is none. A dense one is shared: writing to it changes
// what the optimizer sees, until backward, clipping or SetGrad puts another in its place. A row-sparse one is made
// dense for the call.
func (t *Tensor) Grad() (*Tensor, error) {
	r := C.nnlgo_tensor_grad(t.h())
	if r.error == nil && r.value == 0 {
		return nil, nil
	}
	return tensorOf(r, t)
}

// SetGrad puts a copy of gradient, of the same shape and dtype, in the place of a leaf's gradient.
func (t *Tensor) SetGrad(gradient *Tensor) error {
	return errorOf(C.nnlgo_tensor_set_grad(t.h(), gradient.h()), t, gradient)
}

// GradRows are copies of the row-sparse gradient of an embedding's weight: ascending row numbers (int64, [n]) and their
// values ([n, columns]). It is ErrInvalidState if the gradient is dense or missing.
func (t *Tensor) GradRows() (rows, values *Tensor, err error) {
	return pairOfTensors(C.nnlgo_tensor_grad_rows(t.h()), t)
}

// ZeroGrad drops the gradient.
func (t *Tensor) ZeroGrad() error { return errorOf(C.nnlgo_tensor_zero_grad(t.h()), t) }
