package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// DLPack's structs show other libraries a tensor's memory without a copy. Go has no library that speaks it, so that they
// are bare pointers here, for what is called by cgo: to a DLManagedTensorVersioned of DLPack 1 (versioned), or to a
// DLManagedTensor, which lie in C's memory. Each side sees what the other writes; nnlite does not notice that it was written.

// ToDLPack is the tensor's memory for another library. Whoever has the struct calls its deleter once, on any thread and at
// any time, or hands it to FromDLPack; until then the memory stays, whatever becomes of t. A tensor that requires a gradient
// is ErrInvalidState (export what Detach gives); memory that must not be written is flagged so, and without a version
// ErrNotSupported. A table whose rows are owed steps (see SGDOptions.LazyRows) is brought up to date first, and stepped
// densely until the deleter is called.
func (t *Tensor) ToDLPack(versioned bool) (managed unsafe.Pointer, err error) {
	err = errorOf(C.nnlgo_tensor_to_dlpack(t.h(), flag(versioned), &managed), t)
	return managed, err
}

// FromDLPack is a tensor over the memory of another library. On success nnlite calls the struct's deleter when the last user
// of the memory is gone, on whatever thread that is; on failure the caller keeps the struct. What is flagged as read-only, or
// whose elements share memory, is never written: calls that would are ErrInvalidState. Another device, major version or
// element type, more than MaxRank axes, a negative stride, or memory that is not aligned for its elements is ErrNotSupported.
func FromDLPack(c *Context, managed unsafe.Pointer, versioned bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_tensor_from_dlpack(c.h(), managed, flag(versioned)), c)
}
