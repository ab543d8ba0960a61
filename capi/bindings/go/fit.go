package nnlite

// #include "raw.h"
import "C"

import (
	"context"
	"errors"
	"runtime/cgo"
	"unsafe"
)

// FitEnd is why a fit ended.
type FitEnd int32

const (
	FitEpochs    FitEnd = C.NNL_FIT_EPOCHS    // all epochs are done
	FitTime      FitEnd = C.NNL_FIT_TIME      // its time was over
	FitCancelled FitEnd = C.NNL_FIT_CANCELLED // Progress, or the context.Context, ended it
	FitPatience  FitEnd = C.NNL_FIT_PATIENCE  // the loss did not improve any more
)

// FitProgress is where a fit stands.
type FitProgress struct {
	EpochEnded     bool    // false after a step, true after an epoch and its validation
	Epoch          int     // from 0, of this fit
	Batch          int     // batches of the epoch that are done
	Batches        int     // that an epoch has
	Step           int     // steps of the fit that are done
	Loss           float64 // of the step; after an epoch the mean over its samples
	ValidationLoss float64 // after an epoch with validation, else NaN
	Seconds        float64 // since the fit began
}

// StopFit, returned from Progress, ends the fit without an error.
var StopFit = errors.New("nnlite: stop the fit")

// FitOptions are Fit's settings.
type FitOptions struct {
	ClipOptions
	Epochs           int       // 1
	NumInputs        int       // 0: all tensors of a batch but the last go to the model, the last to the loss
	Validation       *Loader   // nil: no validation
	Schedule         *Schedule // nil: none; else of the optimizer
	ScheduleEachStep bool      // false: the schedule steps after the last batch of an epoch; true: after each step
	MaxSeconds       float64   // 0: no limit; else the fit ends with the first batch after that time
	Patience         int       // 0: never; else so many epochs in a row without improvement end the fit
	MinDelta         float64   // 0: how much lower a loss must be to be an improvement
	KeepBest         bool      // false; true: in the end the model is as it was after its best epoch

	// Progress, if not nil, is called after each step and each epoch. It may use model, optimizer and loader, for a
	// checkpoint say. StopFit ends the fit; another error ends it as a failure.
	Progress func(FitProgress) error
}

// set turns the caller's changes into C's struct.
func (o *FitOptions) set(changes []func(*FitOptions)) *C.nnl_fit_options {
	c := &C.nnl_fit_options{}
	C.nnlgo_fit_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	*o = FitOptions{
		ClipOptions:      ClipOptions{ClipNormType: float64(c.clip_norm_type)},
		Epochs:           int(c.epochs),
		NumInputs:        int(c.num_inputs),
		ScheduleEachStep: c.schedule_each_step != 0,
		MaxSeconds:       float64(c.max_seconds),
		Patience:         int(c.patience),
		MinDelta:         float64(c.min_delta),
		KeepBest:         c.keep_best != 0,
	}
	apply(o, changes)
	if o.ClipNorm != nil {
		c.has_clip_norm, c.clip_norm = 1, C.double(*o.ClipNorm)
	}
	if o.ClipValue != nil {
		c.has_clip_value, c.clip_value = 1, C.double(*o.ClipValue)
	}
	c.error_if_nonfinite = flag(o.ErrorIfNonfinite)
	c.clip_norm_type = C.double(o.ClipNormType)
	c.epochs = C.int64_t(o.Epochs)
	c.num_inputs = C.int64_t(o.NumInputs)
	c.validation = o.Validation.h()
	c.schedule = o.Schedule.h()
	c.schedule_each_step = flag(o.ScheduleEachStep)
	c.max_seconds = C.double(o.MaxSeconds)
	c.patience = C.int64_t(o.Patience)
	c.min_delta = C.double(o.MinDelta)
	c.keep_best = flag(o.KeepBest)
	return c
}

// FitReport is what a fit came to. Losses are NaN where there is none.
type FitReport struct {
	End            FitEnd
	Epochs         int // that were completed
	Steps          int
	BestEpoch      int     // from 0, or -1
	Loss           float64 // mean over the samples of the last completed epoch
	ValidationLoss float64 // after it
	BestLoss       float64 // the lowest validation loss of an epoch, or training loss without validation
	Seconds        float64
}

// fitting is a fit under way.
type fitting struct {
	ctx      context.Context
	progress func(FitProgress) error
	stopped  error // why the context.Context ended it
}

// Fit trains on the loader's batches with TrainStep, epoch by epoch from where the loader stands, until the epochs are
// done or ctx is: then it returns context.Cause(ctx) beside the report. The model trains in the modes that its modules are
// in, or wholly in training mode if it is itself in inference mode; validation (Evaluate) follows each epoch; in the end
// all modes are as before. A ReduceLROnPlateau schedule gets the validation loss, or without validation the training loss.
// However a fit ends, model (but for KeepBest), optimizer and loader stand after the same whole number of steps; the rest
// of an epoch is the next fit's. When a step or Progress fails, the steps before it stay done.
func Fit(ctx context.Context, model, loss *Module, optimizer Optimizer, loader *Loader,
	changes ...func(*FitOptions)) (FitReport, error) {
	var o FitOptions
	settings := o.set(changes)
	if ctx.Err() != nil {
		return FitReport{}, context.Cause(ctx)
	}
	var callback C.nnl_fit_callback
	var handle cgo.Handle
	fit := &fitting{ctx: ctx, progress: o.Progress}
	if o.Progress != nil || ctx.Done() != nil {
		callback = C.nnl_fit_callback(C.nnlgo_on_fit)
		handle = cgo.NewHandle(fit)
		defer handle.Delete()
	}
	report := &C.nnl_fit_report{}
	C.nnlgo_fit_report_init(report, C.uint32_t(unsafe.Sizeof(*report)))
	e := C.nnlgo_fit(model.h(), loss.h(), optimizerHandle(optimizer), loader.h(), settings, callback,
		C.uintptr_t(handle), report)
	if err := errorOf(e, model, loss, optimizer, loader, &o); err != nil {
		return FitReport{}, err
	}
	return FitReport{
		End:            FitEnd(report.end),
		Epochs:         int(report.epochs),
		Steps:          int(report.steps),
		BestEpoch:      int(report.best_epoch),
		Loss:           float64(report.loss),
		ValidationLoss: float64(report.validation_loss),
		BestLoss:       float64(report.best_loss),
		Seconds:        float64(report.seconds),
	}, fit.stopped
}

//export nnlgoFit
func nnlgoFit(at *C.nnl_fit_progress, userData C.uintptr_t) C.nnl_status {
	fit := cgo.Handle(userData).Value().(*fitting)
	cancelled := false
	status := guard(func() error {
		if fit.progress != nil {
			err := fit.progress(FitProgress{
				EpochEnded:     at.epoch_ended != 0,
				Epoch:          int(at.epoch),
				Batch:          int(at.batch),
				Batches:        int(at.batches),
				Step:           int(at.step),
				Loss:           float64(at.loss),
				ValidationLoss: float64(at.validation_loss),
				Seconds:        float64(at.seconds),
			})
			if cancelled = errors.Is(err, StopFit); err != nil && !cancelled {
				return err
			}
		}
		if !cancelled && fit.ctx.Err() != nil {
			fit.stopped = context.Cause(fit.ctx)
			cancelled = true
		}
		return nil
	})
	if status == C.NNL_OK && cancelled {
		return C.NNL_CANCELLED
	}
	return status
}
