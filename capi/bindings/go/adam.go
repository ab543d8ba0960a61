package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// AdamOptions are torch.optim.Adam's settings: finite and at least 0, betas below 1.
type AdamOptions struct {
	LearningRate float64 // 1e-3
	Beta1        float64 // 0.9
	Beta2        float64 // 0.999
	Eps          float64 // 1e-8
	WeightDecay  float64 // 0
	AMSGrad      bool    // false
	Maximize     bool    // false
}

func adamOptions(changes []func(*AdamOptions)) *C.nnl_adam_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_adam_options{}
	C.nnlgo_adam_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := AdamOptions{
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

// Adam is that of Kingma and Ba 2015: with g the gradient (negated by Maximize) + WeightDecay * p, m and v its average and that of its
// square, and t the parameter's steps, p -= LearningRate / (1 - Beta1^t) * m / (sqrt(v / (1 - Beta2^t)) + Eps); with
// AMSGrad v is its greatest so far. Row-sparse gradients count as dense ones.
type Adam struct{ optimizer }

// NewAdam makes one over parameters, at least one, as group 0.
func NewAdam(parameters []*Tensor, changes ...func(*AdamOptions)) (*Adam, error) {
	count, handles := handlesOf(parameters)
	made := &Adam{}
	return adopt(made, &made.optimizer, C.nnlgo_adam_create(count, handles, adamOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *Adam) AddGroup(parameters []*Tensor, changes ...func(*AdamOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_adam_add_group(o.h(), count, handles, adamOptions(changes)), o, parameters)
}
