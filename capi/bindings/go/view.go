package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// View calls body with the memory of a row-major tensor itself, without a copy, and returns its error. The slice is to be
// read, and ends with body: no part of it may be used later. Until then the memory stays, also if t is closed; calls that
// change the tensor may change it. T must be the tensor's dtype (ErrDTypeMismatch); a tensor that is not row-major is
// ErrNotSupported, and a Clone of it will do, or Values. Memory of FromDLPack may have bools that are neither 0 nor 1, which
// are none in Go: read those with Values.
func View[T Element](t *Tensor, body func(data []T) error) error { return withMemory(t, false, body) }

// Update is View for writing: body may change the elements, which counts as a change of the tensor, as that of Write does.
// Nothing else may use the tensor meanwhile. ErrInvalidState if its memory must not be written.
func Update[T Element](t *Tensor, body func(data []T) error) error { return withMemory(t, true, body) }

func withMemory[T Element](t *Tensor, writing bool, body func([]T) error) error {
	if err := sameDType[T](t, "nnl_tensor_data"); err != nil {
		return err
	}
	held, err := t.Share()
	if err != nil {
		return err
	}
	defer held.Close()
	var memory unsafe.Pointer
	bytes, err := intOf(C.nnlgo_tensor_data(held.h(), flag(writing), &memory), held)
	if err != nil {
		return err
	}
	var zero T
	return body(unsafe.Slice((*T)(memory), bytes/int(unsafe.Sizeof(zero))))
}
