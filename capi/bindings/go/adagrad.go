package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// AdagradOptions are torch.optim.Adagrad's settings: finite and at least 0, betas below 1.
type AdagradOptions struct {
	LearningRate            float64 // 1e-2
	LRDecay                 float64 // 0
	WeightDecay             float64 // 0
	InitialAccumulatorValue float64 // 0
	Eps                     float64 // 1e-10
	Maximize                bool    // false
}

func adagradOptions(changes []func(*AdagradOptions)) *C.nnl_adagrad_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_adagrad_options{}
	C.nnlgo_adagrad_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := AdagradOptions{
		LearningRate:            float64(c.learning_rate),
		LRDecay:                 float64(c.lr_decay),
		WeightDecay:             float64(c.weight_decay),
		InitialAccumulatorValue: float64(c.initial_accumulator_value),
		Eps:                     float64(c.eps),
		Maximize:                c.maximize != 0,
	}
	apply(&o, changes)
	c.learning_rate = C.double(o.LearningRate)
	c.lr_decay = C.double(o.LRDecay)
	c.weight_decay = C.double(o.WeightDecay)
	c.initial_accumulator_value = C.double(o.InitialAccumulatorValue)
	c.eps = C.double(o.Eps)
	c.maximize = flag(o.Maximize)
	return c
}

// Adagrad is that of Duchi et al. 2011: with g as in Adam and s, at first InitialAccumulatorValue, the sum of its squares,
// p -= LearningRate / (1 + (t - 1) * LRDecay) * g / (sqrt(s) + Eps). Row-sparse gradients touch their rows alone, unless a
// WeightDecay moves the others.
type Adagrad struct{ optimizer }

// NewAdagrad makes one over parameters, at least one, as group 0.
func NewAdagrad(parameters []*Tensor, changes ...func(*AdagradOptions)) (*Adagrad, error) {
	count, handles := handlesOf(parameters)
	made := &Adagrad{}
	return adopt(made, &made.optimizer, C.nnlgo_adagrad_create(count, handles, adagradOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *Adagrad) AddGroup(parameters []*Tensor, changes ...func(*AdagradOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_adagrad_add_group(o.h(), count, handles, adagradOptions(changes)), o, parameters)
}
