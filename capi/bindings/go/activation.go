package nnlite

// #include "raw.h"
import "C"

// Activations are of floating tensors, element by element. A setting that is NaN is ErrInvalidArgument.

// Sigmoid is 1 / (1 + exp(-t)).
func (t *Tensor) Sigmoid() (*Tensor, error) { return tensorOf(C.nnlgo_sigmoid(t.h()), t) }

// Tanh is the hyperbolic tangent.
func (t *Tensor) Tanh() (*Tensor, error) { return tensorOf(C.nnlgo_tanh(t.h()), t) }

// ReLU is max(t, 0); derivative 0 at 0.
func (t *Tensor) ReLU() (*Tensor, error) { return tensorOf(C.nnlgo_relu(t.h()), t) }

// LeakyReLU is t above 0, else negativeSlope * t; PyTorch's default slope is 0.01. Derivative negativeSlope at 0.
func (t *Tensor) LeakyReLU(negativeSlope float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_leaky_relu(t.h(), C.double(negativeSlope)), t)
}

// Softmax is exp(t) / sum(exp(t)) along an axis; it does not overflow.
func (t *Tensor) Softmax(axis int) (*Tensor, error) {
	return tensorOf(C.nnlgo_softmax(t.h(), C.int64_t(axis)), t)
}

// LogSoftmax is the logarithm of Softmax; it does not overflow.
func (t *Tensor) LogSoftmax(axis int) (*Tensor, error) {
	return tensorOf(C.nnlgo_log_softmax(t.h(), C.int64_t(axis)), t)
}

// ELU is t above 0, else alpha (exp(t) - 1); derivative alpha at 0. PyTorch's alpha is 1.
func (t *Tensor) ELU(alpha float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_elu(t.h(), C.double(alpha)), t)
}

// GELUApproximation is how GELU is computed.
type GELUApproximation int32

const (
	GELUNone GELUApproximation = C.NNL_GELU_NONE // by the normal distribution itself
	GELUTanh GELUApproximation = C.NNL_GELU_TANH // by tanh
)

// GELU is t Phi(t), Phi being the normal distribution, or its approximation
// 0.5 t (1 + tanh(sqrt(2/pi) (t + 0.044715 t^3))). NaN at -infinity, as in PyTorch.
func (t *Tensor) GELU(approximate GELUApproximation) (*Tensor, error) {
	return tensorOf(C.nnlgo_gelu(t.h(), C.int32_t(approximate)), t)
}

// SiLU, or swish, is t / (1 + exp(-t)). NaN at -infinity, as in PyTorch.
func (t *Tensor) SiLU() (*Tensor, error) { return tensorOf(C.nnlgo_silu(t.h()), t) }

// Softplus is log(1 + exp(beta t)) / beta, or t where beta t > threshold; it never overflows. PyTorch's settings are 1
// and 20.
func (t *Tensor) Softplus(beta, threshold float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_softplus(t.h(), C.double(beta), C.double(threshold)), t)
}

// Hardtanh is t cut to [low, high], the derivative at the bounds being 0 (Clamp has 1). low > high is
// ErrInvalidArgument. PyTorch's bounds are -1 and 1.
func (t *Tensor) Hardtanh(low, high float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_hardtanh(t.h(), C.double(low), C.double(high)), t)
}

// PReLU is t above 0, else weight t; the derivative by t is weight at 0. weight has one element, or one for each place
// of axis 1, or it is ErrShapeMismatch.
func (t *Tensor) PReLU(weight *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_prelu(t.h(), weight.h()), t, weight)
}

// Dropout in training drops each element with probability p, in [0, 1], and divides the others by 1 - p. Which ones
// follows from the context's random stream, whatever the dtype and the threads. Without training, or with p = 0, the
// result is t itself, not a copy.
func (t *Tensor) Dropout(p float64, training bool) (*Tensor, error) {
	return tensorOf(C.nnlgo_dropout(t.h(), C.double(p), flag(training)), t)
}
