package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// RMSpropOptions are torch.optim.RMSprop's settings: finite and at least 0, betas below 1.
type RMSpropOptions struct {
	LearningRate float64 // 1e-2
	Alpha        float64 // 0.99
	Eps          float64 // 1e-8
	WeightDecay  float64 // 0
	Momentum     float64 // 0
	Centered     bool    // false
	Maximize     bool    // false
}

func rmspropOptions(changes []func(*RMSpropOptions)) *C.nnl_rmsprop_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_rmsprop_options{}
	C.nnlgo_rmsprop_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := RMSpropOptions{
		LearningRate: float64(c.learning_rate),
		Alpha:        float64(c.alpha),
		Eps:          float64(c.eps),
		WeightDecay:  float64(c.weight_decay),
		Momentum:     float64(c.momentum),
		Centered:     c.centered != 0,
		Maximize:     c.maximize != 0,
	}
	apply(&o, changes)
	c.learning_rate = C.double(o.LearningRate)
	c.alpha = C.double(o.Alpha)
	c.eps = C.double(o.Eps)
	c.weight_decay = C.double(o.WeightDecay)
	c.momentum = C.double(o.Momentum)
	c.centered = flag(o.Centered)
	c.maximize = flag(o.Maximize)
	return c
}

// RMSprop is that of Hinton's lectures: with g as in Adam and v = Alpha * v + (1 - Alpha) * g^2, if Centered less the square of g's
// average: x = g / (sqrt(v) + Eps), p -= LearningRate * x, or with Momentum b = Momentum * b + x, p -= LearningRate * b.
// Row-sparse gradients count as dense ones.
type RMSprop struct{ optimizer }

// NewRMSprop makes one over parameters, at least one, as group 0.
func NewRMSprop(parameters []*Tensor, changes ...func(*RMSpropOptions)) (*RMSprop, error) {
	count, handles := handlesOf(parameters)
	made := &RMSprop{}
	return adopt(made, &made.optimizer, C.nnlgo_rmsprop_create(count, handles, rmspropOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *RMSprop) AddGroup(parameters []*Tensor, changes ...func(*RMSpropOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_rmsprop_add_group(o.h(), count, handles, rmspropOptions(changes)), o, parameters)
}
