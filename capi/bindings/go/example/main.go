// Command example trains a small network to tell the points of two spirals apart, measures it on points that it has
// not seen, saves it and loads it into a new one. It takes about a second.
package main

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"nnlite"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

// spirals are points (count, 2) of two spirals and the spiral (count) that each lies on.
func spirals(random *rand.Rand, count int) (points, spiral *nnlite.Tensor, err error) {
	xy := make([]float32, 0, 2*count)
	which := make([]int64, count)
	for i := range count {
		which[i] = int64(i % 2)
		turn := 3 * math.Sqrt(random.Float64())
		angle := turn + math.Pi*float64(which[i])
		xy = append(xy, float32(turn*math.Cos(angle)), float32(turn*math.Sin(angle)))
	}
	if points, err = nnlite.FromSlice(nil, xy, count, 2); err != nil {
		return nil, nil, err
	}
	spiral, err = nnlite.FromSlice(nil, which)
	return points, spiral, err
}

// newModel takes two coordinates and gives a score for each spiral.
func newModel() (*nnlite.Module, error) {
	return nnlite.Layers(nil).
		Add(nnlite.NewLinear(nil, 2, 32)).
		Add(nnlite.NewBatchNorm1d(nil, 32)).
		Add(nnlite.NewTanh(nil)).
		Add(nnlite.NewLinear(nil, 32, 2)).
		Sequential()
}

// accuracy is the part of the points that the model puts on the right spiral.
func accuracy(model *nnlite.Module, points, spiral *nnlite.Tensor) (accuracy float64, err error) {
	if err := model.Eval(); err != nil {
		return 0, err
	}
	// Operations within are not recorded for backward.
	err = nnlite.NoGrad(func() error {
		scores, err := model.Forward(points)
		if err != nil {
			return err
		}
		defer scores.Close() // tensors lie outside Go's memory: do not leave them to the garbage collector
		best, err := scores.ArgmaxAlong(1, false)
		if err != nil {
			return err
		}
		defer best.Close()
		guesses, err := nnlite.Values[int64](best)
		if err != nil {
			return err
		}
		truth, err := nnlite.Values[int64](spiral)
		if err != nil {
			return err
		}
		for i, guess := range guesses {
			if guess == truth[i] {
				accuracy += 1 / float64(len(guesses))
			}
		}
		return nil
	})
	return accuracy, err
}

func run() error {
	random := rand.New(rand.NewPCG(1, 2))
	points, spiral, err := spirals(random, 2000)
	if err != nil {
		return err
	}
	testPoints, testSpiral, err := spirals(random, 500)
	if err != nil {
		return err
	}
	model, err := newModel()
	if err != nil {
		return err
	}
	defer model.Close()

	// The loss is a module too, and the optimizer shares the model's parameters.
	loss, err := nnlite.NewCrossEntropyLoss(nil)
	if err != nil {
		return err
	}
	parameters, err := model.Parameters()
	if err != nil {
		return err
	}
	adam, err := nnlite.NewAdam(parameters, func(o *nnlite.AdamOptions) { o.LearningRate = 0.01 })
	if err != nil {
		return err
	}
	loader, err := nnlite.NewLoader([]*nnlite.Tensor{points, spiral}, func(o *nnlite.LoaderOptions) {
		o.BatchSize = 50
		o.Sampling = nnlite.SamplingShuffle
	})
	if err != nil {
		return err
	}

	// Fit ends early when the context.Context is done.
	report, err := nnlite.Fit(context.Background(), model, loss, adam, loader, func(o *nnlite.FitOptions) {
		o.Epochs = 30
		o.Progress = func(at nnlite.FitProgress) error {
			if at.EpochEnded && (at.Epoch+1)%10 == 0 {
				fmt.Printf("epoch %d: loss %.4f\n", at.Epoch+1, at.Loss)
			}
			return nil
		}
	})
	if err != nil {
		return err
	}
	right, err := accuracy(model, testPoints, testSpiral)
	if err != nil {
		return err
	}
	fmt.Printf("%d steps; %.1f %% of new points are right\n", report.Steps, 100*right)

	folder, err := os.MkdirTemp("", "nnlite")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "spirals.safetensors")
	if err := model.Save(path); err != nil {
		return err
	}
	again, err := newModel()
	if err != nil {
		return err
	}
	defer again.Close()
	if err := again.Load(path); err != nil {
		return err
	}
	same, err := accuracy(again, testPoints, testSpiral)
	if err != nil {
		return err
	}
	fmt.Printf("saved and loaded again: %.1f %%\n", 100*same)
	return nil
}
