package nnlite

// #include "raw.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// GradcheckOptions are torch.autograd.gradcheck's settings.
type GradcheckOptions struct {
	Eps  float64 // 1e-6, positive and finite: the step to either side
	Atol float64 // 1e-5, not negative
	Rtol float64 // 1e-3, not negative
}

// Gradcheck compares the derivatives that backward gives with central differences: for every element of the function's
// output (F64) and of every input that requires a gradient, |analytical - numerical| <= Atol + Rtol * |numerical|. At
// least one input requires a gradient; those that do are F64 (ErrDTypeMismatch) and no results of recorded operations.
// They are changed in place meanwhile and end with the bits that they began with. No gradient changes, and what an
// operation or module in a call changes or draws is undone after it. Each call of the function is Scoped: what it makes
// is closed with it.
//
// A difference is no error: passed is false, and the report lists the first ones, "input 0 at [1, 2], output at [3]:
// analytical 2, numerical 3".
func Gradcheck(function Function, inputs []*Tensor, changes ...func(*GradcheckOptions)) (
	passed bool, report string, err error) {
	if function == nil {
		return false, "", misuse(ErrInvalidArgument, "nnl_gradcheck", "function", "gradcheck: the function is nil")
	}
	c := &C.nnl_gradcheck_options{}
	C.nnlgo_gradcheck_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := GradcheckOptions{float64(c.eps), float64(c.atol), float64(c.rtol)}
	apply(&o, changes)
	c.eps = C.double(o.Eps)
	c.atol = C.double(o.Atol)
	c.rtol = C.double(o.Rtol)
	handle := cgo.NewHandle(&operation{forward: func(inputs []*Tensor) (*Tensor, error) {
		return Scoped(func() (*Tensor, error) { return function(inputs) })
	}})
	defer handle.Delete()
	count, handles := handlesOf(inputs)
	var isPassed C.int32_t
	var needed C.int64_t
	text := make([]C.char, 4096)
	e := C.nnlgo_gradcheck(C.nnl_function_callback(C.nnlgo_on_function), C.uintptr_t(handle), count, handles, c, &isPassed,
		&text[0], C.int64_t(len(text)), &needed)
	if err := errorOf(e, inputs); err != nil {
		return false, "", err
	}
	return isPassed != 0, C.GoString(&text[0]), nil
}
