package nnlite_test

import (
	"strings"
	"testing"

	"nnlite"
)

// square is x^2 with a gradient that may be wrong by a factor.
func square(x *tensor, factor float64) (*tensor, error) {
	return nnlite.CustomOp("square", func(inputs tensors) (*tensor, error) {
		data := nnlite.Must(nnlite.Values[float64](inputs[0]))
		for i := range data {
			data[i] *= data[i]
		}
		return nnlite.FromSlice(nil, data, nnlite.Must(inputs[0].Shape())...)
	}, func(given nnlite.Gradient) ([]*tensor, error) {
		x := nnlite.Must(nnlite.Values[float64](given.Inputs[0]))
		g := nnlite.Must(nnlite.Values[float64](given.OutputGradient))
		for i := range g {
			g[i] *= 2 * x[i] * factor
		}
		gradient, err := nnlite.FromSlice(nil, g, nnlite.Must(given.Output.Shape())...)
		return []*tensor{gradient}, err
	}, x)
}

func TestCustomOperation(t *testing.T) {
	x := leaf(1, -2, 3)
	y := nnlite.Must(square(x, 1))
	isValues(t, "output", y, []int{3}, 1, 4, 9)
	check(nnlite.Must(y.Sum()).Backward())
	isValues(t, "gradient", nnlite.Must(x.Grad()), []int{3}, 2, -4, 6)

	_, err := nnlite.CustomOp("nothing", nil, nil, x)
	isError(t, "no forward", err, nnlite.ErrInvalidArgument)
	_, err = nnlite.CustomOp("clone", clone, nil)
	isError(t, "no inputs", err, nnlite.ErrInvalidArgument)
	forward := nnlite.Must(nnlite.CustomOp("clone", clone, nil, x))
	failure := isError(t, "no backward", nnlite.Must(forward.Sum()).Backward(), nnlite.ErrNotSupported)
	if !strings.Contains(failure.Message, "clone") {
		t.Errorf("the message does not name the operation: %s", failure.Message)
	}
	few := nnlite.Must(nnlite.CustomOp("few", clone, func(nnlite.Gradient) ([]*tensor, error) { return nil, nil }, x))
	failure = isError(t, "too few gradients", nnlite.Must(few.Sum()).Backward(), nnlite.ErrCallbackFailed)
	if !strings.Contains(failure.Message, "backward gave 0 gradients for 1 inputs") {
		t.Errorf("the message is %s", failure.Message)
	}
}

func TestWantedGradients(t *testing.T) {
	a, b, c := leaf(1, 2), vector(3, 4), leaf(5, 6)
	var wanted []bool
	y := nnlite.Must(nnlite.CustomOp("three", clone, func(given nnlite.Gradient) ([]*tensor, error) {
		wanted = given.Wanted
		// One tensor for two inputs, one that is not wanted, none.
		g := given.OutputGradient
		return []*tensor{g, g, nil}, nil
	}, a, b, c))
	check(nnlite.Must(y.Sum()).Backward())
	isEqual(t, "wanted", wanted, []bool{true, false, true})
	isValues(t, "gradient", nnlite.Must(a.Grad()), []int{2}, 1, 1)
	if nnlite.Must(b.Grad()) != nil {
		t.Error("a gradient that is not wanted")
	}
}

func TestCallbacksRunWithoutRecording(t *testing.T) {
	var modes []bool
	note := func() { modes = append(modes, nnlite.Must(nnlite.GradEnabled())) }
	y := nnlite.Must(nnlite.CustomOp("modes", func(inputs tensors) (*tensor, error) {
		note()
		check(nnlite.EnableGrad(func() error { note(); return nil }))
		return inputs[0].Clone()
	}, func(given nnlite.Gradient) ([]*tensor, error) {
		note()
		gradient, err := given.OutputGradient.Clone()
		return []*tensor{gradient}, err
	}, leaf(1)))
	check(nnlite.Must(y.Sum()).Backward())
	isEqual(t, "recording", modes, []bool{false, true, false})
	isEqual(t, "after", nnlite.Must(nnlite.GradEnabled()), true)
}

func TestCustomModule(t *testing.T) {
	scale := vector(2, 3)
	module := nnlite.Must(nnlite.NewModule(nil, "Scale", func(self *nnlite.Module, inputs []*tensor) (*tensor, error) {
		weight, err := self.Tensor("weight")
		if err != nil {
			return nil, err
		}
		defer weight.Close()
		scaled, err := inputs[0].Multiply(weight)
		if err != nil {
			return nil, err
		}
		defer scaled.Close()
		for child, err := range self.NamedChildren() {
			if err != nil {
				return nil, err
			}
			defer child.Module.Close()
			return child.Module.Forward(scaled)
		}
		return scaled.Share()
	}))
	check(module.AddParameter("weight", scale))
	check(module.AddBuffer("count", integers(0)))
	check(module.AddChild("act", nnlite.Must(nnlite.NewReLU(nil))))
	isEqual(t, "kind", kind(module), "Scale")
	x := leaf(1, -1)
	y := nnlite.Must(module.Forward(x))
	isValues(t, "output", y, []int{2}, 2, 0)
	check(nnlite.Must(y.Sum()).Backward())
	isValues(t, "gradient of the weight", nnlite.Must(scale.Grad()), []int{2}, 1, 0)
	isValues(t, "gradient of the input", nnlite.Must(x.Grad()), []int{2}, 2, 0)

	isError(t, "a name twice", module.AddParameter("weight", vector(1)), nnlite.ErrInvalidArgument)
	isError(t, "itself", module.AddChild("me", module), nnlite.ErrInvalidArgument)
	parent := nnlite.Must(nnlite.NewModule(nil, "Group", nil))
	check(parent.AddChild("scale", module))
	isError(t, "a child of a child", module.AddChild("late", nnlite.Must(nnlite.NewReLU(nil))), nnlite.ErrInvalidState)
	_, err := parent.Forward(x)
	isError(t, "a group", err, nnlite.ErrNotSupported)
	_, err = nnlite.NewModule(nil, "", nil)
	isError(t, "no kind", err, nnlite.ErrInvalidArgument)
	_, err = nnlite.NewModule(nil, "", func(*nnlite.Module, []*tensor) (*tensor, error) { return nil, nil })
	isError(t, "no kind", err, nnlite.ErrInvalidArgument)
}

func TestGradcheck(t *testing.T) {
	check := func(factor float64) (bool, string, error) {
		return nnlite.Gradcheck(func(inputs tensors) (*tensor, error) { return square(inputs[0], factor) },
			tensors{leaf(1, 2)}, func(o *nnlite.GradcheckOptions) {
				isEqual(t, "defaults", *o, nnlite.GradcheckOptions{Eps: 1e-6, Atol: 1e-5, Rtol: 1e-3})
			})
	}
	passed, report, err := check(1)
	if err != nil || !passed {
		t.Errorf("a right gradient: %v, %v, %s", passed, err, report)
	}
	passed, report, err = check(1.5)
	if err != nil || passed || !strings.Contains(report, "input 0 at [0], output at [0]: analytical 3, numerical 2") {
		t.Errorf("a wrong gradient: %v, %v, %s", passed, err, report)
	}
	_, _, err = nnlite.Gradcheck(clone, tensors{vector(1)})
	isError(t, "no input that wants a gradient", err, nnlite.ErrInvalidArgument)
	_, _, err = nnlite.Gradcheck(nil, tensors{leaf(1)})
	isError(t, "no function", err, nnlite.ErrInvalidArgument)
}
