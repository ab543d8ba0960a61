package nnlite

// #include "raw.h"
import "C"

import "runtime"

// GradEnabled tells whether operations are recorded for backward here: yes, but within NoGrad, and within callbacks
// that run without recording.
func GradEnabled() (bool, error) { return boolOf(C.nnlgo_grad_enabled()) }

// NoGrad runs body without recording operations for backward, and returns its error. It is torch.no_grad. The mode
// belongs to the thread, on which the goroutine is kept meanwhile; goroutines that body starts record as always.
func NoGrad(body func() error) error { return withGrad(false, body) }

// EnableGrad runs body with recording, also within NoGrad, and returns its error. It is torch.enable_grad.
func EnableGrad(body func() error) error { return withGrad(true, body) }

func withGrad(enabled bool, body func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, err := GradEnabled()
	if err != nil {
		return err
	}
	if err := errorOf(C.nnlgo_set_grad_enabled(flag(enabled))); err != nil {
		return err
	}
	// This cannot fail where the call before did not.
	defer func() { _ = errorOf(C.nnlgo_set_grad_enabled(flag(before))) }()
	return body()
}
