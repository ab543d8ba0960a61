package nnlite_test

import (
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"nnlite"
)

// set fills the named tensor of a module with values.
func set(m *nnlite.Module, name string, values ...float32) {
	check(nnlite.Write(nnlite.Must(m.Tensor(name)), values))
}

func floats32(columns int, values ...float32) *tensor {
	return nnlite.Must(nnlite.FromSlice(nil, values, len(values)/columns, columns))
}

func kind(m *nnlite.Module) string { return nnlite.Must(m.Kind()) }

func TestLinear(t *testing.T) {
	linear := nnlite.Must(nnlite.NewLinear(nil, 2, 3))
	set(linear, "weight", 1, 2, 3, 4, 5, 6)
	set(linear, "bias", 10, 20, 30)
	isValues(t, "output", nnlite.Must(linear.Forward(floats32(2, 1, -1))), []int{1, 3}, 9, 19, 29)
	bare := nnlite.Must(nnlite.NewLinear(nil, 2, 3, func(o *nnlite.LinearOptions) {
		isEqual(t, "defaults", *o, nnlite.LinearOptions{DType: nnlite.F32, Bias: true})
		o.Bias, o.DType = false, nnlite.F64
	}))
	parameters := nnlite.Must(bare.Parameters())
	isEqual(t, "parameters without bias", len(parameters), 1)
	isEqual(t, "their dtype", nnlite.Must(parameters[0].DType()), nnlite.F64)
	_, err := linear.Forward(floats32(3, 1, 2, 3))
	isError(t, "another width", err, nnlite.ErrShapeMismatch)
	_, err = linear.Forward(floats32(2, 1, 2), floats32(2, 1, 2))
	isError(t, "two inputs", err, nnlite.ErrInvalidArgument)
	_, err = nnlite.NewLinear(nil, -1, 3)
	isError(t, "a negative size", err, nnlite.ErrInvalidArgument)
}

func TestModuleTree(t *testing.T) {
	inner := nnlite.Must(nnlite.NewSequential(nil, nnlite.Must(nnlite.NewBatchNorm1d(nil, 3)), nnlite.Must(nnlite.NewTanh(nil))))
	model := nnlite.Must(nnlite.NewSequential(nil, nnlite.Must(nnlite.NewLinear(nil, 2, 3)), inner))
	var names []string
	for one, err := range model.NamedParameters() {
		check(err)
		names = append(names, one.Name)
	}
	for one, err := range model.NamedBuffers() {
		check(err)
		names = append(names, one.Name)
	}
	for one, err := range model.NamedChildren() {
		check(err)
		names = append(names, one.Name+" "+kind(one.Module))
	}
	isEqual(t, "names", names, []string{"0.weight", "0.bias", "1.0.weight", "1.0.bias", "1.0.running_mean",
		"1.0.running_var", "1.0.num_batches_tracked", "0 Linear", "1 Sequential"})
	_, err := model.Tensor("2.weight")
	isError(t, "another name", err, nnlite.ErrNotFound)

	isEqual(t, "training", nnlite.Must(inner.IsTraining()), true)
	check(model.Eval())
	isEqual(t, "training after Eval", nnlite.Must(inner.IsTraining()), false)
	check(model.Train(true))
	check(model.SetRequiresGrad(false))
	weight := nnlite.Must(model.Tensor("0.weight"))
	isEqual(t, "frozen", nnlite.Must(weight.RequiresGrad()), false)
	check(model.SetRequiresGrad(true))
	check(nnlite.Must(nnlite.Must(model.Forward(floats32(2, 1, 2, 3, 5))).Sum()).Backward())
	if nnlite.Must(weight.Grad()) == nil {
		t.Error("no gradient")
	}
	check(model.ZeroGrad())
	if nnlite.Must(weight.Grad()) != nil {
		t.Error("a gradient after ZeroGrad")
	}
	summary := nnlite.Must(model.Summary(floats32(2, 1, 2, 3, 5)))
	for _, word := range []string{"BatchNorm1d", "[2, 3]", "15"} { // 9 + 6 parameters
		if !strings.Contains(summary, word) {
			t.Errorf("no %s in the summary:\n%s", word, summary)
		}
	}

	shared := nnlite.Must(model.Share())
	model.Close()
	isEqual(t, "of a closed and a shared module", kind(shared), "Sequential")
	for _, err := range model.NamedParameters() {
		isError(t, "a closed module", err, nnlite.ErrInvalidHandle)
	}
}

func TestLayersStopsAtTheFirstError(t *testing.T) {
	before := collect(0)
	_, err := nnlite.Layers(nil).
		Add(nnlite.NewLinear(nil, 2, 3)).
		Add(nnlite.NewLinear(nil, -2, 3)).
		Add(nnlite.NewDropout(nil, 7)).
		Sequential()
	failure := isError(t, "layers", err, nnlite.ErrInvalidArgument)
	isEqual(t, "the first function", failure.Function, "nnl_linear_create")
	isEqual(t, "handles", live(), before)
}

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.safetensors")
	one := nnlite.Must(nnlite.NewLinear(nil, 2, 1))
	set(one, "weight", 3, 4)
	check(one.Save(path))
	other := nnlite.Must(nnlite.NewLinear(nil, 2, 1))
	check(other.Load(path))
	isValues(t, "loaded", nnlite.Must(other.Tensor("weight")), []int{1, 2}, 3, 4)
	isError(t, "no file", other.Load(path+"x"), nnlite.ErrIO)

	wide := nnlite.Must(nnlite.NewLinear(nil, 3, 1, func(o *nnlite.LinearOptions) { o.Bias = false }))
	isError(t, "another module", wide.Load(path), nnlite.ErrInvalidFile)
	report := nnlite.Must(wide.LoadWith(path, func(o *nnlite.LoadOptions) {
		isEqual(t, "defaults", *o, nnlite.LoadOptions{Strict: true})
		o.Strict, o.DryRun = false, true
	}))
	isEqual(t, "report", report, nnlite.LoadReport{Unexpected: []string{"bias"}, Mismatched: []string{"weight"}})
	named := nnlite.Must(nnlite.NewModule(nil, "Group", nil))
	check(named.AddParameter("scale", nnlite.Must(nnlite.Full(nil, nnlite.F32, 1))))
	report = nnlite.Must(named.LoadWith(path, func(o *nnlite.LoadOptions) { o.Strict = false }))
	isEqual(t, "missing", report.Missing, []string{"scale"})
	_, err := named.LoadWith(path)
	isError(t, "strict", err, nnlite.ErrNotFound)
}

func TestActivationModules(t *testing.T) {
	x := matrix(3, -2, 0.5, 1, 0, -0.5, 2)
	for name, one := range map[string]struct {
		module func() (*nnlite.Module, error)
		op     func() (*tensor, error)
	}{
		"Sigmoid":   {func() (*nnlite.Module, error) { return nnlite.NewSigmoid(nil) }, x.Sigmoid},
		"Tanh":      {func() (*nnlite.Module, error) { return nnlite.NewTanh(nil) }, x.Tanh},
		"ReLU":      {func() (*nnlite.Module, error) { return nnlite.NewReLU(nil) }, x.ReLU},
		"SiLU":      {func() (*nnlite.Module, error) { return nnlite.NewSiLU(nil) }, x.SiLU},
		"LeakyReLU": {func() (*nnlite.Module, error) { return nnlite.NewLeakyReLU(nil, 0.3) }, func() (*tensor, error) { return x.LeakyReLU(0.3) }},
		"ELU":       {func() (*nnlite.Module, error) { return nnlite.NewELU(nil, 2) }, func() (*tensor, error) { return x.ELU(2) }},
		"GELU": {func() (*nnlite.Module, error) { return nnlite.NewGELU(nil, nnlite.GELUTanh) },
			func() (*tensor, error) { return x.GELU(nnlite.GELUTanh) }},
		"Softplus": {func() (*nnlite.Module, error) { return nnlite.NewSoftplus(nil, 2, 1) },
			func() (*tensor, error) { return x.Softplus(2, 1) }},
		"Hardtanh": {func() (*nnlite.Module, error) { return nnlite.NewHardtanh(nil, -0.1, 0.7) },
			func() (*tensor, error) { return x.Hardtanh(-0.1, 0.7) }},
		"PReLU": {func() (*nnlite.Module, error) { return nnlite.NewPReLU(nil, 3, 0.125, nnlite.F64) },
			func() (*tensor, error) { return x.LeakyReLU(0.125) }},
		"Softmax":    {func() (*nnlite.Module, error) { return nnlite.NewSoftmax(nil, 1) }, func() (*tensor, error) { return x.Softmax(1) }},
		"LogSoftmax": {func() (*nnlite.Module, error) { return nnlite.NewLogSoftmax(nil, 1) }, func() (*tensor, error) { return x.LogSoftmax(1) }},
		"Flatten":    {func() (*nnlite.Module, error) { return nnlite.NewFlatten(nil) }, func() (*tensor, error) { return x.Flatten(1, -1) }},
	} {
		module := nnlite.Must(one.module())
		isEqual(t, "kind", kind(module), name)
		isEqual(t, name, asFloats(nnlite.Must(module.Forward(x))), asFloats(nnlite.Must(one.op())))
	}
	dropout := nnlite.Must(nnlite.NewDropout(nil, 1))
	isValues(t, "all dropped", nnlite.Must(dropout.Forward(vector(1, 2))), []int{2}, 0, 0)
	check(dropout.Eval())
	isValues(t, "none dropped", nnlite.Must(dropout.Forward(vector(1, 2))), []int{2}, 1, 2)
}

func TestEmbeddings(t *testing.T) {
	table := nnlite.Must(nnlite.NewEmbedding(nil, 3, 2, func(o *nnlite.EmbeddingOptions) {
		isEqual(t, "defaults", *o, nnlite.EmbeddingOptions{DType: nnlite.F32, NormType: 2})
		o.PaddingIdx = nnlite.Some(-1)
		o.MaxNorm = nnlite.Some(5.0)
	}))
	isEqual(t, "the padding row", asFloats(nnlite.Must(table.Forward(integers(2)))), []float64{0, 0})
	set(table, "weight", 6, 8, 1, 2, 0, 0)
	isValues(t, "rows", nnlite.Must(table.Forward(integers(1, 0))), []int{2, 2}, 1, 2, 3, 4) // 10 became 5
	_, err := nnlite.NewEmbedding(nil, 3, 2, func(o *nnlite.EmbeddingOptions) { o.MaxNorm = nnlite.Some(0.0) })
	isError(t, "a norm of 0", err, nnlite.ErrInvalidArgument)

	weight := matrix(2, 0, 1, 2, 3, 4, 5)
	given := nnlite.Must(nnlite.NewEmbeddingFromPretrained(weight, true))
	isEqual(t, "frozen", nnlite.Must(nnlite.Must(given.Tensor("weight")).RequiresGrad()), false)
	isValues(t, "a given row", nnlite.Must(given.Forward(integers(1))), []int{1, 2}, 2, 3)

	check(weight.SetRequiresGrad(true))
	twice := nnlite.Must(nnlite.Embedding(weight, integers(1, 1), func(o *nnlite.EmbeddingOptions) { o.ScaleGradByFreq = true }))
	check(nnlite.Must(twice.Sum()).Backward())
	isValues(t, "a gradient by frequency", nnlite.Must(weight.Grad()), []int{3, 2}, 0, 0, 1, 1, 0, 0)

	bags := func(mode nnlite.BagMode) *tensor {
		return nnlite.Must(nnlite.EmbeddingBag(weight, integers(0, 2, 1), integers(0, 2), nil,
			func(o *nnlite.EmbeddingBagOptions) { o.Mode = mode }))
	}
	isValues(t, "sums", bags(nnlite.BagSum), []int{2, 2}, 4, 6, 2, 3)
	isValues(t, "means", bags(nnlite.BagMean), []int{2, 2}, 2, 3, 2, 3)
	isValues(t, "maxima", bags(nnlite.BagMax), []int{2, 2}, 4, 5, 2, 3)
	rows := nnlite.Must(nnlite.FromSlice(nil, []int64{0, 2}, 1, 2))
	scaled := nnlite.Must(nnlite.NewEmbeddingBagFromPretrained(weight, false, func(o *nnlite.EmbeddingBagOptions) {
		isEqual(t, "defaults", *o, nnlite.EmbeddingBagOptions{DType: nnlite.F32, Mode: nnlite.BagMean, NormType: 2})
		o.Mode = nnlite.BagSum
	}))
	isValues(t, "weighted", nnlite.Must(scaled.Forward(rows, nil, matrix(2, 10, 1))), []int{1, 2}, 4, 15)
	bag := nnlite.Must(nnlite.NewEmbeddingBag(nil, 3, 2, func(o *nnlite.EmbeddingBagOptions) {
		o.PaddingIdx = nnlite.Some(2)
		o.IncludeLastOffset = true
	}))
	set(bag, "weight", 1, 2, 3, 4, 5, 6)
	isValues(t, "with padding", nnlite.Must(bag.Forward(integers(0, 2, 1), integers(0, 2, 3))), []int{2, 2}, 1, 2, 3, 4)
}

func TestBatchNorm(t *testing.T) {
	norm := nnlite.Must(nnlite.NewBatchNorm1d(nil, 1, func(o *nnlite.BatchNormOptions) {
		isEqual(t, "defaults", *o, nnlite.BatchNormOptions{DType: nnlite.F32, Affine: true, Bias: true,
			TrackRunningStats: true, Eps: 1e-5, Momentum: 0.1})
		o.Eps, o.Momentum, o.DType = 0, 0.5, nnlite.F64
	}))
	x := matrix(1, 1, 3)
	isValues(t, "normalised", nnlite.Must(norm.Forward(x)), []int{2, 1}, -1, 1)
	isValues(t, "running mean", nnlite.Must(norm.Tensor("running_mean")), []int{1}, 1)
	isValues(t, "running variance", nnlite.Must(norm.Tensor("running_var")), []int{1}, 0.5+0.5*2)
	_, err := norm.Forward(matrix(1, 1))
	isError(t, "one value", err, nnlite.ErrShapeMismatch)

	mean, variance, count := vector(0), vector(1), nnlite.Must(nnlite.Scalar(nil, int64(0)))
	with := nnlite.BatchNormTensors{Weight: vector(2), Bias: vector(1), RunningMean: mean, RunningVar: variance,
		NumBatchesTracked: count}
	y := nnlite.Must(nnlite.BatchNorm(x, with, true, func(o *nnlite.BatchNormOptions) { o.Eps = 0 }))
	isValues(t, "scaled and shifted", y, []int{2, 1}, -1, 3)
	isValues(t, "running mean", mean, []int{1}, 0.2)
	isValues(t, "batches", count, []int{}, 1)

	image := nnlite.Must(x.Reshape(2, 1, 1, 1))
	f64 := func(o *nnlite.BatchNormOptions) { o.DType, o.BatchOfOne = nnlite.F64, nnlite.BatchOfOneRunning }
	isEqual(t, "images", nnlite.Must(nnlite.Must(nnlite.Must(nnlite.NewBatchNorm2d(nil, 1, f64)).Forward(image)).Rank()), 4)
	volume := nnlite.Must(image.Unsqueeze(-1))
	isEqual(t, "volumes", nnlite.Must(nnlite.Must(nnlite.Must(nnlite.NewBatchNorm3d(nil, 1, f64)).Forward(volume)).Rank()), 5)
}

func TestStatistics(t *testing.T) {
	f64 := func(o *nnlite.BatchNormOptions) { o.DType, o.Momentum, o.Eps = nnlite.F64, 1, 0 }
	model := nnlite.Must(nnlite.NewSequential(nil,
		nnlite.Must(nnlite.NewLinear(nil, 1, 1, func(o *nnlite.LinearOptions) { o.DType = nnlite.F64 })),
		nnlite.Must(nnlite.NewBatchNorm1d(nil, 1, f64))))
	check(nnlite.Must(model.Tensor("0.weight")).InitConstant(1))
	check(nnlite.Must(model.Tensor("0.bias")).InitConstant(0))
	mean := nnlite.Must(model.Tensor("1.running_mean"))
	check(model.AccumulateStatistics(true))
	nnlite.Must(model.Forward(matrix(1, 0, 2)))
	nnlite.Must(model.Forward(matrix(1, 4, 6)))
	isValues(t, "before the commit", mean, []int{1}, 0)
	check(model.CommitStatistics())
	isValues(t, "after the commit", mean, []int{1}, 3)
	check(model.AccumulateStatistics(false))

	check(model.FreezeStatistics(true))
	isEqual(t, "frozen", nnlite.Must(model.StatisticsFrozen()), true)
	nnlite.Must(model.Forward(matrix(1, 100, 200)))
	isValues(t, "frozen", mean, []int{1}, 3)
	check(model.FreezeStatistics(false))

	loader := nnlite.Must(nnlite.NewLoader(tensors{matrix(1, 1, 3, 5, 7)}, func(o *nnlite.LoaderOptions) { o.BatchSize = 2 }))
	isEqual(t, "batches", nnlite.Must(nnlite.Recalibrate(model, loader, 0)), 2)
	isValues(t, "recalibrated", mean, []int{1}, 4)

	report := nnlite.Must(model.BatchNormReport(matrix(1, 1, 3, 5, 7)))
	if !strings.Contains(report, "BatchNorm1d") || !strings.Contains(report, "tracked") {
		t.Errorf("report:\n%s", report)
	}
	folded := nnlite.Must(model.FoldBatchNorms())
	check(model.Eval())
	x := matrix(1, 2, 9)
	isValues(t, "folded", nnlite.Must(folded.Forward(x)), []int{2, 1}, asFloats(nnlite.Must(model.Forward(x)))...)
	isEqual(t, "its parameters", len(nnlite.Must(folded.Parameters())), 2)
	_, err := nnlite.Must(nnlite.NewMSELoss(nil, nnlite.ReductionMean)).FoldBatchNorms()
	isError(t, "of a loss", err, nnlite.ErrNotSupported)
}

func TestNormalization(t *testing.T) {
	x := matrix(2, 1, 3, 10, 30)
	isValues(t, "layer norm", nnlite.Must(x.LayerNorm([]int{2}, vector(2, 2), vector(0, 1), 0)), []int{2, 2}, -2, 3, -2, 3)
	isValues(t, "group norm", nnlite.Must(x.GroupNorm(1, nil, nil, 0)), []int{2, 2}, -1, 1, -1, 1)
	layer := nnlite.Must(nnlite.NewLayerNorm(nil, []int{2}, func(o *nnlite.LayerNormOptions) {
		isEqual(t, "defaults", *o, nnlite.LayerNormOptions{DType: nnlite.F32, ElementwiseAffine: true, Bias: true, Eps: 1e-5})
		o.DType, o.Eps, o.Bias = nnlite.F64, 0, false
	}))
	isValues(t, "layer norm", nnlite.Must(layer.Forward(x)), []int{2, 2}, -1, 1, -1, 1)
	isEqual(t, "without bias", len(nnlite.Must(layer.Parameters())), 1)
	group := nnlite.Must(nnlite.NewGroupNorm(nil, 1, 2, func(o *nnlite.GroupNormOptions) {
		isEqual(t, "defaults", *o, nnlite.GroupNormOptions{DType: nnlite.F32, Affine: true, Eps: 1e-5})
		o.DType, o.Eps, o.Affine = nnlite.F64, 0, false
	}))
	isValues(t, "group norm", nnlite.Must(group.Forward(x)), []int{2, 2}, -1, 1, -1, 1)
}

func TestConvolutionAndPooling(t *testing.T) {
	signal := nnlite.Must(vector(1, 2, 4, 8).Reshape(1, 4))
	kernel := nnlite.Must(vector(1, 10).Reshape(1, 1, 2))
	isValues(t, "conv1d", nnlite.Must(signal.Conv1d(kernel, vector(0.5))), []int{1, 3}, 21.5, 42.5, 84.5)
	strided := nnlite.Must(signal.Conv1d(kernel, nil, func(o *nnlite.ConvOptions) {
		isEqual(t, "defaults", *o, nnlite.ConvOptions{DType: nnlite.F32, Bias: true, Groups: 1,
			Stride: [2]int{1, 1}, Dilation: [2]int{1, 1}})
		o.Stride[0], o.Padding[0], o.Dilation[0] = 3, 1, 2
	}))
	isValues(t, "strided", strided, []int{1, 2}, 20, 4)
	same := nnlite.Must(signal.Conv1d(kernel, nil, func(o *nnlite.ConvOptions) { o.PaddingSame = true }))
	isValues(t, "same size", same, []int{1, 4}, 21, 42, 84, 8)

	image := nnlite.Must(vector(1, 2, 3, 4, 5, 6, 7, 8, 9).Reshape(1, 3, 3))
	window := nnlite.Must(vector(1, 0, 0, 10).Reshape(1, 1, 2, 2))
	isValues(t, "conv2d", nnlite.Must(image.Conv2d(window, nil)), []int{1, 2, 2}, 51, 62, 84, 95)
	f64 := func(o *nnlite.ConvOptions) { o.DType, o.Bias = nnlite.F64, false }
	for _, one := range []struct {
		module *nnlite.Module
		x      *tensor
		shape  []int
	}{
		{nnlite.Must(nnlite.NewConv1d(nil, 1, 2, 2, f64)), signal, []int{2, 3}},
		{nnlite.Must(nnlite.NewConv2d(nil, 1, 2, [2]int{3, 2}, f64)), image, []int{2, 1, 2}},
	} {
		if got := nnlite.Must(nnlite.Must(one.module.Forward(one.x)).Shape()); !reflect.DeepEqual(got, one.shape) {
			t.Errorf("%s: shape %v, want %v", kind(one.module), got, one.shape)
		}
	}

	two := [2]int{2, 2}
	isValues(t, "max pool", nnlite.Must(image.MaxPool2d(two)), []int{1, 1, 1}, 5)
	ceil := func(o *nnlite.MaxPool2dOptions) {
		isEqual(t, "defaults", *o, nnlite.MaxPool2dOptions{Dilation: [2]int{1, 1}})
		o.CeilMode = true
	}
	isValues(t, "max pool", nnlite.Must(image.MaxPool2d(two, ceil)), []int{1, 2, 2}, 5, 6, 8, 9)
	isValues(t, "its layer", nnlite.Must(nnlite.Must(nnlite.NewMaxPool2d(nil, two, ceil)).Forward(image)), []int{1, 2, 2}, 5, 6, 8, 9)
	padded := func(o *nnlite.AvgPool2dOptions) {
		isEqual(t, "defaults", *o, nnlite.AvgPool2dOptions{CountIncludePad: true})
		o.Padding, o.CountIncludePad = [2]int{1, 1}, false
	}
	isValues(t, "average pool", nnlite.Must(image.AvgPool2d(two, padded)), []int{1, 2, 2}, 1, 2.5, 5.5, 7)
	overridden := nnlite.Must(nnlite.NewAvgPool2d(nil, two, func(o *nnlite.AvgPool2dOptions) { o.DivisorOverride = 2 }))
	isValues(t, "its layer", nnlite.Must(overridden.Forward(image)), []int{1, 1, 1}, 6)
	isValues(t, "adaptive", nnlite.Must(image.AdaptiveAvgPool2d([2]int{1, -1})), []int{1, 1, 3}, 4, 5, 6)
	whole := nnlite.Must(nnlite.NewAdaptiveAvgPool2d(nil, [2]int{1, 1}))
	isValues(t, "its layer", nnlite.Must(whole.Forward(image)), []int{1, 1, 1}, 5)
	_, err := image.MaxPool2d([2]int{4, 4})
	isError(t, "no room", err, nnlite.ErrShapeMismatch)
	if math.MaxInt < 1<<62 {
		t.Error("an int has 64 bits")
	}
}
