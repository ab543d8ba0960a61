package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// AdamWOptions are torch.optim.AdamW's settings: finite and at least 0, betas below 1.
type AdamWOptions struct {
	LearningRate float64 // 1e-3
	Beta1        float64 // 0.9
	Beta2        float64 // 0.999
	Eps          float64 // 1e-8
	WeightDecay  float64 // 1e-2
	AMSGrad      bool    // false
	Maximize     bool    // false
}

func adamWOptions(changes []func(*AdamWOptions)) *C.nnl_adamw_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_adamw_options{}
	C.nnlgo_adamw_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := AdamWOptions{
		LearningRate: float64(c.learning_rate),
		Beta1:        float64(c.beta1),
		Beta2:        float64(c.beta2),
		Eps:          float64(c.eps),
		WeightDecay:  float64(c.weight_decay),
		AMSGrad:      c.amsgrad != 0,
		Maximize:     c.maximize != 0,
	}
	apply(&o, changes)
	c.learning_rate = C.double(o.LearningRate)
	c.beta1 = C.double(o.Beta1)
	c.beta2 = C.double(o.Beta2)
	c.eps = C.double(o.Eps)
	c.weight_decay = C.double(o.WeightDecay)
	c.amsgrad = flag(o.AMSGrad)
	c.maximize = flag(o.Maximize)
	return c
}

// AdamW is that of Loshchilov and Hutter 2019: Adam, but the decay is p *= 1 - LearningRate * WeightDecay before the step, and not
// part of the moments.
type AdamW struct{ optimizer }

// NewAdamW makes one over parameters, at least one, as group 0.
func NewAdamW(parameters []*Tensor, changes ...func(*AdamWOptions)) (*AdamW, error) {
	count, handles := handlesOf(parameters)
	made := &AdamW{}
	return adopt(made, &made.optimizer, C.nnlgo_adamw_create(count, handles, adamWOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *AdamW) AddGroup(parameters []*Tensor, changes ...func(*AdamWOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_adamw_add_group(o.h(), count, handles, adamWOptions(changes)), o, parameters)
}
