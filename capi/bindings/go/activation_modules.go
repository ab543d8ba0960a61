package nnlite

// #include "raw.h"
import "C"

// Layers without settings of a struct; see the operations of the same names for formulas and PyTorch's settings.

// NewSigmoid is Sigmoid as a layer.
func NewSigmoid(c *Context) (*Module, error) { return moduleOf(C.nnlgo_sigmoid_create(c.h()), c) }

// NewTanh is Tanh as a layer.
func NewTanh(c *Context) (*Module, error) { return moduleOf(C.nnlgo_tanh_create(c.h()), c) }

// NewReLU is ReLU as a layer.
func NewReLU(c *Context) (*Module, error) { return moduleOf(C.nnlgo_relu_create(c.h()), c) }

// NewLeakyReLU is LeakyReLU as a layer.
func NewLeakyReLU(c *Context, negativeSlope float64) (*Module, error) {
	return moduleOf(C.nnlgo_leaky_relu_create(c.h(), C.double(negativeSlope)), c)
}

// NewELU is ELU as a layer.
func NewELU(c *Context, alpha float64) (*Module, error) {
	return moduleOf(C.nnlgo_elu_create(c.h(), C.double(alpha)), c)
}

// NewGELU is GELU as a layer.
func NewGELU(c *Context, approximate GELUApproximation) (*Module, error) {
	return moduleOf(C.nnlgo_gelu_create(c.h(), C.int32_t(approximate)), c)
}

// NewSiLU is SiLU as a layer.
func NewSiLU(c *Context) (*Module, error) { return moduleOf(C.nnlgo_silu_create(c.h()), c) }

// NewSoftplus is Softplus as a layer.
func NewSoftplus(c *Context, beta, threshold float64) (*Module, error) {
	return moduleOf(C.nnlgo_softplus_create(c.h(), C.double(beta), C.double(threshold)), c)
}

// NewHardtanh is Hardtanh as a layer; it wants low < high.
func NewHardtanh(c *Context, low, high float64) (*Module, error) {
	return moduleOf(C.nnlgo_hardtanh_create(c.h(), C.double(low), C.double(high)), c)
}

// NewPReLU is PReLU as a layer with the parameter "weight" of parameters elements (1 or as many as channels), each
// initial. PyTorch's settings are 1 and 0.25.
func NewPReLU(c *Context, parameters int, initial float64, dtype DType) (*Module, error) {
	return moduleOf(C.nnlgo_prelu_create(c.h(), C.int64_t(parameters), C.double(initial), C.nnl_dtype(dtype)), c)
}

// NewSoftmax is Softmax as a layer.
func NewSoftmax(c *Context, axis int) (*Module, error) {
	return moduleOf(C.nnlgo_softmax_create(c.h(), C.int64_t(axis)), c)
}

// NewLogSoftmax is LogSoftmax as a layer.
func NewLogSoftmax(c *Context, axis int) (*Module, error) {
	return moduleOf(C.nnlgo_log_softmax_create(c.h(), C.int64_t(axis)), c)
}

// NewDropout is Dropout as a layer, which drops in training mode only.
func NewDropout(c *Context, p float64) (*Module, error) {
	return moduleOf(C.nnlgo_dropout_create(c.h(), C.double(p)), c)
}
