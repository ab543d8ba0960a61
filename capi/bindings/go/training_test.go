package nnlite_test

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"testing"
	"time"

	"nnlite"
)

// fitting is y = 2x - 1 to be learned from 8 points.
type fitting struct {
	model, loss *nnlite.Module
	sgd         *nnlite.SGD
	loader      *nnlite.Loader
}

func newFitting() fitting {
	var x, y []float32
	for i := range 8 {
		x = append(x, float32(i)/4-1)
		y = append(y, 2*x[i]-1)
	}
	model := nnlite.Must(nnlite.NewLinear(nil, 1, 1))
	for _, parameter := range nnlite.Must(model.Parameters()) {
		check(parameter.InitConstant(0))
	}
	data := tensors{nnlite.Must(nnlite.FromSlice(nil, x, 8, 1)), nnlite.Must(nnlite.FromSlice(nil, y, 8, 1))}
	return fitting{model, nnlite.Must(nnlite.NewMSELoss(nil, nnlite.ReductionMean)),
		nnlite.Must(nnlite.NewSGD(nnlite.Must(model.Parameters()), func(o *nnlite.SGDOptions) { o.LearningRate = 0.1 })),
		nnlite.Must(nnlite.NewLoader(data, func(o *nnlite.LoaderOptions) { o.BatchSize = 4 }))}
}

func (f fitting) weight() float64 { return number(nnlite.Must(f.model.Tensor("weight"))) }

func TestTrainStep(t *testing.T) {
	f := newFitting()
	batch := nnlite.Must(f.loader.Next())
	// x is -1, -3/4, -1/2, -1/4; at 0 the gradient of the weight is -2 mean(x y), the bias's -2 mean(y).
	value := nnlite.Must(nnlite.TrainStep(f.model, f.loss, f.sgd, batch[:1], batch[1:]))
	x := []float64{-1, -0.75, -0.5, -0.25}
	var loss, slope, offset float64
	for _, x := range x {
		y := 2*x - 1
		loss += y * y / 4
		slope += -2 * x * y / 4
		offset += -2 * y / 4
	}
	if !isNear(value, loss) || !isNear(f.weight(), -0.1*slope) {
		t.Errorf("loss %v and weight %v, want %v and %v", value, f.weight(), loss, -0.1*slope)
	}

	f = newFitting()
	batch = nnlite.Must(f.loader.Next())
	nnlite.Must(nnlite.TrainStep(f.model, f.loss, f.sgd, batch[:1], batch[1:], func(o *nnlite.TrainStepOptions) {
		isEqual(t, "defaults", *o, nnlite.TrainStepOptions{ClipOptions: nnlite.ClipOptions{ClipNormType: 2}})
		o.ClipNorm = nnlite.Some(0.5)
		o.ErrorIfNonfinite = true
	}))
	if want := -0.1 * slope * 0.5 / math.Hypot(slope, offset); !isNear(f.weight(), want) {
		t.Errorf("clipped by norm: %v, want %v", f.weight(), want)
	}
	f = newFitting()
	nnlite.Must(nnlite.TrainStep(f.model, f.loss, f.sgd, batch[:1], batch[1:], func(o *nnlite.TrainStepOptions) {
		o.ClipValue = nnlite.Some(0.25)
	}))
	if !isNear(f.weight(), math.Copysign(0.025, -slope)) {
		t.Errorf("clipped by value: %v", f.weight())
	}
	_, err := nnlite.TrainStep(f.model, nnlite.Must(nnlite.NewMSELoss(nil, nnlite.ReductionNone)), f.sgd, batch[:1], batch[1:])
	isError(t, "a loss of four elements", err, nnlite.ErrShapeMismatch)
}

func TestFit(t *testing.T) {
	f := newFitting()
	var steps, epochs int
	report := nnlite.Must(nnlite.Fit(context.Background(), f.model, f.loss, f.sgd, f.loader, func(o *nnlite.FitOptions) {
		isEqual(t, "epochs by default", o.Epochs, 1)
		o.Epochs = 300
		o.Progress = func(at nnlite.FitProgress) error {
			if at.EpochEnded {
				epochs++
			} else {
				steps++
			}
			isEqual(t, "batches", at.Batches, 2)
			isEqual(t, "steps so far", at.Step, steps)
			return nil
		}
	}))
	isEqual(t, "steps", []int{report.Steps, steps}, []int{600, 600})
	isEqual(t, "epochs", []int{report.Epochs, epochs}, []int{300, 300})
	isEqual(t, "end", report.End, nnlite.FitEpochs)
	if math.Abs(f.weight()-2) > 1e-3 || report.Loss > 1e-6 || report.BestLoss > report.Loss {
		t.Errorf("weight %v, report %+v", f.weight(), report)
	}
	if !math.IsNaN(report.ValidationLoss) {
		t.Errorf("validation loss %v without validation", report.ValidationLoss)
	}
	if got := nnlite.Must(nnlite.Evaluate(f.model, f.loss, f.loader, 1)); got > 1e-6 {
		t.Errorf("evaluated to %v", got)
	}
}

func TestFitEnds(t *testing.T) {
	f := newFitting()
	fit := func(ctx context.Context, change func(*nnlite.FitOptions)) (nnlite.FitReport, error) {
		return nnlite.Fit(ctx, f.model, f.loss, f.sgd, f.loader, func(o *nnlite.FitOptions) { o.Epochs = 1e9 }, change)
	}
	stop := func(o *nnlite.FitOptions) {
		o.Progress = func(at nnlite.FitProgress) error {
			if at.Step == 3 {
				return nnlite.StopFit
			}
			return nil
		}
	}
	report, err := fit(context.Background(), stop)
	isEqual(t, "an error", err, nil)
	isEqual(t, "stopped", []int{int(report.End), report.Steps}, []int{int(nnlite.FitCancelled), 3})

	mine := errors.New("enough")
	ctx, cancel := context.WithCancelCause(context.Background())
	time.AfterFunc(50*time.Millisecond, func() { cancel(mine) })
	report, err = fit(ctx, func(*nnlite.FitOptions) {})
	isEqual(t, "the cause", err, mine)
	isEqual(t, "cancelled", report.End, nnlite.FitCancelled)
	if report.Steps == 0 {
		t.Error("no step was done")
	}
	report, err = fit(ctx, stop)
	isEqual(t, "the cause before the first step", err, mine)
	isEqual(t, "no step", report.Steps, 0)

	report = nnlite.Must(fit(context.Background(), func(o *nnlite.FitOptions) { o.MaxSeconds = 1e-9 }))
	isEqual(t, "time", report.End, nnlite.FitTime)
	report = nnlite.Must(fit(context.Background(), func(o *nnlite.FitOptions) {
		o.Patience = 1
		o.MinDelta = 1e9
		o.KeepBest = true
		o.Validation = newFitting().loader
		o.Schedule = nnlite.Must(nnlite.NewExponentialLR(f.sgd, 0.5))
		o.ScheduleEachStep = true
	}))
	isEqual(t, "patience", report.End, nnlite.FitPatience)
	if math.IsNaN(report.ValidationLoss) {
		t.Error("no validation loss")
	}
	if rate := nnlite.Must(f.sgd.LearningRate(0)); rate != 0.1*math.Pow(0.5, float64(report.Steps)) {
		t.Errorf("learning rate %v after %d steps", rate, report.Steps)
	}
}

func TestLoader(t *testing.T) {
	x := vector(0, 1, 2, 3, 4)
	isEqual(t, "batches by default", nnlite.Must(nnlite.Must(nnlite.NewLoader(tensors{x})).NumBatches()), 5)
	loader := func(last nnlite.LastBatch) (sizes []int) {
		l := nnlite.Must(nnlite.NewLoader(tensors{x}, func(o *nnlite.LoaderOptions) { o.BatchSize, o.LastBatch = 2, last }))
		for batch, err := range l.Batches() {
			check(err)
			sizes = append(sizes, nnlite.Must(batch[0].Count()))
		}
		isEqual(t, "epochs", nnlite.Must(l.Epoch()), 1)
		return sizes
	}
	isEqual(t, "keep", loader(nnlite.LastBatchKeep), []int{2, 2, 1})
	isEqual(t, "drop", loader(nnlite.LastBatchDrop), []int{2, 2})
	isEqual(t, "merge", loader(nnlite.LastBatchMerge), []int{2, 3})

	shuffled := nnlite.Must(nnlite.NewLoader(tensors{x, x}, func(o *nnlite.LoaderOptions) {
		o.Sampling, o.Seed = nnlite.SamplingShuffle, 1
	}))
	seen := map[float64]int{}
	before := collect(0)
	for batch, err := range shuffled.Batches() {
		check(err)
		isEqual(t, "the same sample", number(batch[0]), number(batch[1]))
		seen[number(batch[0])]++
		batch[0] = nil // closed nevertheless
		if len(seen) == 2 {
			break
		}
	}
	isEqual(t, "handles after a break", live(), before)
	for batch, err := range shuffled.Batches() {
		check(err)
		seen[number(batch[0])]++
	}
	isEqual(t, "each sample once", seen, map[float64]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 1})
	rest := nnlite.Must(shuffled.Next())
	isEqual(t, "the next epoch", len(rest), 2)

	shuffled.Close()
	for _, err := range shuffled.Batches() {
		isError(t, "a closed loader", err, nnlite.ErrInvalidHandle)
	}
	_, err := nnlite.NewLoader(tensors{x}, func(o *nnlite.LoaderOptions) { o.BatchSize = 0 })
	isError(t, "a batch of nothing", err, nnlite.ErrInvalidArgument)
	_, err = nnlite.NewLoader(nil)
	isError(t, "no tensors", err, nnlite.ErrInvalidArgument)
}

func TestCheckpoints(t *testing.T) {
	path := filepath.Join(t.TempDir(), "checkpoint.safetensors")
	parts := func(f fitting) nnlite.CheckpointParts {
		return nnlite.CheckpointParts{Model: f.model, Optimizer: f.sgd, Loader: f.loader,
			Schedule: nnlite.Must(nnlite.NewExponentialLR(f.sgd, 0.9))}
	}
	step := func(f fitting) float64 {
		batch := nnlite.Must(f.loader.Next())
		return nnlite.Must(nnlite.TrainStep(f.model, f.loss, f.sgd, batch[:1], batch[1:]))
	}
	f, g := newFitting(), newFitting()
	step(f)
	check(nnlite.SaveCheckpoint(path, parts(f)))
	restored := parts(g)
	check(nnlite.LoadCheckpoint(path, restored))
	isEqual(t, "the next loss", step(g), step(f))
	isEqual(t, "the weight", g.weight(), f.weight())

	isError(t, "no parts", nnlite.SaveCheckpoint(path, nnlite.CheckpointParts{SkipRandom: true}), nnlite.ErrInvalidArgument)
	adam := nnlite.Must(nnlite.NewAdam(nnlite.Must(g.model.Parameters())))
	isError(t, "of another kind", nnlite.LoadCheckpoint(path, nnlite.CheckpointParts{Optimizer: adam}), nnlite.ErrInvalidArgument)
	isError(t, "no file", nnlite.LoadCheckpoint(path+"x", restored), nnlite.ErrIO)
}
