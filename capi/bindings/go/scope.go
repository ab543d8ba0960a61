package nnlite

// #include "raw.h"
import "C"

import "runtime"

// Object is what lives outside Go's memory: *Tensor, *Module, an Optimizer, *Loader, *Schedule and *Context.
type Object interface {
	// Close ends the handle.
	Close()

	id() C.int64_t
}

func (t *Tensor) id() C.int64_t    { return C.int64_t(t.h()) }
func (m *Module) id() C.int64_t    { return C.int64_t(m.h()) }
func (o *optimizer) id() C.int64_t { return C.int64_t(o.h()) }
func (l *Loader) id() C.int64_t    { return C.int64_t(l.h()) }
func (s *Schedule) id() C.int64_t  { return C.int64_t(s.h()) }
func (c *Context) id() C.int64_t   { return C.int64_t(c.h()) }

// Scope is what InScope gives its body.
type Scope struct{ handle C.nnl_scope }

// InScope runs body, returns its error, and closes all objects that were made meanwhile on its thread, by any function
// and in callbacks too, but for those that were kept; also when body panics. So a loop need not close what it computes:
//
//	err := nnlite.InScope(func(scope *nnlite.Scope) error {
//		...
//		return scope.Keep(result)
//	})
//
// The goroutine is kept on its thread meanwhile; what goroutines that body starts make is not the scope's. Using an object
// that a scope closed is ErrInvalidHandle, and closing it is harmless. Scopes lie within each other, at most 1,024 of them
// (ErrNotSupported).
func InScope(body func(scope *Scope) error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	r := C.nnlgo_scope_begin()
	if err := errorOf(r.error); err != nil {
		return err
	}
	handle := C.nnl_scope(r.value)
	defer C.nnlgo_scope_release(handle) // where it has not ended below
	if err := body(&Scope{handle}); err != nil {
		return err
	}
	return errorOf(C.nnlgo_scope_end(handle))
}

// Keep has objects outlive the scope: they become those of the next scope outside, if there is any. Objects that neither
// this scope nor one inside it holds stay as they are; nil and closed ones are ErrInvalidHandle. On another thread it is
// ErrInvalidState, after the scope's end ErrInvalidHandle. If it fails, the objects before the one at fault are kept.
func (s *Scope) Keep(objects ...Object) error {
	for _, object := range objects {
		if err := errorOf(C.nnlgo_scope_keep(s.handle, idOf(object)), object); err != nil {
			return err
		}
	}
	return nil
}

// idOf is 0 for a nil interface.
func idOf(object Object) C.int64_t {
	if object == nil {
		return 0
	}
	return object.id()
}

// Scoped runs body in a scope and keeps nothing but the tensor that it returns, which may be nil. It suits functions of
// modules and operations:
//
//	nnlite.NewModule(nil, "Block", func(self *nnlite.Module, inputs []*nnlite.Tensor) (*nnlite.Tensor, error) {
//		return nnlite.Scoped(func() (*nnlite.Tensor, error) { ... })
//	})
func Scoped(body func() (*Tensor, error)) (*Tensor, error) {
	var result *Tensor
	err := InScope(func(scope *Scope) error {
		made, err := body()
		if err != nil || made == nil {
			return err
		}
		result = made
		return scope.Keep(made)
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}
