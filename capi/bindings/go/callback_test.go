package nnlite_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"nnlite"
)

var errHost = errors.New("from the host")

// fails checks the error of a call whose callback returned errHost or panicked with it.
func fails(t *testing.T, what string, err error, panics bool) {
	t.Helper()
	failure := isError(t, what, err, nnlite.ErrCallbackFailed)
	if !strings.Contains(failure.Message, "from the host") {
		t.Errorf("%s: message %q", what, failure.Message)
	}
	if !errors.Is(err, errHost) {
		t.Errorf("%s: the cause is %v", what, failure.Unwrap())
	}
	var panicked *nnlite.PanicError
	if errors.As(err, &panicked) != panics {
		t.Errorf("%s: the cause is %T", what, failure.Unwrap())
	}
	if panics && !strings.Contains(string(panicked.Stack), "callback_test.go") {
		t.Errorf("%s: the stack does not show where it panicked", what)
	}
}

// bad is what each callback below does.
func bad(panics bool) error {
	if panics {
		panic(errHost)
	}
	return errHost
}

func TestFailingCallbacks(t *testing.T) {
	before := collect(0)
	for _, panics := range []bool{false, true} {
		function := func(tensors) (*tensor, error) { return nil, bad(panics) }
		x := leaf(1, 2)

		module := nnlite.Must(nnlite.NewModule(nil, "Bad", func(*nnlite.Module, []*tensor) (*tensor, error) {
			return nil, bad(panics)
		}))
		_, err := module.Forward(x)
		fails(t, "a module", err, panics)
		_, err = nnlite.Must(nnlite.NewSequential(nil, module)).Forward(x)
		fails(t, "a module within another", err, panics)

		_, err = nnlite.CustomOp("bad", function, nil, x)
		fails(t, "an operation", err, panics)

		y := nnlite.Must(nnlite.CustomOp("bad", clone, func(nnlite.Gradient) ([]*tensor, error) {
			return nil, bad(panics)
		}, x))
		fails(t, "a backward", nnlite.Must(y.Sum()).Backward(), panics)
		if grad := nnlite.Must(x.Grad()); grad != nil {
			t.Error("a failing backward changed a gradient")
		}

		_, _, err = nnlite.Gradcheck(function, tensors{x})
		fails(t, "gradcheck", err, panics)

		f := newFitting()
		_, err = nnlite.Fit(context.Background(), f.model, f.loss, f.sgd, f.loader, func(o *nnlite.FitOptions) {
			o.Progress = func(nnlite.FitProgress) error { return bad(panics) }
		})
		fails(t, "a fit", err, panics)
	}
	if after := collect(before); after > before {
		t.Errorf("%d handles were there before, %d are after", before, after)
	}
}

func clone(inputs tensors) (*tensor, error) { return inputs[0].Clone() }

func TestOtherPanics(t *testing.T) {
	x := vector(1)
	run := func(value any) error {
		_, err := nnlite.CustomOp("bad", func(tensors) (*tensor, error) { panic(value) }, nil, x)
		return err
	}
	err := run("no cube today")
	failure := isError(t, "a text", err, nnlite.ErrCallbackFailed)
	var panicked *nnlite.PanicError
	if !errors.As(err, &panicked) || panicked.Value != "no cube today" {
		t.Errorf("the cause is %v", failure.Unwrap())
	}
	if !strings.Contains(failure.Message, "no cube today") {
		t.Errorf("the message is %q", failure.Message)
	}

	var runtimeError runtime.Error
	if err := run(nil); !errors.As(err, &runtimeError) {
		t.Errorf("panic(nil) gives %v", err)
	}
	_, err = nnlite.CustomOp("bad", func(inputs tensors) (*tensor, error) { return inputs[len(inputs)], nil }, nil, x)
	if !errors.As(err, &runtimeError) || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("an index out of range gives %v", err)
	}
}

// worse is an error whose text panics.
type worse struct{}

func (worse) Error() string { panic("worse") }

func TestAnErrorWithoutAText(t *testing.T) {
	_, err := nnlite.CustomOp("bad", func(tensors) (*tensor, error) { return nil, worse{} }, nil, vector(1))
	failure := isError(t, "an error whose text panics", err, nnlite.ErrCallbackFailed)
	isEqual(t, "the cause", failure.Unwrap(), error(worse{}))
}

func TestAnErrorOfNnliteInACallbackKeepsItsStatus(t *testing.T) {
	_, err := nnlite.CustomOp("outer", func(inputs tensors) (*tensor, error) {
		_, err := inputs[0].Matmul(vector(1, 2, 3))
		return nil, fmt.Errorf("layer 3: %w", err)
	}, nil, vector(1, 2))
	failure := isError(t, "the call", err, nnlite.ErrCallbackFailed)
	if !errors.Is(err, nnlite.ErrShapeMismatch) {
		t.Errorf("the cause is %v", failure.Unwrap())
	}
	if !strings.Contains(failure.Message, "layer 3: nnlite: matmul") {
		t.Errorf("the message is %q", failure.Message)
	}
}

// A callback's error that an outer callback drops must not turn up as the cause of another error.
func TestCausesDoNotMix(t *testing.T) {
	x := vector(1)
	y, err := nnlite.CustomOp("outer", func(inputs tensors) (*tensor, error) {
		_, err := nnlite.CustomOp("inner", func(tensors) (*tensor, error) { return nil, errHost }, nil, inputs[0])
		fails(t, "the inner operation", err, false)
		return inputs[0], nil
	}, nil, x)
	if err != nil {
		t.Fatal(err)
	}
	isValues(t, "the output", y, []int{1}, 1)
	_, err = nnlite.CustomOp("bad", func(tensors) (*tensor, error) { return nil, nil }, nil, x)
	failure := isError(t, "no output", err, nnlite.ErrCallbackFailed)
	isEqual(t, "its cause", failure.Unwrap(), nil)
}

func TestEveryGoroutineGetsItsOwnCause(t *testing.T) {
	x := vector(1)
	var wait sync.WaitGroup
	problems := make(chan error, 1000)
	for task := range 1000 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			mine := fmt.Errorf("task %d", task)
			_, err := nnlite.CustomOp("bad", func(tensors) (*tensor, error) {
				runtime.Gosched()
				return nil, mine
			}, nil, x)
			if !errors.Is(err, mine) || !strings.HasSuffix(err.Error(), mine.Error()) {
				problems <- err
			}
		}()
	}
	wait.Wait()
	close(problems)
	for problem := range problems {
		t.Error(problem)
	}
}

func TestLogCallback(t *testing.T) {
	c := nnlite.Must(nnlite.NewContext())
	linear := nnlite.Must(nnlite.NewLinear(c, 2, 1))
	path := filepath.Join(t.TempDir(), "log.safetensors")
	var lines []string
	check(c.SetLogCallback(func(level nnlite.LogLevel, text string) {
		lines = append(lines, fmt.Sprint(level, " ", text))
	}))
	check(linear.Save(path))
	isEqual(t, "lines while the log is off", len(lines), 0)
	check(c.SetLogLevel(nnlite.LogInfo))
	check(linear.Save(path))
	if len(lines) != 1 || !strings.HasPrefix(lines[0], "2 ") || !strings.Contains(lines[0], path) {
		t.Errorf("lines %q", lines)
	}

	check(c.SetLogCallback(func(nnlite.LogLevel, string) { panic(errHost) }))
	check(linear.Save(path))
	check(c.SetLogCallback(nil))
	check(linear.Save(path))
	isEqual(t, "lines of a callback that was replaced", len(lines), 1)

	failure := isError(t, "a level", c.SetLogLevel(17), nnlite.ErrInvalidArgument)
	isEqual(t, "its argument", failure.Argument, "level")
	// The panic in the log was dropped.
	isEqual(t, "its cause", failure.Unwrap(), nil)
}

func TestBorrowedObjectsEndWithTheCallback(t *testing.T) {
	var kept tensors
	var self *nnlite.Module
	module := nnlite.Must(nnlite.NewModule(nil, "Keeper", func(m *nnlite.Module, inputs []*tensor) (*tensor, error) {
		kept, self = inputs, m
		shared, err := inputs[0].Share()
		kept = append(kept, shared)
		inputs[1].Close() // only ends the object here
		return inputs[0], err
	}))
	x, y := vector(1), vector(2)
	isValues(t, "the output", nnlite.Must(module.Forward(x, y)), []int{1}, 1)
	isValues(t, "an input", y, []int{1}, 2)
	_, err := kept[0].Exp()
	isError(t, "a kept input", err, nnlite.ErrInvalidHandle)
	isValues(t, "a shared input", kept[2], []int{1}, 1)
	_, err = self.Kind()
	isError(t, "the module", err, nnlite.ErrInvalidHandle)
}
