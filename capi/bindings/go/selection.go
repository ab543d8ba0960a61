package nnlite

// #include "raw.h"
import "C"

import "math"

// Cat is the tensors (at least one; one dtype, any) one after the other along an axis; their other sizes are equal.
// Tensors of shape (0) are passed over.
func Cat(axis int, tensors ...*Tensor) (*Tensor, error) {
	count, handles := handlesOf(tensors)
	return tensorOf(C.nnlgo_cat(count, handles, C.int64_t(axis)), tensors)
}

// Stack is the same along a new axis, in [-rank - 1, rank]; all of one shape.
func Stack(axis int, tensors ...*Tensor) (*Tensor, error) {
	count, handles := handlesOf(tensors)
	return tensorOf(C.nnlgo_stack(count, handles, C.int64_t(axis)), tensors)
}

// Split cuts an axis into parts of the given sizes, which must add up to it. Any dtype; the parts share t's memory.
func (t *Tensor) Split(axis int, sizes ...int) ([]*Tensor, error) {
	handles := make([]C.nnl_tensor, len(sizes)+1) // never empty
	err := errorOf(C.nnlgo_split(t.h(), C.int64_t(axis), C.int64_t(len(sizes)), ints(sizes), &handles[0]), t)
	if err != nil {
		return nil, err
	}
	return ownAll(handles[:len(sizes)]), nil
}

// ownAll makes objects of handles.
func ownAll(handles []C.nnl_tensor) []*Tensor {
	tensors := make([]*Tensor, len(handles))
	for i, handle := range handles {
		tensors[i] = newTensor(C.int64_t(handle))
	}
	return tensors
}

// ToEnd is the stop of a Slice that goes to the end of its axis.
const ToEnd = math.MaxInt

// Slice is t[start:stop:step] along an axis as Python has it, sharing memory: negative bounds count from the end, and
// bounds beyond the axis mean its ends. A step below 1 is ErrInvalidArgument. Any dtype.
func (t *Tensor) Slice(axis, start, stop, step int) (*Tensor, error) {
	return tensorOf(C.nnlgo_slice(t.h(), C.int64_t(axis), C.int64_t(start), C.int64_t(stop), C.int64_t(step)), t)
}

// Gather takes element index[i, j, k] along the axis, at the same place in the other axes: for axis 1,
// t[i, index[i, j, k], k]. The index (int32 or int64) has as many axes as t and is no longer than t along the others; the
// result has its shape. An index outside [0, size) is ErrIndexOutOfRange. Repeated elements add their gradients. Any
// dtype.
func (t *Tensor) Gather(axis int, index *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_gather(t.h(), C.int64_t(axis), index.h()), t, index)
}

// IndexSelect takes whole slices at places along an axis, which may repeat; index (int32 or int64) has one axis, or none
// for one place, and its elements are checked as in Gather.
func (t *Tensor) IndexSelect(axis int, index *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_index_select(t.h(), C.int64_t(axis), index.h()), t, index)
}

// OneHot is int64 of t's shape and one more axis of so many classes: 1 at the index that t (int32 or int64) has, else
// 0. With -1 there are as many classes as the greatest index + 1 (an empty index is then ErrInvalidArgument).
func (t *Tensor) OneHot(classes int) (*Tensor, error) {
	return tensorOf(C.nnlgo_one_hot(t.h(), C.int64_t(classes)), t)
}
