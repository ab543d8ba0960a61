package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// A context can look for NaN and infinities in all that its work makes: outputs of operations, gradients, updated
// parameters, losses of training steps. A number counts where it arises, not where it is passed on. Results do not change.

// NumberCheckMode is what a context does about them.
type NumberCheckMode int32

const (
	NumberCheckOff    NumberCheckMode = C.NNL_NUMBER_CHECK_OFF
	NumberCheckReport NumberCheckMode = C.NNL_NUMBER_CHECK_REPORT // the first is kept
	NumberCheckFail   NumberCheckMode = C.NNL_NUMBER_CHECK_FAIL   // every call that makes one fails
)

// NumberKind is what made the number.
type NumberKind int32

const (
	NumberForward  NumberKind = C.NNL_NUMBER_FORWARD  // an operation
	NumberBackward NumberKind = C.NNL_NUMBER_BACKWARD // its gradient function, or a sum of gradients
	NumberUpdate   NumberKind = C.NNL_NUMBER_UPDATE   // an optimizer's update
	NumberLoss     NumberKind = C.NNL_NUMBER_LOSS     // the loss of a training step
)

// NumberReport is the first number that is not finite, and how it came.
type NumberReport struct {
	Kind         NumberKind
	IsNaN        bool   // else an infinity
	InputsFinite bool   // whether all that it was made of was
	Input        int    // -1: it arose there; else NaN was given as that input
	Position     int    // the first one in the tensor, in row-major order
	Step         int    // optimizer steps before, since the mode was set
	Op           string // "log", "sgd"; "" for a module's input
	Layer        string // the innermost module's name ("3.conv"); "" outside of modules
	Text         string // all of it in a sentence
}

// SetNumberCheck begins anew: nothing is found, and steps count from 0.
func (c *Context) SetNumberCheck(mode NumberCheckMode) error {
	return errorOf(C.nnlgo_context_set_number_check(c.h(), C.int32_t(mode)), c)
}

// NumberCheck is the mode.
func (c *Context) NumberCheck() (NumberCheckMode, error) {
	report, err := c.readNumberReport()
	return NumberCheckMode(report.mode), err
}

// NumberReport is the first finding since the mode was set, or nil.
func (c *Context) NumberReport() (*NumberReport, error) {
	r, err := c.readNumberReport()
	if err != nil || r.found == 0 {
		return nil, err
	}
	op, err := textOf(C.nnlgo_number_report_op(c.h()), c)
	if err != nil {
		return nil, err
	}
	layer, err := textOf(C.nnlgo_number_report_layer(c.h()), c)
	if err != nil {
		return nil, err
	}
	text, err := textOf(C.nnlgo_number_report_text(c.h()), c)
	if err != nil {
		return nil, err
	}
	return &NumberReport{NumberKind(r.kind), r.is_nan != 0, r.inputs_finite != 0, int(r.input), int(r.position),
		int(r.step), op, layer, text}, nil
}

func (c *Context) readNumberReport() (C.nnl_number_report, error) {
	var r C.nnl_number_report
	C.nnlgo_number_report_init(&r, C.uint32_t(unsafe.Sizeof(r)))
	err := errorOf(C.nnlgo_number_report_read(c.h(), &r), c)
	return r, err
}
