package nnlite_test

import (
	"math"
	"testing"

	"nnlite"
)

// stepped is where a parameter of 1 stands after steps with a gradient of 2.
func stepped(t *testing.T, optimizer nnlite.Optimizer, x *tensor, steps int) float64 {
	t.Helper()
	for range steps {
		check(x.SetGrad(vector(2)))
		check(optimizer.Step())
	}
	return number(x)
}

func isAt(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestSGD(t *testing.T) {
	x := leaf(1)
	sgd := nnlite.Must(nnlite.NewSGD(tensors{x}, func(o *nnlite.SGDOptions) {
		isEqual(t, "defaults", *o, nnlite.SGDOptions{LearningRate: 1e-3, LazyRows: true})
		o.LearningRate, o.Momentum = 0.1, 0.5
	}))
	isAt(t, "sgd", stepped(t, sgd, x, 2), 1-0.1*2-0.1*3)
	check(sgd.ZeroGrad())
	if nnlite.Must(x.Grad()) != nil {
		t.Error("a gradient after ZeroGrad")
	}
	check(sgd.Settle())

	y := leaf(1)
	check(sgd.AddGroup(tensors{y}, func(o *nnlite.SGDOptions) { o.LearningRate = 3 }))
	isEqual(t, "groups", nnlite.Must(sgd.NumGroups()), 2)
	isEqual(t, "its rate", nnlite.Must(sgd.LearningRate(1)), 3)
	check(sgd.SetLearningRate(1, 0.25))
	isAt(t, "the second group", stepped(t, sgd, y, 1), 0.5)
	isEqual(t, "momentum", nnlite.Must(sgd.Momentum(0)), 0.5)
	check(sgd.SetMomentum(0, 0.75))
	isEqual(t, "momentum", nnlite.Must(sgd.Momentum(0)), 0.75)
	_, err := sgd.LearningRate(2)
	isError(t, "a third group", err, nnlite.ErrIndexOutOfRange)
	_, err = nnlite.NewSGD(nil)
	isError(t, "no parameters", err, nnlite.ErrInvalidArgument)
	sgd.Close()
	isError(t, "a closed one", sgd.Step(), nnlite.ErrInvalidHandle)

	z := leaf(1)
	up := nnlite.Must(nnlite.NewSGD(tensors{z}, func(o *nnlite.SGDOptions) {
		o.LearningRate, o.Maximize, o.WeightDecay, o.Momentum, o.Nesterov = 0.1, true, 0.5, 0.5, true
	}))
	// The gradient is -2 + 0.5; nesterov adds half of the velocity, which is the gradient.
	isAt(t, "upwards", stepped(t, up, z, 1), 1+0.1*1.5*1.5)
}

func TestAdams(t *testing.T) {
	// After any number of equal gradients both averages are unbiased: 2 and 4.
	x := leaf(1)
	adam := nnlite.Must(nnlite.NewAdam(tensors{x}, func(o *nnlite.AdamOptions) {
		isEqual(t, "defaults", *o, nnlite.AdamOptions{LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8})
		o.LearningRate, o.Eps = 0.1, 2
	}))
	isAt(t, "adam", stepped(t, adam, x, 3), 1-3*0.1*2/(2+2))
	isEqual(t, "beta1", nnlite.Must(adam.Momentum(0)), 0.9)
	check(adam.AddGroup(tensors{leaf(1)}, func(o *nnlite.AdamOptions) { o.AMSGrad = true }))

	y := leaf(1)
	adamW := nnlite.Must(nnlite.NewAdamW(tensors{y}, func(o *nnlite.AdamWOptions) {
		isEqual(t, "defaults", *o, nnlite.AdamWOptions{LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, WeightDecay: 1e-2})
		o.LearningRate, o.WeightDecay, o.Eps = 0.1, 0.5, 2
	}))
	isAt(t, "adamw", stepped(t, adamW, y, 1), 1-0.05-0.1*2/(2+2))
	check(adamW.AddGroup(tensors{leaf(1)}))
	isEqual(t, "groups", nnlite.Must(adamW.NumGroups()), 2)

	weight := matrix(1, 1, 1)
	check(weight.SetRequiresGrad(true))
	sparse := nnlite.Must(nnlite.NewSparseAdam(tensors{weight}, func(o *nnlite.SparseAdamOptions) {
		isEqual(t, "defaults", *o, nnlite.SparseAdamOptions{LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8})
		o.LearningRate = 0.1
	}))
	check(nnlite.Must(nnlite.Must(nnlite.Embedding(weight, integers(1))).Sum()).Backward())
	check(sparse.Step())
	isValues(t, "sparse adam", weight, []int{2, 1}, 1, 0.9)
	check(weight.SetGrad(matrix(1, 1, 1)))
	isError(t, "a dense gradient", sparse.Step(), nnlite.ErrNotSupported)
	check(sparse.AddGroup(tensors{leaf(1)}))
}

func TestAdagradAndRMSprop(t *testing.T) {
	x := leaf(1)
	adagrad := nnlite.Must(nnlite.NewAdagrad(tensors{x}, func(o *nnlite.AdagradOptions) {
		isEqual(t, "defaults", *o, nnlite.AdagradOptions{LearningRate: 1e-2, Eps: 1e-10})
		o.LearningRate, o.InitialAccumulatorValue, o.Eps, o.LRDecay = 0.1, 5, 1, 0.5
	}))
	isAt(t, "adagrad", stepped(t, adagrad, x, 2), 1-0.1*2/(3+1)-0.1/1.5*2/(math.Sqrt(13)+1))
	_, err := adagrad.Momentum(0)
	isError(t, "its momentum", err, nnlite.ErrNotSupported)
	check(adagrad.AddGroup(tensors{leaf(1)}))

	y := leaf(1)
	rmsprop := nnlite.Must(nnlite.NewRMSprop(tensors{y}, func(o *nnlite.RMSpropOptions) {
		isEqual(t, "defaults", *o, nnlite.RMSpropOptions{LearningRate: 1e-2, Alpha: 0.99, Eps: 1e-8})
		o.LearningRate, o.Alpha, o.Eps, o.Momentum = 0.1, 0.75, 0, 0.5
	}))
	// v is 1, then 1.75.
	first, second := 2.0, 2/math.Sqrt(1.75)
	isAt(t, "rmsprop", stepped(t, rmsprop, y, 2), 1-0.1*first-0.1*(0.5*first+second))
	check(rmsprop.AddGroup(tensors{leaf(1)}, func(o *nnlite.RMSpropOptions) { o.Centered = true }))
}

func TestClipping(t *testing.T) {
	x, y := leaf(0), leaf(0)
	check(x.SetGrad(vector(3)))
	check(y.SetGrad(vector(-4)))
	isAt(t, "the norm before", nnlite.Must(nnlite.ClipGradNorm(tensors{x, y}, 1, 2, false)), 5)
	isValues(t, "clipped by norm", nnlite.Must(x.Grad()), []int{1}, 0.6)
	check(nnlite.ClipGradValue(tensors{x, y}, 0.7))
	isValues(t, "clipped by value", nnlite.Must(y.Grad()), []int{1}, -0.7)
	check(x.SetGrad(vector(math.Inf(1))))
	_, err := nnlite.ClipGradNorm(tensors{x, y}, 1, 2, true)
	isError(t, "an infinite norm", err, nnlite.ErrInvalidState)
}

func TestSchedules(t *testing.T) {
	// rates are those of an SGD of rate 1 after each of some steps.
	rates := func(steps int, make func(nnlite.Optimizer) (*nnlite.Schedule, error)) (rates []float64) {
		sgd := nnlite.Must(nnlite.NewSGD(tensors{leaf(1)}, func(o *nnlite.SGDOptions) { o.LearningRate, o.Momentum = 1, 0.9 }))
		schedule := nnlite.Must(make(sgd))
		for range steps {
			check(schedule.Step())
			rate := nnlite.Must(sgd.LearningRate(0))
			isEqual(t, "the last rate", nnlite.Must(schedule.LastLearningRate(0)), rate)
			rates = append(rates, math.Round(1e9*rate)/1e9)
		}
		isEqual(t, "epoch", nnlite.Must(schedule.LastEpoch()), steps)
		return rates
	}
	isEqual(t, "step", rates(4, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewStepLR(o, 2, 0.5)
	}), []float64{1, 0.5, 0.5, 0.25})
	isEqual(t, "multi-step", rates(4, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewMultiStepLR(o, []int{3, 1}, 0.1)
	}), []float64{0.1, 0.1, 0.01, 0.01})
	isEqual(t, "exponential", rates(2, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewExponentialLR(o, 0.5)
	}), []float64{0.5, 0.25})
	isEqual(t, "linear", rates(3, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewLinearLR(o, 0.5, 1, 2)
	}), []float64{0.75, 1, 1})
	isEqual(t, "cosine", rates(2, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewCosineAnnealingLR(o, 2, 0.2)
	}), []float64{0.6, 0.2})
	isEqual(t, "warm restarts", rates(3, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewCosineAnnealingWarmRestarts(o, 2, 1, 0)
	}), []float64{0.5, 1, 0.5})
	isEqual(t, "one cycle", rates(4, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewOneCycleLR(o, []float64{2}, 5, func(o *nnlite.OneCycleLROptions) {
			isEqual(t, "defaults", *o, nnlite.OneCycleLROptions{Annealing: nnlite.AnnealingCosine, CycleMomentum: true,
				PctStart: 0.3, BaseMomentum: 0.85, MaxMomentum: 0.95, DivFactor: 25, FinalDivFactor: 1e4})
			o.PctStart, o.DivFactor, o.FinalDivFactor, o.Annealing = 0.6, 4, 5, nnlite.AnnealingLinear
		})
	}), []float64{1.25, 2, 1.05, 0.1})
	isEqual(t, "sequential", rates(3, func(o nnlite.Optimizer) (*nnlite.Schedule, error) {
		return nnlite.NewSequentialLR([]*nnlite.Schedule{nnlite.Must(nnlite.NewLinearLR(o, 0.5, 1, 2)),
			nnlite.Must(nnlite.NewExponentialLR(o, 0.1))}, []int{2})
	}), []float64{0.75, 1, 0.1})
	_, err := nnlite.NewSequentialLR(nil, []int{1})
	isError(t, "a milestone too many", err, nnlite.ErrInvalidArgument)

	sgd := nnlite.Must(nnlite.NewSGD(tensors{leaf(1)}, func(o *nnlite.SGDOptions) { o.LearningRate = 1 }))
	plateau := nnlite.Must(nnlite.NewReduceLROnPlateau(sgd, func(o *nnlite.ReduceLROnPlateauOptions) {
		isEqual(t, "defaults", *o, nnlite.ReduceLROnPlateauOptions{Mode: nnlite.PlateauMin,
			ThresholdMode: nnlite.ThresholdRel, Factor: 0.1, Threshold: 1e-4, Eps: 1e-8, Patience: 10})
		o.Patience, o.Factor, o.MinLR, o.Mode = 0, 0.25, []float64{0.1}, nnlite.PlateauMax
	}))
	for _, metric := range []float64{1, 2, 2, 2} {
		check(plateau.StepMetric(metric))
	}
	isEqual(t, "on a plateau", nnlite.Must(sgd.LearningRate(0)), 0.1)
	isError(t, "a step without a metric", plateau.Step(), nnlite.ErrNotSupported)
	restarts := nnlite.Must(nnlite.NewCosineAnnealingWarmRestarts(sgd, 4, 1, 0))
	check(restarts.StepEpoch(2))
	isAt(t, "half way down", nnlite.Must(sgd.LearningRate(0)), nnlite.Must(restarts.LastLearningRate(0)))
}
