package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// LinearOptions are torch.nn.Linear's settings.
type LinearOptions struct {
	DType DType // F32
	Bias  bool  // true
}

// NewLinear is x W^T + b: parameters "weight" (out, in) and "bias", both from U(-1/sqrt(in), 1/sqrt(in)).
func NewLinear(c *Context, in, out int, changes ...func(*LinearOptions)) (*Module, error) {
	var settings C.nnl_linear_options
	C.nnlgo_linear_options_init(&settings, C.uint32_t(unsafe.Sizeof(settings)))
	o := LinearOptions{DType(settings.dtype), settings.bias != 0}
	apply(&o, changes)
	settings.dtype = C.nnl_dtype(o.DType)
	settings.bias = flag(o.Bias)
	return moduleOf(C.nnlgo_linear_create(c.h(), C.int64_t(in), C.int64_t(out), &settings), c)
}

// NewFlatten joins all axes but the first.
func NewFlatten(c *Context) (*Module, error) { return moduleOf(C.nnlgo_flatten_create(c.h()), c) }

// NewSequential is modules one after the other, named "0", "1", ...; they are shared with the caller. Modules nest at
// most 256 deep.
func NewSequential(c *Context, modules ...*Module) (*Module, error) {
	handles := make([]C.nnl_module, len(modules)+1) // never empty
	for i, module := range modules {
		handles[i] = module.h()
	}
	return moduleOf(C.nnlgo_sequential_create(c.h(), C.int64_t(len(modules)), &handles[0]), c, modules)
}

// Layers collects the results of constructors up to the first error, so that a Sequential is made in one expression:
//
//	model, err := nnlite.Layers(nil).
//		Add(nnlite.NewLinear(nil, 80, 256)).
//		Add(nnlite.NewTanh(nil)).
//		Sequential()
func Layers(c *Context) *LayerList { return &LayerList{context: c} }

// LayerList is what Layers makes.
type LayerList struct {
	context *Context
	modules []*Module
	err     error
}

// Add appends a module, unless there was an error before.
func (l *LayerList) Add(module *Module, err error) *LayerList {
	if l.err == nil {
		l.err = err
	}
	if module != nil {
		l.modules = append(l.modules, module)
	}
	return l
}

// Sequential makes the Sequential, or returns the first error. The modules that Add got are closed: the Sequential has
// them.
func (l *LayerList) Sequential() (*Module, error) {
	defer func() {
		for _, module := range l.modules {
			module.Close()
		}
		l.modules = nil
	}()
	if l.err != nil {
		return nil, l.err
	}
	return NewSequential(l.context, l.modules...)
}
