package nnlite_test

import (
	"math"
	"testing"

	"nnlite"
)

// loss checks a loss as a function and as a module, without reduction.
func loss(t *testing.T, name string, function func(nnlite.Reduction) (*tensor, error),
	module func(nnlite.Reduction) (*nnlite.Module, error), inputs tensors, want ...float64) {
	t.Helper()
	shape := []int{len(want)}
	isValues(t, name, nnlite.Must(function(nnlite.ReductionNone)), shape, want...)
	isValues(t, name+" module", nnlite.Must(nnlite.Must(module(nnlite.ReductionNone)).Forward(inputs...)), shape, want...)
	sum := 0.0
	for _, one := range want {
		sum += one
	}
	isValues(t, name+" sum", nnlite.Must(function(nnlite.ReductionSum)), []int{}, sum)
}

func TestElementwiseLosses(t *testing.T) {
	x, y := vector(0.25, 3, -1), vector(0, 1, -1)
	loss(t, "mse", func(r nnlite.Reduction) (*tensor, error) { return nnlite.MSELoss(x, y, r) },
		func(r nnlite.Reduction) (*nnlite.Module, error) { return nnlite.NewMSELoss(nil, r) },
		tensors{x, y}, 0.0625, 4, 0)
	loss(t, "l1", func(r nnlite.Reduction) (*tensor, error) { return nnlite.L1Loss(x, y, r) },
		func(r nnlite.Reduction) (*nnlite.Module, error) { return nnlite.NewL1Loss(nil, r) },
		tensors{x, y}, 0.25, 2, 0)
	loss(t, "smooth l1", func(r nnlite.Reduction) (*tensor, error) { return nnlite.SmoothL1Loss(x, y, 0.5, r) },
		func(r nnlite.Reduction) (*nnlite.Module, error) { return nnlite.NewSmoothL1Loss(nil, 0.5, r) },
		tensors{x, y}, 0.0625, 1.75, 0)
	loss(t, "huber", func(r nnlite.Reduction) (*tensor, error) { return nnlite.HuberLoss(x, y, 0.5, r) },
		func(r nnlite.Reduction) (*nnlite.Module, error) { return nnlite.NewHuberLoss(nil, 0.5, r) },
		tensors{x, y}, 0.03125, 0.875, 0)
	isValues(t, "mean", nnlite.Must(nnlite.MSELoss(x, y, nnlite.ReductionMean)), []int{}, 4.0625/3)
}

func TestBinaryCrossEntropy(t *testing.T) {
	p, y, w := vector(0.25, 0.75), vector(1, 0), vector(1, 2)
	loss(t, "bce", func(r nnlite.Reduction) (*tensor, error) { return nnlite.BCELoss(p, y, w, r) },
		func(r nnlite.Reduction) (*nnlite.Module, error) { return nnlite.NewBCELoss(nil, w, r) },
		tensors{p, y}, math.Log(4), 2*math.Log(4))
	logits := vector(-math.Log(3), math.Log(3)) // of p
	loss(t, "bce with logits", func(r nnlite.Reduction) (*tensor, error) {
		return nnlite.BCEWithLogitsLoss(logits, y, w, vector(3, 3), r)
	}, func(r nnlite.Reduction) (*nnlite.Module, error) {
		return nnlite.NewBCEWithLogitsLoss(nil, w, vector(3, 3), r)
	}, tensors{logits, y}, 3*math.Log(4), 2*math.Log(4))
	_, err := nnlite.BCELoss(vector(2), vector(1), nil, nnlite.ReductionMean)
	isError(t, "no probability", err, nnlite.ErrInvalidArgument)
}

func TestClassLosses(t *testing.T) {
	logits := matrix(2, 0, math.Log(3), 0, 0, 5, 5)
	target := integers(0, 1, -100)
	isValues(t, "cross entropy", nnlite.Must(nnlite.CrossEntropy(logits, target)), []int{}, (math.Log(4)+math.Log(2))/2)
	change := func(o *nnlite.CrossEntropyOptions) {
		isEqual(t, "defaults", *o, nnlite.CrossEntropyOptions{Reduction: nnlite.ReductionMean, IgnoreIndex: -100})
		o.Weight = vector(1, 3)
		o.IgnoreIndex = 1
		o.Reduction = nnlite.ReductionNone
	}
	want := []float64{math.Log(4), 0, 0}
	rows := nnlite.Must(logits.Slice(0, 0, 2, 1))
	isValues(t, "with options", nnlite.Must(nnlite.CrossEntropy(rows, integers(0, 1), change)), []int{2}, want[:2]...)
	module := nnlite.Must(nnlite.NewCrossEntropyLoss(nil, change))
	isValues(t, "as a module", nnlite.Must(module.Forward(rows, integers(0, 1))), []int{2}, want[:2]...)
	isEqual(t, "its weight", len(nnlite.Must(module.Buffers())), 1)
	smooth := nnlite.Must(nnlite.CrossEntropy(rows, integers(0, 1), func(o *nnlite.CrossEntropyOptions) {
		o.LabelSmoothing = 0.5
	}))
	// Three quarters on the class, a quarter on the other.
	isValues(t, "smoothed", smooth, []int{}, (0.75*math.Log(4)+0.25*math.Log(4./3)+math.Log(2))/2)

	logs := nnlite.Must(rows.LogSoftmax(1))
	loss(t, "nll", func(r nnlite.Reduction) (*tensor, error) {
		return nnlite.NLLLoss(logs, integers(0, 1), vector(2, 1), -100, r)
	}, func(r nnlite.Reduction) (*nnlite.Module, error) {
		return nnlite.NewNLLLoss(nil, vector(2, 1), -100, r)
	}, tensors{logs, integers(0, 1)}, 2*math.Log(4), math.Log(2))
}

func TestLossesOfRows(t *testing.T) {
	a, b, y := matrix(2, 1, 0, 1, 0), matrix(2, 1, 1, 1, 1), vector(1, -1)
	loss(t, "cosine embedding", func(r nnlite.Reduction) (*tensor, error) {
		return nnlite.CosineEmbeddingLoss(a, b, y, 0.2, r)
	}, func(r nnlite.Reduction) (*nnlite.Module, error) {
		return nnlite.NewCosineEmbeddingLoss(nil, 0.2, r)
	}, tensors{a, b, y}, 1-math.Sqrt(0.5), math.Sqrt(0.5)-0.2)

	anchor, positive, negative := matrix(1, 0, 0), matrix(1, 1, 3), matrix(1, 3, 2)
	options := func(r nnlite.Reduction) func(*nnlite.TripletMarginOptions) {
		return func(o *nnlite.TripletMarginOptions) {
			isEqual(t, "defaults", *o, nnlite.TripletMarginOptions{
				Reduction: nnlite.ReductionMean, Margin: 1, P: 2, Eps: 1e-6})
			o.Reduction, o.Margin, o.P, o.Eps, o.Swap = r, 2.5, 1, 0, true
		}
	}
	// With swap the second negative counts by its distance of 1 from the positive.
	loss(t, "triplet margin", func(r nnlite.Reduction) (*tensor, error) {
		return nnlite.TripletMarginLoss(anchor, positive, negative, options(r))
	}, func(r nnlite.Reduction) (*nnlite.Module, error) {
		return nnlite.NewTripletMarginLoss(nil, options(r))
	}, tensors{anchor, positive, negative}, 2.5+1-2, 2.5+3-1)
}
