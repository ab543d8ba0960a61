package nnlite_test

import (
	"runtime"
	"sync"
	"testing"

	"nnlite"
)

func TestTheGarbageCollectorReleases(t *testing.T) {
	before := collect(0)
	func() {
		for range 100 {
			vector(1, 2, 3)
		}
		nnlite.Must(nnlite.NewLinear(nil, 2, 3))
		nnlite.Must(nnlite.NewContext())
		loader := nnlite.Must(nnlite.NewLoader(tensors{vector(1, 2)}))
		sgd := nnlite.Must(nnlite.NewSGD(tensors{leaf(1)}))
		nnlite.Must(nnlite.NewExponentialLR(sgd, 0.5))
		nnlite.Must(loader.Next())
	}()
	if live() <= before {
		t.Fatal("nothing was made")
	}
	if after := collect(before); after > before {
		t.Errorf("%d handles were there before, %d are after", before, after)
	}
}

func TestCloseReleasesAtOnce(t *testing.T) {
	before := collect(0)
	x := vector(1, 2)
	y := nnlite.Must(x.Exp())
	isEqual(t, "two more", live(), before+2)
	x.Close()
	isEqual(t, "one more", live(), before+1)
	x.Close()
	isEqual(t, "closed twice", live(), before+1)
	nnlite.CloseAll(tensors{x, y, nil})
	isEqual(t, "all closed", live(), before)
}

func TestClosingWhileOthersUseItIsHarmless(t *testing.T) {
	for range 50 {
		x := vector(1, 2, 3)
		var wait sync.WaitGroup
		for range 8 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				for range 20 {
					if y, err := x.Exp(); err == nil {
						y.Close()
					} else {
						isError(t, "a closed tensor", err, nnlite.ErrInvalidHandle)
					}
				}
				x.Close()
			}()
		}
		wait.Wait()
	}
}

func TestObjectsOutliveTheirParents(t *testing.T) {
	context := nnlite.Must(nnlite.NewContext())
	linear := nnlite.Must(nnlite.NewLinear(context, 2, 1))
	weight := nnlite.Must(linear.Tensor("weight"))
	model := nnlite.Must(nnlite.NewSequential(context, linear))
	linear.Close()
	context.Close()
	x := nnlite.Must(nnlite.Must(weight.Detach()).Clone())
	y := nnlite.Must(model.Forward(x))
	model.Close()
	isEqual(t, "the output", len(nnlite.Must(nnlite.Values[float32](y))), 1)
	check(nnlite.Must(y.Sum()).Backward())
	isEqual(t, "the weight's gradient", nnlite.Must(nnlite.Values[float32](nnlite.Must(weight.Grad()))),
		nnlite.Must(nnlite.Values[float32](x)))
}

func TestShutdownLeavesObjectsAlone(t *testing.T) {
	x := vector(1, 2)
	garbage := func() { vector(3, 4) }
	garbage()
	check(nnlite.Shutdown())
	collect(0)
	isValues(t, "after the shutdown", nnlite.Must(x.Add(x)), []int{2}, 2, 4)
	check(nnlite.Shutdown())
	x.Close()
	x.Close()
}

func TestAReleaseOnAnotherThread(t *testing.T) {
	before := collect(0)
	x := vector(1, 2)
	done := make(chan struct{})
	go func() {
		runtime.LockOSThread() // and ends with its thread
		x.Close()
		close(done)
	}()
	<-done
	isEqual(t, "handles", live(), before)
}
