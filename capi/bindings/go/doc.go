// Package nnlite is the Go binding of nnlite, a small library for training neural networks with PyTorch's names and
// meaning.
//
// # Objects
//
// Tensors, modules, optimizers, loaders, schedules and contexts live outside Go's memory. Close ends one at once; the
// garbage collector closes what was forgotten. It sees a few bytes where a tensor may have megabytes, so close the
// results of operations in loops. Closing twice, closing nil (but see Optimizer) and closing an object that others
// still use (a module's parameter, a tensor in a graph) do no harm; using a closed or nil object is an error with
// status ErrInvalidHandle. InScope closes all that a function makes but for what it keeps, so that loops need not name
// what they compute:
//
//	err := nnlite.InScope(func(scope *nnlite.Scope) error { ... })
//
// # Contexts
//
// Functions that make something from nothing begin with a *Context; nil is the default one. What is made from other
// objects belongs to their context, and objects of two contexts cannot meet in one call.
//
// # Errors
//
// An error is an *Error with status, message, function and argument. errors.Is(err, nnlite.ErrShapeMismatch) asks for
// a status. A call that fails has changed nothing. What a callback returns or panics with is wrapped by the error of
// the call that ran it.
//
// # Options
//
// Optional settings are functions that change a struct filled with the defaults:
//
//	sgd, err := nnlite.NewSGD(parameters, func(o *nnlite.SGDOptions) { o.Momentum = 0.9 })
//
// # Threads
//
// Any goroutine may call any function. An object that one goroutine changes must not be used by another at the same
// time. Whether operations are recorded for backward is a matter of the thread, and so are scopes: see NoGrad and
// InScope. Callbacks run on the goroutine that is inside the call that caused them and must not end it with
// runtime.Goexit (which is what FailNow and Fatal of the testing package do).
package nnlite
