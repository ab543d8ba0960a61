package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// SparseAdamOptions are torch.optim.SparseAdam's settings: finite and at least 0, betas below 1.
type SparseAdamOptions struct {
	LearningRate float64 // 1e-3
	Beta1        float64 // 0.9
	Beta2        float64 // 0.999
	Eps          float64 // 1e-8
	Maximize     bool    // false
}

func sparseAdamOptions(changes []func(*SparseAdamOptions)) *C.nnl_sparse_adam_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_sparse_adam_options{}
	C.nnlgo_sparse_adam_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := SparseAdamOptions{
		LearningRate: float64(c.learning_rate),
		Beta1:        float64(c.beta1),
		Beta2:        float64(c.beta2),
		Eps:          float64(c.eps),
		Maximize:     c.maximize != 0,
	}
	apply(&o, changes)
	c.learning_rate = C.double(o.LearningRate)
	c.beta1 = C.double(o.Beta1)
	c.beta2 = C.double(o.Beta2)
	c.eps = C.double(o.Eps)
	c.maximize = flag(o.Maximize)
	return c
}

// SparseAdam is Adam that touches only the rows of row-sparse gradients, as embeddings have them. LearningRate and Eps are above 0. A dense
// gradient is ErrNotSupported in Step.
type SparseAdam struct{ optimizer }

// NewSparseAdam makes one over parameters, at least one, as group 0.
func NewSparseAdam(parameters []*Tensor, changes ...func(*SparseAdamOptions)) (*SparseAdam, error) {
	count, handles := handlesOf(parameters)
	made := &SparseAdam{}
	return adopt(made, &made.optimizer, C.nnlgo_sparse_adam_create(count, handles, sparseAdamOptions(changes)), parameters)
}

// AddGroup adds another group with settings of its own.
func (o *SparseAdam) AddGroup(parameters []*Tensor, changes ...func(*SparseAdamOptions)) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_sparse_adam_add_group(o.h(), count, handles, sparseAdamOptions(changes)), o, parameters)
}
