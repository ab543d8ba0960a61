package nnlite_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"runtime"
	"testing"
	"time"

	"nnlite"
)

type (
	tensor  = nnlite.Tensor
	tensors = []*nnlite.Tensor
)

// The tests close little: in the end the garbage collector must have released all that they made.
func TestMain(m *testing.M) {
	code := m.Run()
	if left := collect(0); left != 0 && code == 0 {
		fmt.Fprintf(os.Stderr, "%d handles were not released\n", left)
		code = 1
	}
	os.Exit(code)
}

// collect collects garbage until at most so many handles live, or for some seconds; it returns how many do.
func collect(atMost int) int {
	for range 100 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // cleanups run on a goroutine of their own
		if live() <= atMost {
			break
		}
	}
	return live()
}

func live() int { return nnlite.Must(nnlite.LiveHandles()) }

// vector is a tensor of float64 with one axis.
func vector(values ...float64) *tensor { return nnlite.Must(nnlite.FromSlice(nil, values)) }

func matrix(columns int, values ...float64) *tensor {
	return nnlite.Must(nnlite.FromSlice(nil, values, len(values)/columns, columns))
}

func integers(values ...int64) *tensor { return nnlite.Must(nnlite.FromSlice(nil, values)) }

// leaf is a tensor of float64 that wants a gradient.
func leaf(values ...float64) *tensor {
	x := vector(values...)
	check(x.SetRequiresGrad(true))
	return x
}

// check panics with an error, as nnlite.Must does.
func check(err error) {
	if err != nil {
		panic(err)
	}
}

// isValues fails unless x has the shape and, nearly, the elements.
func isValues(t *testing.T, what string, x *tensor, shape []int, want ...float64) {
	t.Helper()
	if got := nnlite.Must(x.Shape()); !reflect.DeepEqual(got, shape) {
		t.Errorf("%s: shape %v, want %v", what, got, shape)
		return
	}
	got := asFloats(x)
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i := range want {
		if !isNear(got[i], want[i]) {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

// asFloats are the elements of any dtype as float64.
func asFloats(x *tensor) []float64 {
	shape := nnlite.Must(x.Shape())
	copied := nnlite.Must(nnlite.Full(nil, nnlite.F64, 0, shape...))
	if err := copied.CopyFrom(x); err != nil {
		// Of another context.
		return nnlite.Must(nnlite.Values[float64](x))
	}
	return nnlite.Must(nnlite.Values[float64](copied))
}

func isNear(got, want float64) bool {
	if math.IsNaN(want) || math.IsInf(want, 0) {
		return math.IsNaN(got) == math.IsNaN(want) && (math.IsNaN(got) || got == want)
	}
	return math.Abs(got-want) <= 1e-6*(1+math.Abs(want))
}

// isError fails unless err is an *Error with the status.
func isError(t *testing.T, what string, err error, status nnlite.Status) *nnlite.Error {
	t.Helper()
	var failure *nnlite.Error
	if !errors.As(err, &failure) || failure.Status != status || !errors.Is(err, status) {
		t.Errorf("%s: error %v, want %v", what, err, status)
		if failure != nil {
			t.Logf("its status is: %v", failure.Status)
		}
		return &nnlite.Error{}
	}
	return failure
}

func isEqual[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// number is the only element.
func number(x *tensor) float64 { return nnlite.Must(x.Item()) }
