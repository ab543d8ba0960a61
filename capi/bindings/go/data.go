package nnlite

// #include "raw.h"
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

// DType is the type of a tensor's elements.
type DType int32

// The element types.
const (
	F32  DType = C.NNL_F32
	F64  DType = C.NNL_F64
	I32  DType = C.NNL_I32
	I64  DType = C.NNL_I64
	U8   DType = C.NNL_U8
	Bool DType = C.NNL_BOOL
)

// String is the name of the Go type.
func (d DType) String() string {
	switch d {
	case F32:
		return "float32"
	case F64:
		return "float64"
	case I32:
		return "int32"
	case I64:
		return "int64"
	case U8:
		return "uint8"
	case Bool:
		return "bool"
	}
	return "unknown dtype"
}

// Element is a Go type that is the element type of a tensor.
type Element interface {
	float32 | float64 | int32 | int64 | uint8 | bool
}

// DTypeOf is the dtype of a Go type.
func DTypeOf[T Element]() DType {
	var zero T
	switch any(zero).(type) {
	case float32:
		return F32
	case float64:
		return F64
	case int32:
		return I32
	case int64:
		return I64
	case uint8:
		return U8
	}
	return Bool
}

// memoryOf is a slice's memory, never NULL, and its size in bytes.
func memoryOf[T Element](data []T) (unsafe.Pointer, C.int64_t) {
	var zero T
	if len(data) == 0 {
		return unsafe.Pointer(new(int64)), 0
	}
	return unsafe.Pointer(unsafe.SliceData(data)), C.int64_t(len(data)) * C.int64_t(unsafe.Sizeof(zero))
}

// FromSlice is a tensor with a copy of row-major data; without sizes it has one axis of its length. Another number of
// elements than the shape has is ErrShapeMismatch.
func FromSlice[T Element](c *Context, data []T, shape ...int) (*Tensor, error) {
	if len(shape) == 0 {
		shape = []int{len(data)}
	}
	memory, bytes := memoryOf(data)
	r := C.nnlgo_tensor_from_data(c.h(), C.nnl_dtype(DTypeOf[T]()), rank(shape), ints(shape), memory, bytes)
	return tensorOf(r, c)
}

// Scalar is a tensor of a single element, without axes.
func Scalar[T Element](c *Context, value T) (*Tensor, error) {
	memory, bytes := memoryOf([]T{value})
	return tensorOf(C.nnlgo_tensor_from_data(c.h(), C.nnl_dtype(DTypeOf[T]()), 0, nil, memory, bytes), c)
}

// lent is Go memory that a tensor is over. It is pinned until nnlite gives it back.
type lent struct{ pinner runtime.Pinner }

func (l *lent) released() { l.pinner.Unpin() }

func lend[T Element](data []T) (cgo.Handle, *lent) {
	l := &lent{}
	if len(data) > 0 {
		l.pinner.Pin(unsafe.SliceData(data))
	}
	return cgo.NewHandle(l), l
}

// Borrow is a tensor over the slice itself, without a copy: the slice shows what changes the tensor, and must not be
// written to while others use it. Its memory stays where it is until the tensor and all that needs it are gone.
func Borrow[T Element](c *Context, data []T, shape ...int) (*Tensor, error) {
	if len(shape) == 0 {
		shape = []int{len(data)}
	}
	handle, l := lend(data)
	memory, bytes := memoryOf(data)
	r := C.nnlgo_tensor_borrow(c.h(), C.nnl_dtype(DTypeOf[T]()), rank(shape), ints(shape), memory, bytes,
		C.nnl_release_callback(C.nnlgo_on_release), C.uintptr_t(handle))
	return borrowedOf(r, handle, l, c)
}

// BorrowConst is the same for a slice that must not change: calls that would change the tensor are ErrInvalidState.
func BorrowConst[T Element](c *Context, data []T, shape ...int) (*Tensor, error) {
	if len(shape) == 0 {
		shape = []int{len(data)}
	}
	handle, l := lend(data)
	memory, bytes := memoryOf(data)
	r := C.nnlgo_tensor_borrow_const(c.h(), C.nnl_dtype(DTypeOf[T]()), rank(shape), ints(shape), memory, bytes,
		C.nnl_release_callback(C.nnlgo_on_release), C.uintptr_t(handle))
	return borrowedOf(r, handle, l, c)
}

func borrowedOf(r C.nnlgo_integer, handle cgo.Handle, l *lent, c *Context) (*Tensor, error) {
	tensor, err := tensorOf(r, c)
	if err != nil {
		l.released()
		handle.Delete()
	}
	return tensor, err
}

// sameDType fails unless t has T's dtype.
func sameDType[T Element](t *Tensor, function string) error {
	dtype, err := t.DType()
	if err == nil && dtype != DTypeOf[T]() {
		err = misuse(ErrDTypeMismatch, function, "data", "the tensor is of %v, the slice of %v", dtype, DTypeOf[T]())
	}
	return err
}

// Values is a copy of all elements, row-major. T must be the tensor's dtype, or it is ErrDTypeMismatch.
func Values[T Element](t *Tensor) ([]T, error) {
	count, err := t.Count()
	if err != nil {
		return nil, err
	}
	data := make([]T, count)
	if err := Read(t, data); err != nil {
		return nil, err
	}
	return data, nil
}

// Read copies all elements into a slice of as many (ErrShapeMismatch). T must be the tensor's dtype, or it is
// ErrDTypeMismatch.
func Read[T Element](t *Tensor, data []T) error {
	if err := sameDType[T](t, "nnl_tensor_read"); err != nil {
		return err
	}
	memory, bytes := memoryOf(data)
	return errorOf(C.nnlgo_tensor_read(t.h(), memory, bytes), t)
}

// Write replaces all elements by those of a slice of as many (ErrShapeMismatch). T must be the tensor's dtype, or it is
// ErrDTypeMismatch. A graph that saved the tensor can no longer be walked backward.
func Write[T Element](t *Tensor, data []T) error {
	if err := sameDType[T](t, "nnl_tensor_write"); err != nil {
		return err
	}
	memory, bytes := memoryOf(data)
	return errorOf(C.nnlgo_tensor_write(t.h(), memory, bytes), t)
}
