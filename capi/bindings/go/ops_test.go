package nnlite_test

import (
	"math"
	"testing"

	"nnlite"
)

// elementwise checks an operation against a function of numbers.
func elementwise(t *testing.T, name string, op func(*tensor) (*tensor, error), want func(float64) float64,
	inputs ...float64) {
	t.Helper()
	expected := make([]float64, len(inputs))
	for i, x := range inputs {
		expected[i] = want(x)
	}
	isValues(t, name, nnlite.Must(op(vector(inputs...))), []int{len(inputs)}, expected...)
}

func TestElementwise(t *testing.T) {
	positive := []float64{0.25, 1, 3}
	any := []float64{-3, -0.5, 0, 0.5, 2}
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	elementwise(t, "exp", (*tensor).Exp, math.Exp, any...)
	elementwise(t, "log", (*tensor).Log, math.Log, positive...)
	elementwise(t, "sqrt", (*tensor).Sqrt, math.Sqrt, positive...)
	elementwise(t, "abs", (*tensor).Abs, math.Abs, any...)
	elementwise(t, "negative", (*tensor).Negative, func(x float64) float64 { return -x }, any...)
	elementwise(t, "reciprocal", (*tensor).Reciprocal, func(x float64) float64 { return 1 / x }, positive...)
	elementwise(t, "sigmoid", (*tensor).Sigmoid, sigmoid, any...)
	elementwise(t, "tanh", (*tensor).Tanh, math.Tanh, any...)
	elementwise(t, "relu", (*tensor).ReLU, func(x float64) float64 { return max(x, 0) }, any...)
	elementwise(t, "silu", (*tensor).SiLU, func(x float64) float64 { return x * sigmoid(x) }, any...)
	elementwise(t, "affine", func(x *tensor) (*tensor, error) { return x.Affine(2, 3) },
		func(x float64) float64 { return 2*x + 3 }, any...)
	elementwise(t, "pow", func(x *tensor) (*tensor, error) { return x.Pow(1.5) },
		func(x float64) float64 { return math.Pow(x, 1.5) }, positive...)
	elementwise(t, "clamp", func(x *tensor) (*tensor, error) { return x.Clamp(-1, math.Inf(1)) },
		func(x float64) float64 { return max(x, -1) }, any...)
	elementwise(t, "leaky relu", func(x *tensor) (*tensor, error) { return x.LeakyReLU(0.1) },
		func(x float64) float64 { return max(x, 0.1*x) }, any...)
	elementwise(t, "elu", func(x *tensor) (*tensor, error) { return x.ELU(2) },
		func(x float64) float64 { return max(x, 0) + 2*math.Expm1(min(x, 0)) }, any...)
	elementwise(t, "softplus", func(x *tensor) (*tensor, error) { return x.Softplus(2, 20) },
		func(x float64) float64 { return math.Log1p(math.Exp(2*x)) / 2 }, any...)
	elementwise(t, "hardtanh", func(x *tensor) (*tensor, error) { return x.Hardtanh(-0.25, 1) },
		func(x float64) float64 { return min(max(x, -0.25), 1) }, any...)
	elementwise(t, "gelu", func(x *tensor) (*tensor, error) { return x.GELU(nnlite.GELUNone) },
		func(x float64) float64 { return x * math.Erfc(-x/math.Sqrt2) / 2 }, any...)
	elementwise(t, "gelu by tanh", func(x *tensor) (*tensor, error) { return x.GELU(nnlite.GELUTanh) },
		func(x float64) float64 {
			return 0.5 * x * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
		}, any...)
	elementwise(t, "prelu", func(x *tensor) (*tensor, error) { return x.PReLU(vector(0.5)) },
		func(x float64) float64 { return max(x, 0.5*x) }, any...)
}

func TestArithmetic(t *testing.T) {
	a, b := matrix(2, 1, 2, 3, 4), vector(10, 20)
	isValues(t, "add", nnlite.Must(a.Add(b)), []int{2, 2}, 11, 22, 13, 24)
	isValues(t, "subtract", nnlite.Must(a.Subtract(b)), []int{2, 2}, -9, -18, -7, -16)
	isValues(t, "multiply", nnlite.Must(a.Multiply(b)), []int{2, 2}, 10, 40, 30, 80)
	isValues(t, "divide", nnlite.Must(a.Divide(b)), []int{2, 2}, 0.1, 0.1, 0.3, 0.2)
	isValues(t, "minimum", nnlite.Must(a.Minimum(vector(2, 3))), []int{2, 2}, 1, 2, 2, 3)
	isValues(t, "maximum", nnlite.Must(a.Maximum(vector(2, 3))), []int{2, 2}, 2, 3, 3, 4)
	isValues(t, "pow", nnlite.Must(a.PowTensor(vector(2, 0.5))), []int{2, 2}, 1, math.Sqrt2, 9, 2)
	isValues(t, "matmul", nnlite.Must(a.Matmul(b)), []int{2}, 50, 110)
	isValues(t, "linear", nnlite.Must(b.Linear(a, vector(1, 2))), []int{2}, 51, 112)
	isValues(t, "linear without bias", nnlite.Must(b.Linear(a, nil)), []int{2}, 50, 110)
	one := nnlite.Must(a.Unsqueeze(0))
	isValues(t, "bmm", nnlite.Must(one.Bmm(one)), []int{1, 2, 2}, 7, 10, 15, 22)
	isValues(t, "cosine similarity", nnlite.Must(a.CosineSimilarity(matrix(2, 2, -1, 3, 4), 1, 1e-8)), []int{2}, 0, 1)
}

func TestComparisons(t *testing.T) {
	a, b := vector(1, 2, math.NaN()), vector(2, 2, math.NaN())
	for name, one := range map[string]struct {
		pair, scalar func() (*tensor, error)
		want         []bool
	}{
		"eq": {func() (*tensor, error) { return a.Eq(b) }, func() (*tensor, error) { return a.EqScalar(2) },
			[]bool{false, true, false}},
		"ne": {func() (*tensor, error) { return a.Ne(b) }, func() (*tensor, error) { return a.NeScalar(2) },
			[]bool{true, false, true}},
		"lt": {func() (*tensor, error) { return a.Lt(b) }, func() (*tensor, error) { return a.LtScalar(2) },
			[]bool{true, false, false}},
		"le": {func() (*tensor, error) { return a.Le(b) }, func() (*tensor, error) { return a.LeScalar(2) },
			[]bool{true, true, false}},
		"gt": {func() (*tensor, error) { return b.Gt(a) }, func() (*tensor, error) { return a.GtScalar(0) },
			[]bool{true, false, false}},
		"ge": {func() (*tensor, error) { return b.Ge(a) }, func() (*tensor, error) { return a.GeScalar(1) },
			[]bool{true, true, false}},
	} {
		isEqual(t, name, nnlite.Must(nnlite.Values[bool](nnlite.Must(one.pair()))), one.want)
		if name == "gt" {
			one.want = []bool{true, true, false}
		}
		isEqual(t, name+" scalar", nnlite.Must(nnlite.Values[bool](nnlite.Must(one.scalar()))), one.want)
	}
	p, q := vector(0, 1, math.NaN(), 0), integers(0, 0, 1, 1)
	isValues(t, "not", nnlite.Must(p.LogicalNot()), []int{4}, 1, 0, 0, 1)
	isValues(t, "and", nnlite.Must(p.LogicalAnd(q)), []int{4}, 0, 0, 1, 0)
	isValues(t, "or", nnlite.Must(p.LogicalOr(q)), []int{4}, 0, 1, 1, 1)
	mask := nnlite.Must(q.NeScalar(0))
	isValues(t, "where", nnlite.Must(nnlite.Where(mask, vector(1), vector(2))), []int{4}, 2, 2, 1, 1)
	isValues(t, "masked fill", nnlite.Must(p.MaskedFill(mask, 9)), []int{4}, 0, 1, 9, 9)
	_, err := integers(1).MaskedFill(nnlite.Must(integers(1).EqScalar(1)), 1e30)
	isError(t, "a fill out of range", err, nnlite.ErrInvalidArgument)
}

func TestReductions(t *testing.T) {
	x := matrix(3, 1, 2, 3, 4, 5, 9)
	isValues(t, "sum", nnlite.Must(x.Sum()), []int{}, 24)
	isValues(t, "sum of an axis", nnlite.Must(x.Sum(-1)), []int{2}, 6, 18)
	isValues(t, "sum of axes", nnlite.Must(x.SumKeepDim(0, 1)), []int{1, 1}, 24)
	isValues(t, "mean", nnlite.Must(x.Mean(0)), []int{3}, 2.5, 3.5, 6)
	isValues(t, "mean", nnlite.Must(x.MeanKeepDim(0)), []int{1, 3}, 2.5, 3.5, 6)
	isValues(t, "variance", nnlite.Must(x.Var(1, 1)), []int{2}, 1, 7)
	isValues(t, "biased variance", nnlite.Must(x.VarKeepDim(0, 1)), []int{2, 1}, 2./3, 14./3)
	isValues(t, "deviation", nnlite.Must(x.Std(1, 1)), []int{2}, 1, math.Sqrt(7))
	isValues(t, "deviation", nnlite.Must(x.StdKeepDim(0, 1)), []int{2, 1}, math.Sqrt(2./3), math.Sqrt(14./3))
	isValues(t, "norm", nnlite.Must(x.Norm(2, 1)), []int{2}, math.Sqrt(14), math.Sqrt(122))
	isValues(t, "greatest norm", nnlite.Must(x.NormKeepDim(math.Inf(1), 0)), []int{1, 3}, 4, 5, 9)
	isValues(t, "max", nnlite.Must(x.Max()), []int{}, 9)
	isValues(t, "min", nnlite.Must(x.Min()), []int{}, 1)
	isValues(t, "argmax", nnlite.Must(x.Argmax(false)), []int{}, 5)
	isValues(t, "argmin", nnlite.Must(x.Argmin(true)), []int{1, 1}, 0)
	isValues(t, "argmax along", nnlite.Must(x.ArgmaxAlong(0, false)), []int{3}, 1, 1, 1)
	isValues(t, "argmin along", nnlite.Must(x.ArgminAlong(1, true)), []int{2, 1}, 0, 0)
	two := func(name string, values, indices *tensor, err error) func(shape []int, want ...float64) {
		check(err)
		return func(shape []int, want ...float64) {
			t.Helper()
			half := len(want) / 2
			isValues(t, name, values, shape, want[:half]...)
			isValues(t, name+" indices", indices, shape, want[half:]...)
		}
	}
	values, indices, err := x.MaxAlong(1, true)
	two("max along", values, indices, err)([]int{2, 1}, 3, 9, 2, 2)
	values, indices, err = x.MinAlong(0, false)
	two("min along", values, indices, err)([]int{3}, 1, 2, 3, 0, 0, 0)
	values, indices, err = x.TopK(2, 1, true)
	two("top 2", values, indices, err)([]int{2, 2}, 3, 2, 9, 5, 2, 1, 2, 1)
	values, indices, err = x.TopK(1, 1, false)
	two("least", values, indices, err)([]int{2, 1}, 1, 4, 0, 0)
	_, _, err = x.TopK(4, 1, true)
	isError(t, "4 of 3", err, nnlite.ErrIndexOutOfRange)
	_, err = x.Sum(2)
	isError(t, "an axis that is not there", err, nnlite.ErrIndexOutOfRange)
}

func TestShapes(t *testing.T) {
	x := matrix(3, 0, 1, 2, 3, 4, 5)
	isValues(t, "reshape", nnlite.Must(x.Reshape(3, -1)), []int{3, 2}, 0, 1, 2, 3, 4, 5)
	isValues(t, "flatten", nnlite.Must(x.Flatten(0, -1)), []int{6}, 0, 1, 2, 3, 4, 5)
	isValues(t, "transpose", nnlite.Must(x.Transpose(0, 1)), []int{3, 2}, 0, 3, 1, 4, 2, 5)
	isValues(t, "permute", nnlite.Must(x.Permute(1, 0)), []int{3, 2}, 0, 3, 1, 4, 2, 5)
	isValues(t, "unsqueeze", nnlite.Must(x.Unsqueeze(-1)), []int{2, 3, 1}, 0, 1, 2, 3, 4, 5)
	isValues(t, "squeeze", nnlite.Must(nnlite.Must(x.Unsqueeze(1)).Squeeze(1)), []int{2, 3}, 0, 1, 2, 3, 4, 5)
	isValues(t, "expand", nnlite.Must(vector(1, 2).Expand(2, -1)), []int{2, 2}, 1, 2, 1, 2)
	cloned, detached := nnlite.Must(x.Clone()), nnlite.Must(x.Detach())
	check(x.InitConstant(7))
	isValues(t, "clone", cloned, []int{2, 3}, 0, 1, 2, 3, 4, 5)
	isValues(t, "detach", detached, []int{2, 3}, 7, 7, 7, 7, 7, 7)
	_, err := x.Reshape(4, -1)
	isError(t, "a shape that does not fit", err, nnlite.ErrShapeMismatch)
}

func TestSelection(t *testing.T) {
	x := matrix(3, 0, 1, 2, 3, 4, 5)
	isValues(t, "cat", nnlite.Must(nnlite.Cat(0, vector(1), vector(2, 3))), []int{3}, 1, 2, 3)
	isValues(t, "stack", nnlite.Must(nnlite.Stack(1, vector(1, 2), vector(3, 4))), []int{2, 2}, 1, 3, 2, 4)
	_, err := nnlite.Cat(0)
	isError(t, "cat of nothing", err, nnlite.ErrInvalidArgument)
	parts := nnlite.Must(x.Split(1, 1, 2))
	isEqual(t, "parts", len(parts), 2)
	isValues(t, "a part", parts[1], []int{2, 2}, 1, 2, 4, 5)
	_, err = x.Split(1, 1, 1)
	isError(t, "sizes that do not add up", err, nnlite.ErrShapeMismatch)
	isValues(t, "slice", nnlite.Must(x.Slice(1, 0, nnlite.ToEnd, 2)), []int{2, 2}, 0, 2, 3, 5)
	isValues(t, "from the end", nnlite.Must(x.Slice(0, -1, nnlite.ToEnd, 1)), []int{1, 3}, 3, 4, 5)
	index := nnlite.Must(nnlite.FromSlice(nil, []int32{2, 0}, 2, 1))
	isValues(t, "gather", nnlite.Must(x.Gather(1, index)), []int{2, 1}, 2, 3)
	isValues(t, "index select", nnlite.Must(x.IndexSelect(0, integers(1, 1))), []int{2, 3}, 3, 4, 5, 3, 4, 5)
	isValues(t, "one hot", nnlite.Must(integers(2, 0).OneHot(-1)), []int{2, 3}, 0, 0, 1, 1, 0, 0)
}

func TestSoftmaxAndDropout(t *testing.T) {
	x := matrix(2, 0, math.Log(3), 1000, 1000)
	isValues(t, "softmax", nnlite.Must(x.Softmax(1)), []int{2, 2}, 0.25, 0.75, 0.5, 0.5)
	isValues(t, "log softmax", nnlite.Must(x.LogSoftmax(1)), []int{2, 2},
		math.Log(0.25), math.Log(0.75), math.Log(0.5), math.Log(0.5))
	ones := nnlite.Must(nnlite.Full(nil, nnlite.F64, 1, 10000))
	dropped := nnlite.Must(ones.Dropout(0.2, true))
	if kept := number(nnlite.Must(nnlite.Must(dropped.NeScalar(0)).Argmin(false))); kept >= 10000 {
		t.Error("dropout kept all")
	}
	isValues(t, "what is kept", nnlite.Must(dropped.Max()), []int{}, 1.25)
	isEqual(t, "in inference", asFloats(nnlite.Must(ones.Dropout(0.2, false))), asFloats(ones))
}
