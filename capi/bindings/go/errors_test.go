package nnlite_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"nnlite"
)

func TestErrorsTellWhatWhereAndWhich(t *testing.T) {
	weight := matrix(2, 0, 1, 2, 3)
	_, err := nnlite.Embedding(weight, integers(0, 30))
	failure := isError(t, "an index out of range", err, nnlite.ErrIndexOutOfRange)
	isEqual(t, "function", failure.Function, "nnl_embedding")
	isEqual(t, "argument", failure.Argument, "")
	isEqual(t, "message", failure.Message, "embedding: index 30 at position [1] is not in [0, 2)")
	isEqual(t, "text", err.Error(), "nnlite: "+failure.Message)
	isEqual(t, "cause", errors.Unwrap(err), nil)

	_, err = nnlite.Full(nil, 99, 0, 2)
	failure = isError(t, "an unknown dtype", err, nnlite.ErrInvalidArgument)
	isEqual(t, "argument", failure.Argument, "dtype")
	isEqual(t, "function", failure.Function, "nnl_tensor_full")

	_, err = nnlite.NewBatchNorm1d(nil, 2, func(o *nnlite.BatchNormOptions) { o.BatchOfOne = 7 })
	failure = isError(t, "an unknown constant", err, nnlite.ErrInvalidArgument)
	isEqual(t, "argument", failure.Argument, "options.batch_of_one")

	_, err = vector(1, 2).Matmul(vector(1, 2, 3))
	isError(t, "shapes", err, nnlite.ErrShapeMismatch)
	if errors.Is(err, nnlite.ErrNotFound) {
		t.Error("an error has one status")
	}
}

func TestStatusHasWords(t *testing.T) {
	isEqual(t, "a status", nnlite.ErrShapeMismatch.Error(), "shape mismatch")
	isEqual(t, "an unknown status", nnlite.Status(12345).Error(), "status 12345")
}

func TestNilAndClosedObjectsAreErrors(t *testing.T) {
	var none *tensor
	_, err := none.Exp()
	isError(t, "nil", err, nnlite.ErrInvalidHandle)
	x := vector(1)
	x.Close()
	x.Close()
	none.Close()
	_, err = x.Exp()
	isError(t, "closed", err, nnlite.ErrInvalidHandle)
	_, err = (*nnlite.Module)(nil).Forward(vector(1))
	isError(t, "a nil module", err, nnlite.ErrInvalidHandle)
	_, err = nnlite.TrainStep(nil, nil, nil, nil, nil)
	isError(t, "a nil optimizer", err, nnlite.ErrInvalidHandle)
	_, err = (*nnlite.Loader)(nil).Next()
	isError(t, "a nil loader", err, nnlite.ErrInvalidHandle)

	// A closed context must not become the default one.
	context := nnlite.Must(nnlite.NewContext())
	context.Close()
	_, err = nnlite.Full(context, nnlite.F32, 0)
	isError(t, "a closed context", err, nnlite.ErrInvalidHandle)
}

func TestMustPanicsWithTheError(t *testing.T) {
	defer func() {
		err, _ := recover().(error)
		isError(t, "Must", err, nnlite.ErrInvalidHandle)
	}()
	nnlite.Must((*tensor)(nil).Exp())
}

// A call and the fetching of its error happen in one C call, whatever the scheduler does with goroutines.
func TestEveryGoroutineGetsItsOwnError(t *testing.T) {
	const tasks, rounds = 1000, 20
	weight := matrix(2, 0, 1, 2, 3)
	var wait sync.WaitGroup
	problems := make(chan string, tasks)
	start := make(chan struct{})
	for task := range tasks {
		wait.Add(1)
		go func() {
			defer wait.Done()
			<-start
			for round := range rounds {
				index := int64(2 + task*rounds + round)
				_, err := nnlite.Embedding(weight, integers(index))
				runtime.Gosched()
				want := fmt.Sprintf("nnlite: embedding: index %d at position [0] is not in [0, 2)", index)
				if err == nil || err.Error() != want {
					problems <- fmt.Sprintf("got %v, want %s", err, want)
					return
				}
			}
		}()
	}
	close(start)
	wait.Wait()
	close(problems)
	for problem := range problems {
		t.Error(problem)
	}
}

// run runs this test binary's TestVersion in a new process, with another library.
func run(t *testing.T, library string) string {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "-test.run=^TestVersion$", "-test.v")
	command.Env = append(os.Environ(), "NNLITE_LIBRARY="+library)
	output, _ := command.CombinedOutput()
	return string(output)
}

func TestVersion(t *testing.T) {
	if _, err := nnlite.Full(nil, nnlite.F32, 0); err != nil {
		t.Fatal(err)
	}
	isEqual(t, "the binary interface", nnlite.ABIVersion(), 1)
	info := nnlite.Must(nnlite.BuildInfo())
	for _, key := range []string{"version", "abi", "compiler", "build", "blas", "blas core", "instruction set", "threads"} {
		if !strings.Contains("\n"+info, "\n"+key+": ") {
			t.Errorf("no line %q in:\n%s", key, info)
		}
	}
	if got := nnlite.Version() / 10000; got != nnlite.VersionMajor {
		t.Errorf("major version %d, want %d", got, nnlite.VersionMajor)
	}
}

func TestALibraryThatCannotBeLoadedIsAnError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "libnnlite.so")
	if got := run(t, missing); !strings.Contains(got, "nnlite: cannot load "+missing) {
		t.Errorf("without a library: %s", got)
	}
	if got := run(t, "libc.so.6"); !strings.Contains(got, "cannot load libc.so.6: it is not nnlite") {
		t.Errorf("with another library: %s", got)
	}
}
