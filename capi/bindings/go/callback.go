package nnlite

// #include "raw.h"
import "C"

import (
	"errors"
	"fmt"
	"runtime/cgo"
	"runtime/debug"
	"unsafe"
)

// guard runs the body of a callback. Its error, or what it panics with, becomes the thread's last error and the cause
// of the error of the call that runs the callback.
func guard(body func() error) C.nnl_status {
	err := protect(body)
	if err == nil {
		return C.NNL_OK
	}
	message, free := cString(messageOf(err))
	defer free()
	C.nnlgo_fail(message, C.uintptr_t(cgo.NewHandle(err)))
	return C.NNL_CALLBACK_FAILED
}

// protect turns a panic into an error.
func protect(body func() error) (err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	err = body()
	returned = true
	return err
}

// messageOf is the text of an error, an *Error's without the package's name before it. An error whose own text
// panics has none.
func messageOf(err error) (message string) {
	defer func() {
		if recover() != nil {
			message = fmt.Sprintf("%T", err)
		}
	}()
	var panicked *PanicError
	if own, ok := err.(*Error); ok {
		return own.Message
	}
	if errors.As(err, &panicked) {
		if own, ok := panicked.Value.(*Error); ok {
			return own.Message
		}
	}
	return err.Error()
}

// releasable is what a release callback may have to do besides forgetting the value.
type releasable interface{ released() }

//export nnlgoRelease
func nnlgoRelease(userData C.uintptr_t) {
	handle := cgo.Handle(userData)
	if value, ok := handle.Value().(releasable); ok {
		value.released()
	}
	handle.Delete()
}

//export nnlgoForget
func nnlgoForget(userData C.uintptr_t) { cgo.Handle(userData).Delete() }

// borrowed wraps handles that end with the callback; call end then.
func borrowed(count C.int64_t, handles *C.nnl_tensor) (tensors []*Tensor, end func()) {
	for _, handle := range unsafe.Slice(handles, int(count)) {
		tensors = append(tensors, borrowedTensor(handle))
	}
	return tensors, func() {
		for _, tensor := range tensors {
			tensor.handle.Store(0)
		}
	}
}

// borrowedTensor wraps a handle that another owns; 0, an absent tensor, is nil.
func borrowedTensor(handle C.nnl_tensor) *Tensor {
	if handle == 0 {
		return nil
	}
	tensor := &Tensor{object{borrowed: true}}
	tensor.handle.Store(int64(handle))
	return tensor
}

// give hands a callback's tensor to nnlite: a handle of its own goes, the Go object is closed by closeGiven.
func give(tensor *Tensor) (C.nnl_tensor, error) {
	r := C.nnlgo_tensor_share(tensor.h())
	return C.nnl_tensor(r.value), errorOf(r.error, tensor)
}
