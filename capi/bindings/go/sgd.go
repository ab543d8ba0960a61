package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// SGDOptions are torch.optim.SGD's settings: finite and at least 0, betas below 1.
type SGDOptions struct {
	LearningRate float64 // 1e-3
	Momentum     float64 // 0
	Dampening    float64 // 0
	WeightDecay  float64 // 0
	Nesterov     bool    // false
	Maximize     bool    // false
	LazyRows     bool    // true; false: tables are always stepped densely
}

func sgdOptions(changes []func(*SGDOptions)) *C.nnl_sgd_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_sgd_options{}
	C.nnlgo_sgd_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := SGDOptions{
		LearningRate: float64(c.learning_rate),
		Momentum:     float64(c.momentum),
		Dampening:    float64(c.dampening),
		WeightDecay:  float64(c.weight_decay),
		Nesterov:     c.nesterov != 0,
		Maximize:     c.maximize != 0,
		LazyRows:     c.lazy_rows != 0,
	}
	apply(&o, changes)
	c.learning_rate = C.double(o.LearningRate)
	c.momentum = C.double(o.Momentum)
	c.dampening = C.double(o.Dampening)
	c.weight_decay = C.double(o.WeightDecay)
	c.nesterov = flag(o.Nesterov)
	c.maximize = flag(o.Maximize)
	c.lazy_rows = flag(o.LazyRows)
	return c
}

// SGD is stochastic gradient descent. With LazyRows a step whose gradient holds only some rows of a table (an embedding's) costs
// those rows, and gives what the dense step gives: the other rows are owed their motion until they are looked up, read or
// stepped.
type SGD struct{ optimizer }

// NewSGD makes one over parameters, at least one, as group 0.
func NewSGD(parameters []*Tensor, changes ...func(*SGDOptions)) (*SGD, error) {
	count, handles := handlesOf(parameters)
	made := &SGD{}
	return adopt(made, &made.optimizer, C.nnlgo_sgd_create(count, handles, sgdOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *SGD) AddGroup(parameters []*Tensor, changes ...func(*SGDOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_sgd_add_group(o.h(), count, handles, sgdOptions(changes)), o, parameters)
}
