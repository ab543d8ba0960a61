package nnlite_test

import (
	"errors"
	"runtime"
	"sync"
	"testing"

	"nnlite"
)

func TestNoGradIsScoped(t *testing.T) {
	x := leaf(1, 2)
	recorded := func() bool { return nnlite.Must(nnlite.Must(x.Exp()).RequiresGrad()) }
	isEqual(t, "before", recorded(), true)
	problem := errors.New("from the body")
	err := nnlite.NoGrad(func() error {
		isEqual(t, "within", recorded(), false)
		check(nnlite.EnableGrad(func() error {
			isEqual(t, "within EnableGrad", recorded(), true)
			return nil
		}))
		isEqual(t, "within again", nnlite.Must(nnlite.GradEnabled()), false)
		return problem
	})
	isEqual(t, "the body's error", err, problem)
	isEqual(t, "after", recorded(), true)

	func() {
		defer func() { _ = recover() }()
		_ = nnlite.NoGrad(func() error { panic("out") })
	}()
	isEqual(t, "after a panic", recorded(), true)
}

// The mode belongs to a thread, goroutines wander: within NoGrad it must stay, elsewhere it must never show.
func TestNoGradAmongGoroutines(t *testing.T) {
	x := leaf(1, 2)
	var wait sync.WaitGroup
	problems := make(chan string, 1000)
	look := func(want bool) {
		for range 10 {
			runtime.Gosched()
			y := nnlite.Must(x.Exp())
			if got := nnlite.Must(y.RequiresGrad()); got != want {
				problems <- "wrong mode"
			}
			y.Close()
		}
	}
	for task := range 1000 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if task%2 == 0 {
				look(true)
				return
			}
			check(nnlite.NoGrad(func() error {
				look(false)
				return nil
			}))
			look(true)
		}()
	}
	wait.Wait()
	isEqual(t, "goroutines in a wrong mode", len(problems), 0)
}
