package nnlite_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"nnlite"
)

func TestAScopeClosesWhatItsBodyMade(t *testing.T) {
	before := collect(0)
	x := leaf(3)
	var kept, made *tensor
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		made = nnlite.Must(x.Multiply(x))
		kept = nnlite.Must(made.Add(x))
		check(kept.BackwardFrom(nil, true))
		return scope.Keep(kept)
	}))
	isEqual(t, "x and what was kept", live(), before+2)
	isValues(t, "what was kept", kept, []int{1}, 12)
	isValues(t, "the gradient", nnlite.Must(x.Grad()), []int{1}, 7)
	_, err := made.Item()
	isError(t, "what was not", err, nnlite.ErrInvalidHandle)
	made.Close()
	isEqual(t, "a closed object's item", number(kept), 12)
}

func TestAScopeHoldsEveryKind(t *testing.T) {
	before := collect(0)
	var stale []nnlite.Object
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		c := nnlite.Must(nnlite.NewContext())
		linear := nnlite.Must(nnlite.NewLinear(c, 2, 1))
		sgd := nnlite.Must(nnlite.NewSGD(nnlite.Must(linear.Parameters())))
		stale = []nnlite.Object{c, linear, sgd, nnlite.Must(nnlite.NewExponentialLR(sgd, 0.5)),
			nnlite.Must(nnlite.NewLoader(tensors{vector(1, 2)}))}
		return nil
	}))
	isEqual(t, "handles", live(), before)
	for _, object := range stale {
		err := nnlite.InScope(func(scope *nnlite.Scope) error { return scope.Keep(object) })
		isError(t, fmt.Sprintf("keeping a closed %T", object), err, nnlite.ErrInvalidHandle)
		object.Close()
	}
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		c := nnlite.Must(nnlite.NewContext())
		linear := nnlite.Must(nnlite.NewLinear(c, 2, 1))
		sgd := nnlite.Must(nnlite.NewSGD(nnlite.Must(linear.Parameters())))
		schedule := nnlite.Must(nnlite.NewExponentialLR(sgd, 0.5))
		loader := nnlite.Must(nnlite.NewLoader(tensors{vector(1, 2)}))
		stale = []nnlite.Object{c, linear, sgd, schedule, loader}
		return scope.Keep(stale...)
	}))
	isEqual(t, "what was kept", live(), before+5)
	for _, object := range stale {
		object.Close()
	}
	isEqual(t, "handles", live(), before)
}

func TestScopesNest(t *testing.T) {
	var inner, outer *tensor
	var first *nnlite.Scope
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		first = scope
		check(nnlite.InScope(func(scope *nnlite.Scope) error {
			inner, outer = vector(1), vector(2)
			check(scope.Keep(inner))
			return first.Keep(outer) // from within the scope inside
		}))
		isValues(t, "kept by the scope inside", inner, []int{1}, 1)
		return nil
	}))
	_, err := inner.Item()
	isError(t, "the scope outside ended", err, nnlite.ErrInvalidHandle)
	isValues(t, "kept by the scope outside", outer, []int{1}, 2)
	isError(t, "keeping after the end", first.Keep(outer), nnlite.ErrInvalidHandle)

	var deep func(levels int) error
	deep = func(levels int) error {
		return nnlite.InScope(func(*nnlite.Scope) error {
			if levels == 1 {
				return nil
			}
			return deep(levels - 1)
		})
	}
	check(deep(1024))
	isError(t, "too many", deep(1025), nnlite.ErrNotSupported)
}

func TestWhatCannotBeKept(t *testing.T) {
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		isError(t, "nil", scope.Keep(nil), nnlite.ErrInvalidHandle)
		isError(t, "a nil tensor", scope.Keep((*tensor)(nil)), nnlite.ErrInvalidHandle)
		isError(t, "the default context", scope.Keep((*nnlite.Context)(nil)), nnlite.ErrInvalidHandle)
		closed := vector(1)
		closed.Close()
		isError(t, "closed", scope.Keep(closed), nnlite.ErrInvalidHandle)
		x := vector(1)
		done := make(chan error)
		go func() {
			runtime.LockOSThread() // not the scope's, and ends with this goroutine
			done <- scope.Keep(x)
		}()
		isError(t, "on another thread", <-done, nnlite.ErrInvalidState)
		return nil
	}))
}

func TestAScopeEndsHoweverItsBodyDoes(t *testing.T) {
	before := collect(0)
	var made *tensor
	err := nnlite.InScope(func(*nnlite.Scope) error {
		made = vector(1)
		return errHost
	})
	isEqual(t, "the error", err, errHost)
	func() {
		defer func() { isEqual(t, "the panic", recover(), any(errHost)) }()
		_ = nnlite.InScope(func(*nnlite.Scope) error {
			made = vector(1)
			panic(errHost)
		})
	}()
	var wait sync.WaitGroup
	wait.Add(1)
	go func() {
		defer wait.Done()
		_ = nnlite.InScope(func(*nnlite.Scope) error {
			made = vector(1)
			runtime.Goexit()
			return nil
		})
	}()
	wait.Wait()
	isEqual(t, "handles", live(), before)
	runtime.KeepAlive(made)
}

func TestAScopeReachesIntoCallbacks(t *testing.T) {
	var seen *tensor
	module := nnlite.Must(nnlite.NewModule(nil, "Makes", func(_ *nnlite.Module, inputs []*tensor) (*tensor, error) {
		seen = vector(5)
		return inputs[0].Add(seen)
	}))
	var y *tensor
	check(nnlite.InScope(func(scope *nnlite.Scope) error {
		y = nnlite.Must(module.Forward(vector(1)))
		return scope.Keep(y)
	}))
	isValues(t, "the output", y, []int{1}, 6)
	_, err := seen.Item()
	isError(t, "what the callback made", err, nnlite.ErrInvalidHandle)
}

func TestScopedKeepsItsResult(t *testing.T) {
	before := collect(0)
	x := vector(1, 2)
	y := nnlite.Must(nnlite.Scoped(func() (*tensor, error) {
		return nnlite.Must(x.Exp()).Log()
	}))
	isEqual(t, "the result", nnlite.Must(nnlite.Values[float64](y)), []float64{1, 2})
	isEqual(t, "x and y", live(), before+2)
	none, err := nnlite.Scoped(func() (*tensor, error) { return nil, nil })
	if none != nil || err != nil {
		t.Errorf("nothing gives %v, %v", none, err)
	}
	none, err = nnlite.Scoped(func() (*tensor, error) { return x.Matmul(vector(1, 2, 3)) })
	isError(t, "a failing body", err, nnlite.ErrShapeMismatch)
	if none != nil {
		t.Error("a failing body gave a tensor")
	}
	isEqual(t, "handles", live(), before+2)

	// In callbacks of all kinds, what they borrow and what they give.
	block := nnlite.Must(nnlite.NewModule(nil, "Block", func(_ *nnlite.Module, inputs []*tensor) (*tensor, error) {
		return nnlite.Scoped(func() (*tensor, error) { return nnlite.Must(inputs[0].Exp()).Log() })
	}))
	same := nnlite.Must(nnlite.NewModule(nil, "Same", func(_ *nnlite.Module, inputs []*tensor) (*tensor, error) {
		return nnlite.Scoped(func() (*tensor, error) { return inputs[0], nil })
	}))
	through, itself := nnlite.Must(block.Forward(x)), nnlite.Must(same.Forward(x))
	isEqual(t, "x, y, two modules, two outputs", live(), before+6)
	isValues(t, "through a module", through, []int{2}, 1, 2)
	isValues(t, "the input itself", itself, []int{2}, 1, 2)
	runtime.KeepAlive([]any{x, y, block, same})
}

func TestGradcheckClosesWhatItsFunctionMakes(t *testing.T) {
	var made tensors
	passed, report, err := nnlite.Gradcheck(func(inputs tensors) (*tensor, error) {
		made = append(made, nnlite.Must(inputs[0].Exp()))
		return made[len(made)-1].Multiply(inputs[0])
	}, tensors{leaf(1, 2)})
	if err != nil || !passed {
		t.Errorf("gradcheck: %v, %s", err, report)
	}
	if len(made) < 5 {
		t.Fatalf("the function was called %d times", len(made))
	}
	for _, one := range made {
		_, err := one.Count()
		isError(t, "what a call made", err, nnlite.ErrInvalidHandle)
	}
}

// The garbage collector releases objects of open scopes from another thread.
func TestScopesAndTheGarbageCollector(t *testing.T) {
	before := collect(0)
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range 20 {
				sum := nnlite.Must(nnlite.Scoped(func() (*tensor, error) {
					total := vector(0)
					for range 50 {
						total = nnlite.Must(total.Add(vector(float64(i))))
					}
					if i%5 == 0 {
						runtime.GC()
					}
					return total, nil
				}))
				isEqual(t, "the sum", number(sum), float64(50*i))
				sum.Close()
			}
		}()
	}
	wait.Wait()
	isEqual(t, "handles", live(), before)
}

// rowOf is the row of a function in a report.
func rowOf(t *testing.T, report nnlite.HandleReport, function string) nnlite.HandleRow {
	t.Helper()
	for _, row := range report.Rows {
		if row.Function == function {
			return row
		}
	}
	t.Errorf("no row of %s:\n%s", function, report.Table)
	return nnlite.HandleRow{}
}

func TestAReportTellsWhatIsLiveAndWhoMadeIt(t *testing.T) {
	collect(0)
	check(nnlite.TraceHandles(true))
	defer func() { check(nnlite.TraceHandles(false)) }()
	c := nnlite.Must(nnlite.NewContext())
	var x, y, z *tensor
	check(nnlite.LabelHandles("epoch 3", func() error {
		x = nnlite.Must(nnlite.FromSlice(c, []float64{1, 2}))
		check(nnlite.LabelHandles("step 4", func() error {
			y = nnlite.Must(x.Add(x))
			return nil
		}))
		z = nnlite.Must(x.Multiply(x))
		return nil
	}))
	report := nnlite.Must(c.HandleReport())
	added := rowOf(t, report, "nnl_add")
	if added.Thread == 0 || added.Bytes < 16 {
		t.Errorf("the row of nnl_add: %+v", added)
	}
	isEqual(t, "the row", added, nnlite.HandleRow{Kind: nnlite.KindTensor, Function: "nnl_add", Label: "step 4", Count: 1,
		Bytes: added.Bytes, Thread: added.Thread})
	isEqual(t, "the label after one within", rowOf(t, report, "nnl_multiply").Label, "epoch 3")
	context := rowOf(t, report, "nnl_context_create")
	isEqual(t, "a context", context.Kind, nnlite.KindContext)
	isEqual(t, "no label", context.Label, "")
	isEqual(t, "rows", len(report.Rows), 4)
	if !strings.Contains(report.Table, "nnl_add") || !strings.Contains(report.Table, "epoch 3") {
		t.Errorf("the table:\n%s", report.Table)
	}

	y.Close()
	for _, row := range nnlite.Must(c.HandleReport()).Rows {
		if row.Function == "nnl_add" {
			t.Error("a closed tensor is live")
		}
	}
	err := nnlite.LabelHandles("fails", func() error { return errHost })
	isEqual(t, "the body's error", errors.Is(err, errHost), true)
	w := nnlite.Must(x.Exp())
	isEqual(t, "the label after the body", rowOf(t, nnlite.Must(c.HandleReport()), "nnl_exp").Label, "")

	check(nnlite.TraceHandles(false))
	report = nnlite.Must(c.HandleReport())
	isEqual(t, "rows without tracing", len(report.Rows), 2)
	isEqual(t, "their function", report.Rows[1].Function, "")
	isEqual(t, "tensors", report.Rows[1].Count, 3)
	runtime.KeepAlive([]any{w, z})
	c.Close()
	_, err = c.HandleReport()
	isError(t, "of a closed context", err, nnlite.ErrInvalidHandle)
}

func TestAReportOfAllHandles(t *testing.T) {
	collect(0)
	model := nnlite.Must(nnlite.NewLinear(nil, 2, 3))
	var kinds []string
	check(nnlite.InScope(func(*nnlite.Scope) error {
		c := nnlite.Must(nnlite.NewContext())
		x := nnlite.Must(nnlite.FromSlice(c, []float64{1, 2}))
		report := nnlite.Must(nnlite.AllHandles())
		handles := 0
		for _, row := range report.Rows {
			kinds = append(kinds, row.Kind.String())
			handles += row.Count
			if row.Kind == nnlite.KindModule {
				isEqual(t, "bytes of a module", row.Bytes, 36)
			}
		}
		isEqual(t, "handles", handles, live())
		runtime.KeepAlive(x)
		return nil
	}))
	isEqual(t, "kinds", kinds, []string{"context", "tensor", "module", "scope"})
	isEqual(t, "a kind that is none", nnlite.HandleKind(77).String(), "kind 77")
	runtime.KeepAlive(model)
}
