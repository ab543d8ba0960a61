package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// LayerNorm is (t - mean) / sqrt(biased variance + eps) * weight + bias over the last axes, at least one, whose sizes
// must be shape. weight and bias have that shape or are nil. PyTorch's eps is 1e-5.
func (t *Tensor) LayerNorm(shape []int, weight, bias *Tensor, eps float64) (*Tensor, error) {
	r := C.nnlgo_layer_norm(t.h(), rank(shape), ints(shape), weight.h(), bias.h(), C.double(eps))
	return tensorOf(r, t, weight, bias)
}

// LayerNormOptions are torch.nn.LayerNorm's settings.
type LayerNormOptions struct {
	DType             DType   // F32
	ElementwiseAffine bool    // true: scale and shift by weight and bias
	Bias              bool    // true; false: scale only
	Eps               float64 // 1e-5, finite and not negative
}

// NewLayerNorm is LayerNorm as a layer: parameters "weight" (ones) and "bias" (zeros).
func NewLayerNorm(c *Context, shape []int, changes ...func(*LayerNormOptions)) (*Module, error) {
	var settings C.nnl_layer_norm_options
	C.nnlgo_layer_norm_options_init(&settings, C.uint32_t(unsafe.Sizeof(settings)))
	o := LayerNormOptions{
		DType(settings.dtype), settings.elementwise_affine != 0, settings.bias != 0, float64(settings.eps)}
	apply(&o, changes)
	settings.dtype = C.nnl_dtype(o.DType)
	settings.elementwise_affine = flag(o.ElementwiseAffine)
	settings.bias = flag(o.Bias)
	settings.eps = C.double(o.Eps)
	return moduleOf(C.nnlgo_layer_norm_create(c.h(), rank(shape), ints(shape), &settings), c)
}

// GroupNorm is the same over each of the groups of the channels of each sample of t (N, C, ...), with all that follows
// the channels. weight and bias (C), or nil. Channels that do not fall evenly into the groups are ErrShapeMismatch, and
// so is a single sample with one value in each group. PyTorch's eps is 1e-5.
func (t *Tensor) GroupNorm(groups int, weight, bias *Tensor, eps float64) (*Tensor, error) {
	r := C.nnlgo_group_norm(t.h(), C.int64_t(groups), weight.h(), bias.h(), C.double(eps))
	return tensorOf(r, t, weight, bias)
}

// GroupNormOptions are torch.nn.GroupNorm's settings.
type GroupNormOptions struct {
	DType  DType   // F32
	Affine bool    // true: scale and shift by weight and bias
	Eps    float64 // 1e-5, finite and not negative
}

// NewGroupNorm is GroupNorm as a layer: parameters "weight" (ones) and "bias" (zeros) of channels elements.
func NewGroupNorm(c *Context, groups, channels int, changes ...func(*GroupNormOptions)) (*Module, error) {
	var settings C.nnl_group_norm_options
	C.nnlgo_group_norm_options_init(&settings, C.uint32_t(unsafe.Sizeof(settings)))
	o := GroupNormOptions{DType(settings.dtype), settings.affine != 0, float64(settings.eps)}
	apply(&o, changes)
	settings.dtype = C.nnl_dtype(o.DType)
	settings.affine = flag(o.Affine)
	settings.eps = C.double(o.Eps)
	return moduleOf(C.nnlgo_group_norm_create(c.h(), C.int64_t(groups), C.int64_t(channels), &settings), c)
}
