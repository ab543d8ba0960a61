package nnlite_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nnlite"
)

// blocks are the texts of README.md in one language.
func blocks(t *testing.T, language string) (blocks []string) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		blocks = append(blocks, block[1])
	}
	return blocks
}

// The program of README.md runs, made by the commands of README.md, without a network.
func TestReadmeProgram(t *testing.T) {
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	program, commands := blocks(t, "go")[0], blocks(t, "sh")
	if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, block := range commands {
		command := exec.Command("sh", "-euc", block)
		command.Dir = folder
		command.Env = append(os.Environ(), "NNLITE="+root, "GOPROXY=off", "GOFLAGS=",
			"PATH="+filepath.Join(goRoot(t), "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
		output, err := command.CombinedOutput()
		if err != nil || !strings.HasSuffix(string(output), "500 steps; learned: true\n") {
			t.Errorf("%v: %s", err, output)
		}
	}
}

func goRoot(t *testing.T) string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(root))
}

// The other blocks stand in the examples below, which run.
func TestReadmeBlocksAreTheExamples(t *testing.T) {
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	unindented := regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(string(source), "")
	others := append(blocks(t, "go")[1:], strings.ReplaceAll(blocks(t, "text")[0], "\n", "\n// "))
	if len(others) < 8 {
		t.Fatalf("only %d blocks were found", len(others))
	}
	for _, block := range others {
		block = strings.TrimSuffix(regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(block, ""), "// ")
		if !strings.Contains(unindented, block) {
			t.Errorf("no example has this block:\n%s", block)
		}
	}
}

func Example_loop() {
	rows := nnlite.Must(nnlite.FromSlice(nil, []float32{0, 1, 2, 3, 4, 5, 6, 7}, 4, 2))
	targets := nnlite.Must(nnlite.FromSlice(nil, []int64{0, 1, 0, 1}))
	loader := nnlite.Must(nnlite.NewLoader([]*nnlite.Tensor{rows, targets}))
	model := nnlite.Must(nnlite.NewLinear(nil, 2, 2))
	sgd := nnlite.Must(nnlite.NewSGD(nnlite.Must(model.Parameters())))
	epoch := func() error {
		for batch, err := range loader.Batches() { // closes the batch
			if err != nil {
				return err
			}
			err := nnlite.InScope(func(*nnlite.Scope) error { // closes logits and loss
				logits, err := model.Forward(batch[0])
				if err != nil {
					return err
				}
				loss, err := nnlite.CrossEntropy(logits, batch[1])
				if err != nil {
					return err
				}
				if err := sgd.ZeroGrad(); err != nil {
					return err
				}
				if err := loss.Backward(); err != nil {
					return err
				}
				return sgd.Step()
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	fmt.Println(epoch(), nnlite.Must(loader.Epoch()))
	// Output: <nil> 1
}

func Example_errors() {
	table := nnlite.Must(nnlite.Full(nil, nnlite.F32, 0, 27, 2))
	indices := nnlite.Must(nnlite.FromSlice(nil, []int64{0, 30}))
	_, err := nnlite.Embedding(table, indices)
	fmt.Println(err)
	fmt.Println(errors.Is(err, nnlite.ErrIndexOutOfRange))
	var failure *nnlite.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Function)
	}
	// Output:
	// nnlite: embedding: index 30 at position [1] is not in [0, 27)
	// true
	// nnl_embedding
}

func Example_customOperation() {
	x := leaf(1, 2)
	cube, err := nnlite.CustomOp("cube", func(inputs []*nnlite.Tensor) (*nnlite.Tensor, error) {
		output, err := inputs[0].Clone()
		if err != nil {
			return nil, err
		}
		return output, nnlite.Update(output, func(data []float64) error {
			for i, v := range data {
				data[i] = v * v * v
			}
			return nil
		})
	}, func(given nnlite.Gradient) ([]*nnlite.Tensor, error) {
		values := nnlite.Must(nnlite.Values[float64](given.Inputs[0]))
		gradient := nnlite.Must(given.OutputGradient.Clone())
		return []*nnlite.Tensor{gradient}, nnlite.Update(gradient, func(data []float64) error {
			for i, v := range values {
				data[i] *= 3 * v * v
			}
			return nil
		})
	}, x)
	check(err)
	check(nnlite.Must(cube.Sum()).Backward())
	fmt.Println(nnlite.Must(nnlite.Values[float64](cube)), nnlite.Must(nnlite.Values[float64](nnlite.Must(x.Grad()))))
	// Output: [1 8] [3 12]
}

func Example_borrow() {
	check(func() error {
		data := []float64{1, 2, 3}
		x, err := nnlite.Borrow(nil, data)
		if err != nil {
			return err
		}
		defer x.Close()
		if err := x.InitConstant(7); err != nil {
			return err
		}
		fmt.Println(data)
		return nil
	}())
	// Output: [7 7 7]
}

func Example_scope() {
	x := nnlite.Must(nnlite.FromSlice(nil, []float64{0, 0, 1, 1}, 2, 2))
	mean := 0.0
	err := nnlite.InScope(func(*nnlite.Scope) error {
		scores, err := x.Softmax(1)
		if err != nil {
			return err
		}
		best, _, err := scores.MaxAlong(1, false)
		if err != nil {
			return err
		}
		of, err := best.Mean()
		if err != nil {
			return err
		}
		mean, err = of.Item()
		return err
	}) // all four tensors are closed
	fmt.Println(err, mean)
	// Output: <nil> 0.5
}

func Example_update() {
	x := nnlite.Must(nnlite.Full(nil, nnlite.F32, 0, 4))
	err := nnlite.Update(x, func(data []float32) error {
		for i := range data {
			data[i] = float32(i * i)
		}
		return nil
	})
	fmt.Println(err, nnlite.Must(nnlite.Values[float32](x)))
	// Output: <nil> [0 1 4 9]
}

func Example_noGrad() {
	x := leaf(1, 2)
	err := nnlite.NoGrad(func() error {
		y, err := x.Exp()
		if err != nil {
			return err
		}
		defer y.Close()
		recorded, err := y.RequiresGrad()
		fmt.Println("recorded:", recorded)
		return err
	})
	check(err)
	// Output: recorded: false
}
