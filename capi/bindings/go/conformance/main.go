// Command conformance is the conformance program of the bindings (see CONFORMANCE.md) in Go.
package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nnlite"
)

// generator draws the numbers of a case.
type generator int64

func (g *generator) draw() int64 {
	*g = *g * 16807 % 2147483647
	return int64(*g)
}

func (g *generator) unit() float64 { return float64(g.draw()%1000)/500 - 1 }

// hex is a double as C's %.13a prints it.
func hex(value float64) string {
	text := strconv.FormatFloat(value, 'x', 13, 64)
	mantissa, exponent, _ := strings.Cut(text, "p")
	power, _ := strconv.Atoi(exponent)
	return fmt.Sprintf("%sp%+d", mantissa, power)
}

// begin is a context as each case begins with.
func begin() (*nnlite.Context, *generator, error) {
	context, err := nnlite.NewContext(func(o *nnlite.ContextOptions) { o.Seed = 7 })
	state := generator(1)
	return context, &state, err
}

func printLoss(name string, step int, loss float64) { fmt.Printf("%s %d %s\n", name, step, hex(loss)) }

// printFile saves the model and prints the file's size and hash.
func printFile(name string, model *nnlite.Module) error {
	folder, err := os.MkdirTemp("", "conformance-go")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, name+".safetensors")
	if err := model.Save(path); err != nil {
		return err
	}
	bytes, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	hash := fnv.New64a()
	hash.Write(bytes)
	fmt.Printf("%s file %d %016x\n", name, len(bytes), hash.Sum64())
	return nil
}

// eachBatch calls body for that many batches; an epoch's end goes straight on with the next.
func eachBatch(loader *nnlite.Loader, steps int, body func(step int, batch []*nnlite.Tensor) error) error {
	for step := 1; step <= steps; {
		for batch, err := range loader.Batches() {
			if err == nil {
				err = body(step, batch)
			}
			if err != nil {
				return err
			}
			if step++; step > steps {
				break
			}
		}
	}
	return nil
}

func words() error {
	const samples, length, letters = 4096, 5, 27
	context, state, err := begin()
	if err != nil {
		return err
	}
	defer context.Close()
	text := make([]int32, samples+length)
	for i := range text {
		text[i] = int32(state.draw() % letters)
	}
	var windows []int32
	for i := range samples {
		windows = append(windows, text[i:i+length]...)
	}
	contexts := nnlite.Must(nnlite.FromSlice(context, windows, samples, length))
	targets := nnlite.Must(nnlite.FromSlice(context, text[length:]))
	defer nnlite.CloseAll([]*nnlite.Tensor{contexts, targets})

	model, err := nnlite.Layers(context).
		Add(nnlite.NewEmbedding(context, letters, 16)).
		Add(nnlite.NewFlatten(context)).
		Add(nnlite.NewLinear(context, 80, 256, func(o *nnlite.LinearOptions) { o.Bias = false })).
		Add(nnlite.NewBatchNorm1d(context, 256)).
		Add(nnlite.NewTanh(context)).
		Add(nnlite.NewLinear(context, 256, letters)).
		Sequential()
	if err != nil {
		return err
	}
	defer model.Close()
	parameters := nnlite.Must(model.Parameters())
	defer nnlite.CloseAll(parameters)
	sgd := nnlite.Must(nnlite.NewSGD(parameters, func(o *nnlite.SGDOptions) {
		o.LearningRate = 0.1
		o.Momentum = 0.9
	}))
	defer sgd.Close()
	loader := nnlite.Must(nnlite.NewLoader([]*nnlite.Tensor{contexts, targets}, func(o *nnlite.LoaderOptions) {
		o.BatchSize = 32
		o.Sampling = nnlite.SamplingShuffle
		o.LastBatch = nnlite.LastBatchDrop
		o.Seed = 3
	}))
	defer loader.Close()

	err = eachBatch(loader, 200, func(step int, batch []*nnlite.Tensor) error {
		logits := nnlite.Must(model.Forward(batch[0]))
		defer logits.Close()
		loss := nnlite.Must(nnlite.CrossEntropy(logits, batch[1]))
		defer loss.Close()
		if err := update(sgd, loss); err != nil {
			return err
		}
		printLoss("words", step, nnlite.Must(loss.Item()))
		return nil
	})
	if err != nil {
		return err
	}
	return printFile("words", model)
}

// update zeroes the gradients, walks back from the loss and steps.
func update(optimizer nnlite.Optimizer, loss *nnlite.Tensor) error {
	if err := optimizer.ZeroGrad(); err != nil {
		return err
	}
	if err := loss.Backward(); err != nil {
		return err
	}
	return optimizer.Step()
}

func images() error {
	const count, side = 64, 12
	context, state, err := begin()
	if err != nil {
		return err
	}
	defer context.Close()
	pixels := make([]float32, count*side*side)
	for i := range pixels {
		pixels[i] = float32(state.unit())
	}
	labels := make([]int64, count)
	for i := range labels {
		labels[i] = state.draw() % 4
	}
	pictures := nnlite.Must(nnlite.FromSlice(context, pixels, count, 1, side, side))
	classes := nnlite.Must(nnlite.FromSlice(context, labels))
	defer nnlite.CloseAll([]*nnlite.Tensor{pictures, classes})

	padded := func(o *nnlite.ConvOptions) { o.Padding = [2]int{1, 1} }
	model, err := nnlite.Layers(context).
		Add(nnlite.NewConv2d(context, 1, 8, [2]int{3, 3}, padded)).
		Add(nnlite.NewBatchNorm2d(context, 8)).
		Add(nnlite.NewReLU(context)).
		Add(nnlite.NewMaxPool2d(context, [2]int{2, 2})).
		Add(nnlite.NewConv2d(context, 8, 16, [2]int{3, 3}, padded)).
		Add(nnlite.NewBatchNorm2d(context, 16)).
		Add(nnlite.NewLeakyReLU(context, 0.1)).
		Add(nnlite.NewAdaptiveAvgPool2d(context, [2]int{1, 1})).
		Add(nnlite.NewFlatten(context)).
		Add(nnlite.NewLinear(context, 16, 4)).
		Sequential()
	if err != nil {
		return err
	}
	defer model.Close()
	loss := nnlite.Must(nnlite.NewCrossEntropyLoss(context))
	defer loss.Close()
	parameters := nnlite.Must(model.Parameters())
	defer nnlite.CloseAll(parameters)
	adamW := nnlite.Must(nnlite.NewAdamW(parameters, func(o *nnlite.AdamWOptions) { o.LearningRate = 0.01 }))
	defer adamW.Close()
	loader := nnlite.Must(nnlite.NewLoader([]*nnlite.Tensor{pictures, classes}, func(o *nnlite.LoaderOptions) {
		o.BatchSize = 16
	}))
	defer loader.Close()

	err = eachBatch(loader, 60, func(step int, batch []*nnlite.Tensor) error {
		value, err := nnlite.TrainStep(model, loss, adamW, batch[:1], batch[1:])
		if err == nil {
			printLoss("images", step, value)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := printMean(model, pictures); err != nil {
		return err
	}
	return printFile("images", model)
}

// printMean prints the mean of the logits of all images.
func printMean(model *nnlite.Module, pictures *nnlite.Tensor) error {
	if err := model.Eval(); err != nil {
		return err
	}
	return nnlite.NoGrad(func() error {
		logits := nnlite.Must(model.Forward(pictures))
		defer logits.Close()
		mean := nnlite.Must(logits.Mean())
		defer mean.Close()
		fmt.Printf("images mean %s\n", hex(nnlite.Must(mean.Item())))
		return nil
	})
}

func cube(inputs []*nnlite.Tensor) (*nnlite.Tensor, error) {
	x, err := nnlite.Values[float64](inputs[0])
	if err != nil {
		return nil, err
	}
	for i := range x {
		// The conversion keeps the compiler from fusing the products.
		x[i] = float64(x[i]*x[i]) * x[i]
	}
	return filledLike(inputs[0], x)
}

func cubeBackward(given nnlite.Gradient) ([]*nnlite.Tensor, error) {
	if !given.Wanted[0] {
		return []*nnlite.Tensor{nil}, nil
	}
	x := nnlite.Must(nnlite.Values[float64](given.Inputs[0]))
	g := nnlite.Must(nnlite.Values[float64](given.OutputGradient))
	for i := range g {
		g[i] = float64(float64(3*x[i])*x[i]) * g[i]
	}
	gradient, err := filledLike(given.Inputs[0], g)
	return []*nnlite.Tensor{gradient}, err
}

// filledLike is a copy of like with data in it, in like's context.
func filledLike(like *nnlite.Tensor, data []float64) (*nnlite.Tensor, error) {
	tensor, err := like.Clone()
	if err != nil {
		return nil, err
	}
	return tensor, nnlite.Write(tensor, data)
}

func custom() error {
	const rows = 32
	context, state, err := begin()
	if err != nil {
		return err
	}
	defer context.Close()
	units := func(count int) []float64 {
		data := make([]float64, count)
		for i := range data {
			data[i] = state.unit()
		}
		return data
	}
	inputs := nnlite.Must(nnlite.FromSlice(context, units(rows*3), rows, 3))
	targets := nnlite.Must(nnlite.FromSlice(context, units(rows), rows, 1))
	defer nnlite.CloseAll([]*nnlite.Tensor{inputs, targets})
	f64 := func(o *nnlite.LinearOptions) { o.DType = nnlite.F64 }
	first := nnlite.Must(nnlite.NewLinear(context, 3, 4, f64))
	defer first.Close()
	second := nnlite.Must(nnlite.NewLinear(context, 4, 1, f64))
	defer second.Close()
	parameters := append(nnlite.Must(first.Parameters()), nnlite.Must(second.Parameters())...)
	defer nnlite.CloseAll(parameters)
	sgd := nnlite.Must(nnlite.NewSGD(parameters, func(o *nnlite.SGDOptions) { o.LearningRate = 0.05 }))
	defer sgd.Close()

	for step := 1; step <= 50; step++ {
		err := nnlite.InScope(func(*nnlite.Scope) error {
			hidden := nnlite.Must(first.Forward(inputs))
			cubes := nnlite.Must(nnlite.CustomOp("cube", cube, cubeBackward, hidden))
			prediction := nnlite.Must(second.Forward(cubes))
			loss := nnlite.Must(nnlite.MSELoss(prediction, targets, nnlite.ReductionMean))
			if err := update(sgd, loss); err != nil {
				return err
			}
			printLoss("custom", step, nnlite.Must(loss.Item()))
			return nil
		})
		if err != nil {
			return err
		}
	}

	_, err = nnlite.CustomOp("cube", func([]*nnlite.Tensor) (*nnlite.Tensor, error) {
		return nil, errors.New("no cube today")
	}, nil, inputs)
	var failure *nnlite.Error
	if errors.As(err, &failure) && strings.Contains(failure.Message, "no cube today") {
		fmt.Printf("custom failed %d\n", failure.Status)
	}
	return nil
}

func run() (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("%v", value)
		}
	}()
	for _, part := range []func() error{words, images, custom} {
		if err := part(); err != nil {
			return err
		}
	}
	left, err := nnlite.LiveHandles()
	if err == nil && left != 0 {
		err = fmt.Errorf("%d handles were not released", left)
	}
	return err
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}
