package nnlite

// #include "raw.h"
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
)

// Status is what a call came to. It is an error, for errors.Is; unknown numbers are failures.
type Status int32

// The kinds of failure.
const (
	ErrInvalidArgument Status = C.NNL_INVALID_ARGUMENT // nil, or a setting out of its range
	ErrInvalidHandle   Status = C.NNL_INVALID_HANDLE   // nil, closed, or of another kind
	ErrShapeMismatch   Status = C.NNL_SHAPE_MISMATCH
	ErrDTypeMismatch   Status = C.NNL_DTYPE_MISMATCH
	ErrIndexOutOfRange Status = C.NNL_INDEX_OUT_OF_RANGE
	ErrInvalidState    Status = C.NNL_INVALID_STATE // such as backward twice, or two contexts in one call
	ErrOutOfMemory     Status = C.NNL_OUT_OF_MEMORY
	ErrIO              Status = C.NNL_IO_ERROR     // the system could not read or write
	ErrInvalidFile     Status = C.NNL_INVALID_FILE // what was read is not what it should be
	ErrNotFound        Status = C.NNL_NOT_FOUND
	ErrCancelled       Status = C.NNL_CANCELLED
	ErrBufferTooSmall  Status = C.NNL_BUFFER_TOO_SMALL
	ErrNotSupported    Status = C.NNL_NOT_SUPPORTED
	ErrCallbackFailed  Status = C.NNL_CALLBACK_FAILED // a Go function failed: see errors.Unwrap
	ErrInternal        Status = C.NNL_INTERNAL        // a defect of nnlite: please report it
)

var statusTexts = map[Status]string{
	C.NNL_OK:           "ok",
	ErrInvalidArgument: "invalid argument",
	ErrInvalidHandle:   "invalid handle",
	ErrShapeMismatch:   "shape mismatch",
	ErrDTypeMismatch:   "dtype mismatch",
	ErrIndexOutOfRange: "index out of range",
	ErrInvalidState:    "invalid state",
	ErrOutOfMemory:     "out of memory",
	ErrIO:              "input or output failed",
	ErrInvalidFile:     "invalid file",
	ErrNotFound:        "not found",
	ErrCancelled:       "cancelled",
	ErrBufferTooSmall:  "buffer too small",
	ErrNotSupported:    "not supported",
	ErrCallbackFailed:  "callback failed",
	ErrInternal:        "internal error",
}

// Error describes the status in a few words.
func (s Status) Error() string {
	if text, ok := statusTexts[s]; ok {
		return text
	}
	return fmt.Sprintf("status %d", int32(s))
}

// Error is a call that failed.
type Error struct {
	Status   Status
	Message  string // what is wrong, at most 511 bytes: "embedding: index 30 at position [4, 2] is not in [0, 27)"
	Function string // the function of nnlite.h that failed; "" for errors that callbacks raise
	Argument string // the parameter, or "options.field", if that by itself is at fault, else ""
	cause    error
}

// Error is the message.
func (e *Error) Error() string { return "nnlite: " + e.Message }

// Is makes errors.Is(err, nnlite.ErrNotFound) and the like work.
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap is what the callback returned for which the call failed, or a *PanicError; nil for other errors.
func (e *Error) Unwrap() error { return e.cause }

// PanicError is a panic in a callback, which the call that ran the callback returns as its error's cause.
type PanicError struct {
	Value any    // what panic was called with
	Stack []byte // where
}

// Error is the panic's value.
func (e *PanicError) Error() string { return fmt.Sprint("panic: ", e.Value) }

// Unwrap is the panic's value if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Must returns the value or panics with the error: for programs that cannot go on after one, and for callbacks, where
// the panic becomes the error of the call.
func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// misuse is an error that this package finds by itself.
func misuse(status Status, function, argument, format string, values ...any) *Error {
	return &Error{Status: status, Message: fmt.Sprintf(format, values...), Function: function, Argument: argument}
}

// errorOf takes over what a call left, which may be nil. Objects in keep live at least until here.
func errorOf(e *C.nnlgo_error, keep ...any) error {
	keepAlive(keep)
	if e == nil {
		return nil
	}
	err := &Error{
		Status:   Status(e.status),
		Message:  C.GoString(&e.message[0]),
		Function: C.GoString(&e.function[0]),
		Argument: C.GoString(&e.argument[0]),
	}
	if e.cause != 0 {
		handle := cgo.Handle(e.cause)
		if err.Status == ErrCallbackFailed {
			err.cause = handle.Value().(error)
		}
		handle.Delete()
	}
	C.nnlgo_free_error(e)
	return err
}

func keepAlive(objects []any) {
	for _, object := range objects {
		runtime.KeepAlive(object)
	}
}
