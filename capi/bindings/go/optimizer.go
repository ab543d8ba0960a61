package nnlite

// #include "raw.h"
import "C"

// Optimizer updates the parameters it was made with, which it shares: contiguous floating leaves, each once. The
// parameters given to a constructor are group 0, and AddGroup of each kind adds another with settings of its own. Only
// this package's types implement it: SGD, Adam, AdamW, SparseAdam, Adagrad and RMSprop. A nil Optimizer is
// ErrInvalidHandle where one is wanted; the methods of a nil *SGD and so on panic, as those of embedded structs do.
type Optimizer interface {
	// Step updates every parameter that has a gradient. Gradients stay as they are.
	Step() error
	// ZeroGrad drops the gradients of all parameters.
	ZeroGrad() error
	// Settle brings tables whose rows are owed steps (see SGDOptions.LazyRows) up to date in memory, as any change of
	// them does. Not while others use the parameters.
	Settle() error
	// NumGroups counts the groups.
	NumGroups() (int, error)
	// LearningRate is that of a group.
	LearningRate(group int) (float64, error)
	// SetLearningRate sets that of a group.
	SetLearningRate(group int, learningRate float64) error
	// Momentum is that of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none: ErrNotSupported.
	Momentum(group int) (float64, error)
	// SetMomentum sets it. What was accumulated stays.
	SetMomentum(group int, momentum float64) error
	// Close ends the handle.
	Close()

	h() C.nnl_optimizer
}

// optimizer is what all kinds have in common.
type optimizer struct{ object }

func releaseOptimizer(handle int64) { C.nnlgo_optimizer_release(C.nnl_optimizer(handle)) }

// adopt takes over a new optimizer of the kind that owner is and embeds o.
func adopt[T any](owner *T, o *optimizer, r C.nnlgo_integer, keep ...any) (*T, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, err
	}
	return own(owner, &o.object, int64(r.value), releaseOptimizer), nil
}

func (o *optimizer) h() C.nnl_optimizer {
	if o == nil {
		return 0
	}
	return C.nnl_optimizer(o.handle.Load())
}

// optimizerHandle is 0 for a nil interface.
func optimizerHandle(o Optimizer) C.nnl_optimizer {
	if o == nil {
		return 0
	}
	return o.h()
}

func (o *optimizer) Close() {
	if o != nil {
		o.close(releaseOptimizer)
	}
}

func (o *optimizer) Step() error { return errorOf(C.nnlgo_optimizer_step(o.h()), o) }

func (o *optimizer) ZeroGrad() error { return errorOf(C.nnlgo_optimizer_zero_grad(o.h()), o) }

func (o *optimizer) Settle() error { return errorOf(C.nnlgo_optimizer_settle(o.h()), o) }

func (o *optimizer) NumGroups() (int, error) { return intOf(C.nnlgo_optimizer_num_groups(o.h()), o) }

func (o *optimizer) LearningRate(group int) (float64, error) {
	return floatOf(C.nnlgo_optimizer_learning_rate(o.h(), C.int64_t(group)), o)
}

func (o *optimizer) SetLearningRate(group int, learningRate float64) error {
	return errorOf(C.nnlgo_optimizer_set_learning_rate(o.h(), C.int64_t(group), C.double(learningRate)), o)
}

func (o *optimizer) Momentum(group int) (float64, error) {
	return floatOf(C.nnlgo_optimizer_momentum(o.h(), C.int64_t(group)), o)
}

func (o *optimizer) SetMomentum(group int, momentum float64) error {
	return errorOf(C.nnlgo_optimizer_set_momentum(o.h(), C.int64_t(group), C.double(momentum)), o)
}

// ClipGradNorm scales the gradients so that their common norm is at most maxNorm (not negative), and returns the norm
// before. normType is positive or infinite; PyTorch's is 2. With errorIfNonfinite, a norm that is not finite is
// ErrInvalidState.
func ClipGradNorm(parameters []*Tensor, maxNorm, normType float64, errorIfNonfinite bool) (float64, error) {
	count, handles := handlesOf(parameters)
	r := C.nnlgo_clip_grad_norm(count, handles, C.double(maxNorm), C.double(normType), flag(errorIfNonfinite))
	return floatOf(r, parameters)
}

// ClipGradValue clamps every gradient element to [-value, value].
func ClipGradValue(parameters []*Tensor, value float64) error {
	count, handles := handlesOf(parameters)
	return errorOf(C.nnlgo_clip_grad_value(count, handles, C.double(value)), parameters)
}
