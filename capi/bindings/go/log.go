package nnlite

// #include "raw.h"
import "C"

import "runtime/cgo"

// LogLevel is how much a log line matters.
type LogLevel int32

// The levels.
const (
	LogTrace   LogLevel = C.NNL_LOG_TRACE
	LogDebug   LogLevel = C.NNL_LOG_DEBUG
	LogInfo    LogLevel = C.NNL_LOG_INFO
	LogWarning LogLevel = C.NNL_LOG_WARNING
	LogError   LogLevel = C.NNL_LOG_ERROR
	LogOff     LogLevel = C.NNL_LOG_OFF
)

// SetLogLevel lets lines of at least this level go to the callback; LogOff is the default. Logged are: files saved and
// loaded (LogInfo), and tensors refused by the memory limit (LogWarning).
func (c *Context) SetLogLevel(level LogLevel) error {
	return errorOf(C.nnlgo_context_set_log_level(c.h(), C.int32_t(level)), c)
}

// SetLogCallback sets what gets the lines, until it is replaced or the context ends; nil removes it. It may run on
// several goroutines at once. What it panics with is dropped.
func (c *Context) SetLogCallback(callback func(level LogLevel, text string)) error {
	if callback == nil {
		return errorOf(C.nnlgo_context_set_log_callback(c.h(), nil, nil, 0), c)
	}
	handle := cgo.NewHandle(callback)
	err := errorOf(C.nnlgo_context_set_log_callback(c.h(), C.nnl_log_callback(C.nnlgo_on_log),
		C.nnl_release_callback(C.nnlgo_on_release), C.uintptr_t(handle)), c)
	if err != nil {
		handle.Delete()
	}
	return err
}

//export nnlgoLog
func nnlgoLog(level C.int32_t, text *C.char, userData C.uintptr_t) {
	callback := cgo.Handle(userData).Value().(func(LogLevel, string))
	_ = protect(func() error {
		callback(LogLevel(level), C.GoString(text))
		return nil
	})
}
