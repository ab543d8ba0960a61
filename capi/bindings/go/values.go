package nnlite

// #include <stdlib.h>
// #include "raw.h"
import "C"

import "unsafe"

// Sizes and indices pass to C as they are: Go's int is C's int64_t here.
const _ = uint(unsafe.Sizeof(int(0)) - unsafe.Sizeof(int64(0)))

func flag(value bool) C.int32_t {
	if value {
		return 1
	}
	return 0
}

// Each of the following takes over the result of a call. Objects in keep live at least until here.

func intOf(r C.nnlgo_integer, keep ...any) (int, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return 0, err
	}
	return int(r.value), nil
}

func boolOf(r C.nnlgo_integer, keep ...any) (bool, error) {
	value, err := intOf(r, keep...)
	return value != 0, err
}

func floatOf(r C.nnlgo_number, keep ...any) (float64, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return 0, err
	}
	return float64(r.value), nil
}

func textOf(r C.nnlgo_text, keep ...any) (string, error) {
	defer C.free(unsafe.Pointer(r.text))
	if err := errorOf(r.error, keep...); err != nil {
		return "", err
	}
	return C.GoString(r.text), nil
}

// ints are the elements of a slice as C's; valid while the slice is.
func ints(values []int) *C.int64_t {
	return (*C.int64_t)(unsafe.Pointer(unsafe.SliceData(values)))
}

func rank(shape []int) C.int32_t { return C.int32_t(len(shape)) }

// A pair of settings for two axes, height and width.
func pairOf(c [2]C.int64_t) [2]int { return [2]int{int(c[0]), int(c[1])} }

func cPair(pair [2]int) [2]C.int64_t { return [2]C.int64_t{C.int64_t(pair[0]), C.int64_t(pair[1])} }

// apply lets the caller's functions change settings that have their defaults.
func apply[T any](settings *T, changes []func(*T)) {
	for _, change := range changes {
		change(settings)
	}
}

// Some is a pointer to a value, for settings that may be absent (nil).
func Some[T any](value T) *T { return &value }

// optional is nil unless the setting is there.
func optional[T any](has C.int32_t, value T) *T {
	if has == 0 {
		return nil
	}
	return &value
}

// cString is a copy of a text for C, and the function that frees it.
func cString(text string) (*C.char, func()) {
	c := C.CString(text)
	return c, func() { C.free(unsafe.Pointer(c)) }
}
