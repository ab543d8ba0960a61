package nnlite

// #include "raw.h"
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

// HandleKind is what a handle of nnlite.h stands for.
type HandleKind int32

// The kinds. Load reports, scopes and handle reports have handles while the functions that make them run.
const (
	KindContext      HandleKind = C.NNL_KIND_CONTEXT
	KindTensor       HandleKind = C.NNL_KIND_TENSOR
	KindModule       HandleKind = C.NNL_KIND_MODULE
	KindOptimizer    HandleKind = C.NNL_KIND_OPTIMIZER
	KindLoader       HandleKind = C.NNL_KIND_LOADER
	KindLoadReport   HandleKind = C.NNL_KIND_LOAD_REPORT
	KindSchedule     HandleKind = C.NNL_KIND_SCHEDULE
	KindScope        HandleKind = C.NNL_KIND_SCOPE
	KindHandleReport HandleKind = C.NNL_KIND_HANDLE_REPORT
)

var kindTexts = map[HandleKind]string{
	KindContext:      "context",
	KindTensor:       "tensor",
	KindModule:       "module",
	KindOptimizer:    "optimizer",
	KindLoader:       "loader",
	KindLoadReport:   "load report",
	KindSchedule:     "schedule",
	KindScope:        "scope",
	KindHandleReport: "handle report",
}

// String names the kind in a word or two.
func (k HandleKind) String() string {
	if text, ok := kindTexts[k]; ok {
		return text
	}
	return fmt.Sprintf("kind %d", int32(k))
}

// HandleRow is live handles of one kind, and with tracing of one function, thread and label.
type HandleRow struct {
	Kind     HandleKind
	Function string // of nnlite.h that made them ("nnl_add"), or "" without a note
	Label    string // see LabelHandles
	Count    int
	Bytes    int64 // memory of their tensors, and of their modules' parameters and buffers; a block once
	Thread   int64 // the system's number of the thread that made them, or 0 without a note
}

// HandleReport is what is live: neither closed nor found by the garbage collector.
type HandleReport struct {
	Rows  []HandleRow // by kinds, of a kind those of most handles first
	Table string      // the rows for people, with the number of handles in the last line
}

// HandleReport reports the handles of the context and its objects; those of scopes belong to none. No other goroutine may be
// adding to modules or optimizers meanwhile.
func (c *Context) HandleReport() (HandleReport, error) { return handleReport(c, false) }

// AllHandles reports all handles of the process.
func AllHandles() (HandleReport, error) { return handleReport(nil, true) }

// TraceHandles turns on, for the whole process, that it is noted of each new handle which function made it, on which thread,
// and under which label; or off (as at first), which forgets all that. Handles made before have no notes.
func TraceHandles(on bool) error { return errorOf(C.nnlgo_set_handle_tracing(flag(on))) }

// LabelHandles runs body, and returns its error, under a label for tracing ("epoch 3"), of which at most 31 bytes are kept.
// It belongs to the thread, on which the goroutine is kept meanwhile; within body another may take its place, and goroutines
// that body starts have none.
func LabelHandles(label string, body func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	text, free := cString(label)
	defer free()
	if err := errorOf(C.nnlgo_set_handle_label(text)); err != nil {
		return err
	}
	before := C.nnlgo_swap_label(text)
	defer func() {
		C.nnlgo_swap_label(before)
		_ = errorOf(C.nnlgo_set_handle_label(before)) // if it fails the label stays, which only tracing shows
	}()
	return body()
}

func handleReport(c *Context, all bool) (report HandleReport, err error) {
	handle, err := intOf(C.nnlgo_handle_report_create(c.h(), flag(all)), c)
	if err != nil {
		return HandleReport{}, err
	}
	live := C.nnl_handle_report(handle)
	defer C.nnlgo_handle_report_release(live)
	count, err := intOf(C.nnlgo_handle_report_count(live))
	if err != nil {
		return HandleReport{}, err
	}
	report.Rows = make([]HandleRow, count)
	for i := range report.Rows {
		if report.Rows[i], err = handleRow(live, C.int64_t(i)); err != nil {
			return HandleReport{}, err
		}
	}
	if report.Table, err = textOf(C.nnlgo_handle_report_table(live)); err != nil {
		return HandleReport{}, err
	}
	return report, nil
}

func handleRow(report C.nnl_handle_report, i C.int64_t) (HandleRow, error) {
	var r C.nnl_handle_row
	C.nnlgo_handle_row_init(&r, C.uint32_t(unsafe.Sizeof(r)))
	if err := errorOf(C.nnlgo_handle_report_row(report, i, &r)); err != nil {
		return HandleRow{}, err
	}
	function, err := textOf(C.nnlgo_handle_report_function(report, i))
	if err != nil {
		return HandleRow{}, err
	}
	label, err := textOf(C.nnlgo_handle_report_label(report, i))
	return HandleRow{HandleKind(r.kind), function, label, int(r.count), int64(r.bytes), int64(r.thread)}, err
}
