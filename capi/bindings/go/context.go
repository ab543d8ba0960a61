package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// Context owns what two users in one process must not share: thread budget, memory limit, random stream, log and
// profile. A nil *Context is the default one.
type Context struct{ object }

// Device is where the objects of a context live; numbers are DLPack's.
type Device int32

// CPU is the only device now.
const CPU Device = C.NNL_DEVICE_CPU

// ContextOptions are what a context starts with.
type ContextOptions struct {
	Device      Device // CPU
	Threads     int    // 0; see SetThreads
	MemoryLimit int    // 0; see SetMemoryLimit
	Seed        int64  // 0; see Seed
}

// NewContext makes a context.
func NewContext(changes ...func(*ContextOptions)) (*Context, error) {
	var c C.nnl_context_options
	C.nnlgo_context_options_init(&c, C.uint32_t(unsafe.Sizeof(c)))
	o := ContextOptions{Device(c.device), int(c.threads), int(c.memory_limit), int64(c.seed)}
	apply(&o, changes)
	c.device = C.int32_t(o.Device)
	c.threads = C.int32_t(o.Threads)
	c.memory_limit = C.int64_t(o.MemoryLimit)
	c.seed = C.int64_t(o.Seed)
	return contextOf(C.nnlgo_context_create(&c))
}

// contextOf takes over the result of a call. Objects in keep live at least until here.
func contextOf(r C.nnlgo_integer, keep ...any) (*Context, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, err
	}
	if r.value == 0 {
		return nil, nil // the default one
	}
	context := &Context{}
	return own(context, &context.object, int64(r.value), releaseContext), nil
}

func releaseContext(handle int64) { C.nnlgo_context_release(C.nnl_context(handle)) }

func (c *Context) h() C.nnl_context {
	if c == nil {
		return 0
	}
	handle := c.handle.Load()
	if handle == 0 {
		// Closed, which must not mean the default one.
		return closedContext
	}
	return C.nnl_context(handle)
}

// closedContext is no valid handle, nor 0.
const closedContext = -1

// Close ends the handle; the context lives on while objects of it do. The default one stays.
func (c *Context) Close() {
	if c != nil {
		c.close(releaseContext)
	}
}

// SetThreads sets the most threads that one operation uses, the caller's included; 0, the default, is the number of
// processors that the process may use. Results are the same bits at any number.
func (c *Context) SetThreads(threads int) error {
	return errorOf(C.nnlgo_context_set_threads(c.h(), C.int32_t(threads)), c)
}

// Threads is what SetThreads set, or the number of processors.
func (c *Context) Threads() (int, error) { return intOf(C.nnlgo_context_threads(c.h()), c) }

// MemoryUsed is the bytes of tensor memory in use.
func (c *Context) MemoryUsed() (int, error) { return intOf(C.nnlgo_context_memory_used(c.h()), c) }

// SetMemoryLimit sets how many bytes of tensor memory may be in use; 0, the default, is no limit. One below what is
// in use takes nothing away; the next tensor fails with ErrOutOfMemory.
func (c *Context) SetMemoryLimit(bytes int) error {
	return errorOf(C.nnlgo_context_set_memory_limit(c.h(), C.int64_t(bytes)), c)
}

// Seed starts the random stream afresh; a context starts with seed 0. Initial weights are the same bits for the same
// seed on every machine.
func (c *Context) Seed(seed int64) error {
	return errorOf(C.nnlgo_context_seed(c.h(), C.int64_t(seed)), c)
}
