package nnlite

// #cgo CFLAGS: -I${SRCDIR}/../../../include
// #cgo LDFLAGS: -ldl
// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"os"
	"path/filepath"
	"unsafe"
)

// The library that NNLITE_LIBRARY names is loaded; without it the one beside the program, or the one that the system's
// loader finds. If there is none, every call fails with ErrIO and says why.
func init() {
	if path := os.Getenv("NNLITE_LIBRARY"); path != "" {
		load(path)
		return
	}
	if program, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(program), "libnnlite.so")
		if _, err := os.Stat(beside); err == nil && load(beside) {
			return
		}
	}
	load("libnnlite.so.1")
}

func load(path string) bool {
	c := C.CString(path)
	defer C.free(unsafe.Pointer(c))
	return C.nnlgo_load(c) != 0
}

// The version of nnlite.h that this package was built with.
const (
	VersionMajor = C.NNL_VERSION_MAJOR
	VersionMinor = C.NNL_VERSION_MINOR
	VersionPatch = C.NNL_VERSION_PATCH
)

// Version is the loaded library's version as 10000*major + 100*minor + patch, or 0 if none could be loaded.
func Version() int { return int(C.nnlgo_version()) }

// ABIVersion is the number of the loaded library's binary interface, which only an incompatible change raises, or 0 if none
// could be loaded.
func ABIVersion() int { return int(C.nnlgo_abi_version()) }

// BuildInfo is what the library is, as text for people: lines "key: value" for version, abi, compiler, build, blas, blas
// core, instruction set and threads. Later versions add lines.
func BuildInfo() (string, error) { return textOf(C.nnlgo_build_info()) }

// LiveHandles counts the objects of all kinds, of this package and others, that have not been released.
func LiveHandles() (int, error) { return intOf(C.nnlgo_live_handles()) }

// Shutdown ends the worker threads and frees cached memory. Objects stay valid; the next call starts what it needs
// again.
func Shutdown() error { return errorOf(C.nnlgo_shutdown()) }

// MaxRank is the most dimensions that a tensor can have.
const MaxRank = C.NNL_MAX_RANK
