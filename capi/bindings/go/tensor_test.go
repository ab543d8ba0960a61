package nnlite_test

import (
	"math"
	"runtime"
	"testing"

	"nnlite"
)

func roundTrip[T nnlite.Element](t *testing.T, dtype nnlite.DType, data ...T) {
	t.Helper()
	x := nnlite.Must(nnlite.FromSlice(nil, data, 2, len(data)/2))
	isEqual(t, "dtype", nnlite.Must(x.DType()), dtype)
	isEqual(t, "values", nnlite.Must(nnlite.Values[T](x)), data)
	data[0] = data[1]
	isEqual(t, "shape", nnlite.Must(x.Shape()), []int{2, len(data) / 2})
	check(nnlite.Write(x, data))
	into := make([]T, len(data))
	check(nnlite.Read(x, into))
	isEqual(t, "written values", into, data)
	isError(t, "a slice that is too short", nnlite.Read(x, into[1:]), nnlite.ErrShapeMismatch)
	one := nnlite.Must(nnlite.Scalar(nil, data[0]))
	isEqual(t, "rank of a scalar", nnlite.Must(one.Rank()), 0)
	isEqual(t, "a scalar", nnlite.Must(nnlite.Values[T](one)), data[:1])
}

func TestSlicesInAndOut(t *testing.T) {
	roundTrip(t, nnlite.F32, float32(1.5), -2, 3, float32(math.Inf(1)))
	roundTrip(t, nnlite.F64, 1.5, math.Pi, -3, 1e300)
	roundTrip(t, nnlite.I32, int32(1), -2, math.MaxInt32, math.MinInt32)
	roundTrip(t, nnlite.I64, int64(1), -2, math.MaxInt64, math.MinInt64)
	roundTrip(t, nnlite.U8, uint8(1), 2, 255, 0)
	roundTrip(t, nnlite.Bool, true, false, false, true)
	isEqual(t, "the name of a dtype", nnlite.Bool.String(), "bool")
	empty := nnlite.Must(nnlite.FromSlice(nil, []float32{}, 0, 3))
	isEqual(t, "no values", nnlite.Must(nnlite.Values[float32](empty)), []float32{})
	isEqual(t, "a rank-1 tensor", nnlite.Must(nnlite.Must(nnlite.FromSlice(nil, []float32{1, 2})).Shape()), []int{2})
}

func TestSlicesOfAnotherTypeOrSize(t *testing.T) {
	x := vector(1, 2)
	_, err := nnlite.Values[int64](x) // of the same size
	failure := isError(t, "values of another type", err, nnlite.ErrDTypeMismatch)
	isEqual(t, "message", failure.Message, "the tensor is of float64, the slice of int64")
	isEqual(t, "function", failure.Function, "nnl_tensor_read")
	isError(t, "writing another type", nnlite.Write(x, []float32{1, 2}), nnlite.ErrDTypeMismatch)
	_, err = nnlite.FromSlice(nil, []float32{1, 2, 3}, 2, 2)
	isError(t, "three elements of four", err, nnlite.ErrShapeMismatch)
}

func TestMakingTensors(t *testing.T) {
	x := nnlite.Must(nnlite.Full(nil, nnlite.I32, -2.7, 2, 2))
	isEqual(t, "cut towards zero", nnlite.Must(nnlite.Values[int32](x)), []int32{-2, -2, -2, -2})
	isEqual(t, "count", nnlite.Must(x.Count()), 4)
	isEqual(t, "rank", nnlite.Must(x.Rank()), 2)
	_, err := nnlite.Full(nil, nnlite.U8, 300, 1)
	isError(t, "out of range", err, nnlite.ErrInvalidArgument)
	_, err = nnlite.Full(nil, nnlite.F32, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1)
	isError(t, "too many axes", err, nnlite.ErrShapeMismatch)
	isEqual(t, "the most axes", nnlite.MaxRank, 8)
	isValues(t, "a scalar like another", nnlite.Must(vector(1, 2).ScalarLike(5)), []int{}, 5)

	shared := nnlite.Must(x.Share())
	check(nnlite.Write(shared, []int32{1, 2, 3, 4}))
	isValues(t, "seen through the other", x, []int{2, 2}, 1, 2, 3, 4)
	check(x.CopyFrom(nnlite.Must(nnlite.FromSlice(nil, []float64{1.9, -1.9, math.NaN(), 1e30}, 2, 2))))
	isEqual(t, "copied values", nnlite.Must(nnlite.Values[int32](x)), []int32{1, -1, 0, math.MaxInt32})
	_, err = x.Item()
	isError(t, "an item of four", err, nnlite.ErrShapeMismatch)
}

func TestBorrowedMemory(t *testing.T) {
	before := collect(0)
	data := []float64{1, 2, 3}
	x := nnlite.Must(nnlite.Borrow(nil, data))
	data[0] = 10
	isValues(t, "what the slice shows", x, []int{3}, 10, 2, 3)
	check(x.InitConstant(4))
	isEqual(t, "what the tensor did", data, []float64{4, 4, 4})
	x.Close()

	fixed := nnlite.Must(nnlite.BorrowConst(nil, data, 3, 1))
	isError(t, "changing memory that must not change", fixed.InitConstant(5), nnlite.ErrInvalidState)
	isEqual(t, "the memory", data, []float64{4, 4, 4})
	_, err := nnlite.Borrow(nil, data, 4)
	isError(t, "borrowing too little", err, nnlite.ErrShapeMismatch)
	isEqual(t, "no axis but an empty one", nnlite.Must(nnlite.Must(nnlite.Borrow(nil, []int64{})).Count()), 0)

	// A view keeps the memory of the tensor that is closed, and the slice's own variable is not needed.
	view := func() *tensor {
		lent := nnlite.Must(nnlite.Borrow(nil, []float64{5, 6, 7}))
		defer lent.Close()
		return nnlite.Must(lent.Slice(0, 1, nnlite.ToEnd, 1))
	}()
	collect(0)
	isValues(t, "a view", view, []int{2}, 6, 7)
	nnlite.CloseAll(tensors{view, fixed})
	collect(before)
}

func TestBackward(t *testing.T) {
	x := leaf(1, 2, 3)
	isEqual(t, "requires grad", nnlite.Must(x.RequiresGrad()), true)
	none := nnlite.Must(x.Grad())
	if none != nil {
		t.Error("a gradient before backward")
	}
	loss := nnlite.Must(nnlite.Must(x.Multiply(x)).Sum())
	check(loss.BackwardFrom(nil, true))
	isValues(t, "2x", nnlite.Must(x.Grad()), []int{3}, 2, 4, 6)
	check(loss.Backward())
	isValues(t, "accumulated", nnlite.Must(x.Grad()), []int{3}, 4, 8, 12)
	isError(t, "backward a third time", loss.Backward(), nnlite.ErrInvalidState)
	check(x.ZeroGrad())
	square := nnlite.Must(x.Multiply(x))
	check(square.BackwardFrom(vector(1, 10, 100), false))
	isValues(t, "from a gradient", nnlite.Must(x.Grad()), []int{3}, 2, 40, 600)
	check(x.SetGrad(vector(7, 8, 9)))
	isValues(t, "set", nnlite.Must(x.Grad()), []int{3}, 7, 8, 9)
	isError(t, "of results of operations", square.SetRequiresGrad(false), nnlite.ErrInvalidState)

	weight := matrix(2, 0, 1, 2, 3, 4, 5)
	check(weight.SetRequiresGrad(true))
	rowsOf := nnlite.Must(nnlite.Embedding(weight, integers(2, 0, 2)))
	check(nnlite.Must(rowsOf.Sum()).Backward())
	rows, values, err := weight.GradRows()
	check(err)
	isEqual(t, "rows", nnlite.Must(nnlite.Values[int64](rows)), []int64{0, 2})
	isValues(t, "their values", values, []int{2, 2}, 1, 1, 2, 2)
	_, _, err = x.GradRows()
	isError(t, "rows of a dense gradient", err, nnlite.ErrInvalidState)
}

func TestContexts(t *testing.T) {
	c := nnlite.Must(nnlite.NewContext(func(o *nnlite.ContextOptions) {
		o.Threads = 1
		o.Seed = 5
		o.MemoryLimit = 1 << 20
	}))
	isEqual(t, "threads", nnlite.Must(c.Threads()), 1)
	check(c.SetThreads(2))
	isEqual(t, "threads", nnlite.Must(c.Threads()), 2)
	draw := func() []float64 {
		x := nnlite.Must(nnlite.Full(c, nnlite.F64, 0, 4))
		check(x.InitUniform(0, 1))
		return nnlite.Must(nnlite.Values[float64](x))
	}
	first := draw()
	check(c.Seed(5))
	isEqual(t, "the same seed", draw(), first)
	x := nnlite.Must(nnlite.Full(c, nnlite.F64, 1, 2))
	_, err := x.Add(vector(1, 2))
	isError(t, "two contexts", err, nnlite.ErrInvalidState)

	if used := nnlite.Must(c.MemoryUsed()); used < 16 {
		t.Errorf("%d bytes are used", used)
	}
	_, err = nnlite.Full(c, nnlite.F64, 1, 1<<20)
	isError(t, "more than the limit", err, nnlite.ErrOutOfMemory)
	check(c.SetMemoryLimit(0))
	nnlite.Must(nnlite.Full(c, nnlite.F64, 1, 1<<20)).Close()
	_, err = nnlite.NewContext(func(o *nnlite.ContextOptions) { o.Device = nnlite.CPU + 1 })
	isError(t, "another device", err, nnlite.ErrNotSupported)
}

func TestObjectsTellTheirContext(t *testing.T) {
	before := collect(0)
	c := nnlite.Must(nnlite.NewContext())
	x := nnlite.Must(nnlite.FromSlice(c, []float64{1, 2}))
	tanh := nnlite.Must(nnlite.NewTanh(c))
	for what, of := range map[string]func() (*nnlite.Context, error){"tensor": x.Context, "module": tanh.Context} {
		same := nnlite.Must(of())
		other := nnlite.Must(nnlite.FromSlice(same, []float64{3, 4}))
		isValues(t, "made in the context of a "+what, nnlite.Must(x.Add(other)), []int{2}, 4, 6)
		same.Close()
	}
	for what, of := range map[string]func() (*nnlite.Context, error){
		"tensor": vector(1).Context, "module": nnlite.Must(nnlite.NewTanh(nil)).Context} {
		if none, err := of(); none != nil || err != nil {
			t.Errorf("a %s of the default context gives %v, %v", what, none, err)
		}
	}
	x.Close()
	_, err := x.Context()
	isError(t, "a closed tensor", err, nnlite.ErrInvalidHandle)

	// In a callback, of its input and of itself.
	for _, ofModule := range []bool{false, true} {
		module := nnlite.Must(nnlite.NewModule(c, "Two", func(self *nnlite.Module, inputs []*tensor) (*tensor, error) {
			here, err := inputs[0].Context()
			if ofModule {
				here, err = self.Context()
			}
			if err != nil {
				return nil, err
			}
			defer here.Close()
			return inputs[0].Multiply(nnlite.Must(nnlite.FromSlice(here, []float64{2})))
		}))
		isValues(t, "a callback", nnlite.Must(module.Forward(nnlite.Must(nnlite.FromSlice(c, []float64{4})))), []int{1}, 8)
	}
	runtime.KeepAlive([]any{c, tanh})
	if after := collect(before); after > before {
		t.Errorf("%d handles were there before, %d are after", before, after)
	}
}

func TestInitialization(t *testing.T) {
	x := nnlite.Must(nnlite.Full(nil, nnlite.F64, 0, 100, 200))
	std := func() float64 { return number(nnlite.Must(x.Std(1))) }
	isAbout := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 0.03*want {
			t.Errorf("%s: %v, want about %v", what, got, want)
		}
	}
	check(x.InitNormal(5, 2))
	isAbout("normal", std(), 2)
	isAbout("its mean", number(nnlite.Must(x.Mean())), 5)
	check(x.InitUniform(-1, 1))
	isAbout("uniform", std(), 1/math.Sqrt(3))
	check(x.InitXavierUniform(3))
	isAbout("xavier uniform", std(), 3*math.Sqrt(2./300))
	check(x.InitXavierNormal(1))
	isAbout("xavier normal", std(), math.Sqrt(2./300))
	check(x.InitKaimingUniform(0, nnlite.FanIn, nnlite.NonlinearityReLU))
	isAbout("kaiming uniform", std(), math.Sqrt(2./200))
	check(x.InitKaimingNormal(2, nnlite.FanOut, nnlite.NonlinearityLeakyReLU))
	isAbout("kaiming normal", std(), math.Sqrt(2./5/100))
	for nonlinearity, want := range map[nnlite.Nonlinearity]float64{
		nnlite.NonlinearityLinear: 1, nnlite.NonlinearitySigmoid: 1, nnlite.NonlinearityTanh: 5. / 3,
		nnlite.NonlinearityReLU: math.Sqrt2, nnlite.NonlinearityLeakyReLU: math.Sqrt(2. / 5)} {
		isAbout("gain", nnlite.Must(nnlite.Gain(nonlinearity, 2)), want)
	}
	isError(t, "of integers", integers(1).InitConstant(1), nnlite.ErrDTypeMismatch)
}
