package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// ClipOptions are how a training step clips gradients.
type ClipOptions struct {
	ClipNorm         *float64 // nil: not; the most that the gradients' common norm may be
	ClipNormType     float64  // 2
	ErrorIfNonfinite bool     // false; with ClipNorm, a norm that is not finite is ErrInvalidState
	ClipValue        *float64 // nil: not; the most that an element may be, either way, after ClipNorm
}

// TrainStepOptions are TrainStep's settings.
type TrainStepOptions struct{ ClipOptions }

func trainStepOptions(changes []func(*TrainStepOptions)) *C.nnl_train_step_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_train_step_options{}
	C.nnlgo_train_step_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := TrainStepOptions{ClipOptions{ClipNormType: float64(c.clip_norm_type)}}
	apply(&o, changes)
	if o.ClipNorm != nil {
		c.has_clip_norm, c.clip_norm = 1, C.double(*o.ClipNorm)
	}
	if o.ClipValue != nil {
		c.has_clip_value, c.clip_value = 1, C.double(*o.ClipValue)
	}
	c.error_if_nonfinite = flag(o.ErrorIfNonfinite)
	c.clip_norm_type = C.double(o.ClipNormType)
	return c
}

// TrainStep is one step of training: it drops the gradients of the optimizer's parameters, runs the model on the inputs
// and loss (a module) on the model's output followed by the targets, walks back from what it gives (one element, or
// ErrShapeMismatch), clips the gradients, and steps the optimizer. It returns the loss as it was before the update.
// Modules run in the modes that they are in; the grad mode does not matter. The gradients stay until the next step. A
// failing step has changed nothing.
func TrainStep(model, loss *Module, optimizer Optimizer, inputs, targets []*Tensor,
	changes ...func(*TrainStepOptions)) (float64, error) {
	numInputs, in := handlesOf(inputs)
	numTargets, out := handlesOf(targets)
	r := C.nnlgo_train_step(model.h(), loss.h(), optimizerHandle(optimizer), numInputs, in, numTargets, out,
		trainStepOptions(changes))
	return floatOf(r, model, loss, optimizer, inputs, targets)
}

// Evaluate is the mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and
// without recording; the modules' modes are put back. Each batch's loss counts by its samples, so the loss should be a
// mean over them. NaN if there are none. The first inputs tensors of a batch go to the model (0: all but the last), the
// others to the loss.
func Evaluate(model, loss *Module, loader *Loader, inputs int) (float64, error) {
	r := C.nnlgo_evaluate(model.h(), loss.h(), loader.h(), C.int64_t(inputs))
	return floatOf(r, model, loss, loader)
}
