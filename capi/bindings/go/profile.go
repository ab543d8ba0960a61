package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// A profile has, while it records, the work of a context on all threads, in scopes that lie within each other: each
// operation, gradient function, module's forward, optimizer's step, backward walk and training step. Bytes are the tensor
// memory that the context gave out during the scope. Profiles change no result. All functions but ProfileStart are
// ErrInvalidState if none was ever started.

// ProfileOptions are ProfileStart's settings.
type ProfileOptions struct {
	MaxEvents int // 1000000, not negative: scopes that are kept for the trace, 32 bytes each
}

// ProfileStart begins a profile of the context, and drops the one before. ErrInvalidState if it is recording already.
func (c *Context) ProfileStart(changes ...func(*ProfileOptions)) error {
	var settings C.nnl_profile_options
	C.nnlgo_profile_options_init(&settings, C.uint32_t(unsafe.Sizeof(settings)))
	o := ProfileOptions{int(settings.max_events)}
	apply(&o, changes)
	settings.max_events = C.int64_t(o.MaxEvents)
	return errorOf(C.nnlgo_profile_start(c.h(), &settings), c)
}

// ProfileStop ends the recording; what it has stays to be read until the next start. ErrInvalidState if it is not
// recording.
func (c *Context) ProfileStop() error { return errorOf(C.nnlgo_profile_stop(c.h()), c) }

// ProfileTable is tables of operations, of layers and of the parts of training, as text.
func (c *Context) ProfileTable() (string, error) { return textOf(C.nnlgo_profile_table(c.h()), c) }

// ProfileSaveTrace writes the events as a file in Chrome's trace event format (JSON), which chrome://tracing and Perfetto
// show; the file appears whole or not at all.
func (c *Context) ProfileSaveTrace(path string) error {
	text, free := cString(path)
	defer free()
	return errorOf(C.nnlgo_profile_save_trace(c.h(), text), c)
}

// ProfileSummary is what a profile has.
type ProfileSummary struct {
	Recording     bool
	Rows          int
	Events        int   // that are kept
	DroppedEvents int   // that were not, beyond MaxEvents or without memory
	TotalNs       int64 // time in scopes, of all threads together: the sum of the rows' SelfNs
}

// ProfileSummary reads it.
func (c *Context) ProfileSummary() (ProfileSummary, error) {
	var s C.nnl_profile_summary
	C.nnlgo_profile_summary_init(&s, C.uint32_t(unsafe.Sizeof(s)))
	if err := errorOf(C.nnlgo_profile_read_summary(c.h(), &s), c); err != nil {
		return ProfileSummary{}, err
	}
	return ProfileSummary{s.recording != 0, int(s.rows), int(s.events), int(s.dropped_events), int64(s.total_ns)}, nil
}

// ProfileKind is what a row of a profile is about.
type ProfileKind int32

const (
	ProfileOp        ProfileKind = C.NNL_PROFILE_OP        // an operation's forward
	ProfileBackward  ProfileKind = C.NNL_PROFILE_BACKWARD  // its gradient function
	ProfileLayer     ProfileKind = C.NNL_PROFILE_LAYER     // a module's forward
	ProfileOptimizer ProfileKind = C.NNL_PROFILE_OPTIMIZER // an optimizer's step
	ProfileStep      ProfileKind = C.NNL_PROFILE_STEP      // a part of training: "train_step", "backward"
)

// ProfileRow is all scopes of one kind and name, and for layers of one kind of module.
type ProfileRow struct {
	Kind    ProfileKind
	Name    string // of an operation as in error messages; of a layer its path ("3.conv"), or its kind
	Layer   string // the kind of module of a layer's row ("BatchNorm1d"), else ""
	Calls   int
	TotalNs int64 // that of a scope within one of the same row is not counted twice
	SelfNs  int64 // without the scopes within
	Bytes   int64 // counted as TotalNs
}

// ProfileRows reads all rows, in the order in which their first scopes ended.
func (c *Context) ProfileRows() ([]ProfileRow, error) {
	summary, err := c.ProfileSummary()
	if err != nil {
		return nil, err
	}
	rows := make([]ProfileRow, summary.Rows)
	for i := range rows {
		if rows[i], err = c.profileRow(i); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func (c *Context) profileRow(i int) (ProfileRow, error) {
	var r C.nnl_profile_row
	C.nnlgo_profile_row_init(&r, C.uint32_t(unsafe.Sizeof(r)))
	if err := errorOf(C.nnlgo_profile_read_row(c.h(), C.int64_t(i), &r), c); err != nil {
		return ProfileRow{}, err
	}
	name, err := textOf(C.nnlgo_profile_row_name(c.h(), C.int64_t(i)), c)
	if err != nil {
		return ProfileRow{}, err
	}
	layer, err := textOf(C.nnlgo_profile_row_layer(c.h(), C.int64_t(i)), c)
	return ProfileRow{
		ProfileKind(r.kind), name, layer, int(r.calls), int64(r.total_ns), int64(r.self_ns), int64(r.bytes)}, err
}
