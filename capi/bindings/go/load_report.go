package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// LoadReport is how names of a file and of a module did not meet.
type LoadReport struct {
	Missing    []string // only in the module
	Unexpected []string // only in the file
	Mismatched []string // in both, but of different dtype or shape
}

// LoadOptions are LoadWith's settings.
type LoadOptions struct {
	Strict bool // true: a name that did not meet is an error, which lists them
	DryRun bool // false; true: compares only, and loads nothing
}

// LoadWith is Load with options and a report. Not strict, it loads all that fits and leaves the rest as it is, also
// where shapes differ. A "num_batches_tracked" that is missing beside a "running_mean" becomes 0 and is not reported.
// Strict, it fails with ErrNotFound if a name is missing, else ErrInvalidFile, or ErrDTypeMismatch or ErrShapeMismatch if
// only those differ.
func (m *Module) LoadWith(path string, changes ...func(*LoadOptions)) (LoadReport, error) {
	var settings C.nnl_load_options
	C.nnlgo_load_options_init(&settings, C.uint32_t(unsafe.Sizeof(settings)))
	o := LoadOptions{settings.strict != 0, settings.dry_run != 0}
	apply(&o, changes)
	settings.strict = flag(o.Strict)
	settings.dry_run = flag(o.DryRun)
	c, free := cString(path)
	defer free()
	r := C.nnlgo_module_load_with(m.h(), c, &settings)
	if err := errorOf(r.error, m); err != nil {
		return LoadReport{}, err
	}
	handle := C.nnl_load_report(r.value)
	defer C.nnlgo_load_report_release(handle)
	var report LoadReport
	for list, names := range map[C.int32_t]*[]string{
		C.NNL_LOAD_MISSING:    &report.Missing,
		C.NNL_LOAD_UNEXPECTED: &report.Unexpected,
		C.NNL_LOAD_MISMATCHED: &report.Mismatched,
	} {
		var err error
		if *names, err = loadReportNames(handle, list); err != nil {
			return LoadReport{}, err
		}
	}
	return report, nil
}

func loadReportNames(report C.nnl_load_report, list C.int32_t) ([]string, error) {
	count, err := intOf(C.nnlgo_load_report_count(report, list))
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range count {
		name, err := textOf(C.nnlgo_load_report_name(report, list, C.int64_t(i)))
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}
