package nnlite

import (
	"runtime"
	"sync/atomic"
)

// object is a handle of nnlite.h and its release.
type object struct {
	handle   atomic.Int64
	cleanup  runtime.Cleanup
	borrowed bool // another's, as in a callback's arguments: not to be released
}

// own gives a handle to its owner, which embeds the object; it is released when the owner is garbage.
func own[T any](owner *T, o *object, handle int64, release func(int64)) *T {
	o.handle.Store(handle)
	o.cleanup = runtime.AddCleanup(owner, release, handle)
	return owner
}

func (o *object) close(release func(int64)) {
	if handle := o.handle.Swap(0); handle != 0 && !o.borrowed {
		o.cleanup.Stop()
		release(handle)
	}
}
