package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// ConvOptions are torch.nn.Conv2d's settings. Pairs are (height, width); signals read the first number alone.
type ConvOptions struct {
	DType       DType  // F32; of the parameters that a layer makes
	Bias        bool   // true: a layer has one
	PaddingSame bool   // false; true: as many zeros as keep the size, an odd one behind; for stride 1, padding 0
	Groups      int    // 1; divides both numbers of channels
	Stride      [2]int // {1, 1}
	Padding     [2]int // {0, 0}: zeros on both sides
	Dilation    [2]int // {1, 1}: the distance of neighbours in the kernel
}

func convOptions(changes []func(*ConvOptions)) *C.nnl_conv_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_conv_options{}
	C.nnlgo_conv_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := ConvOptions{
		DType(c.dtype), c.bias != 0, c.padding_same != 0, int(c.groups), pairOf(c.stride), pairOf(c.padding),
		pairOf(c.dilation)}
	apply(&o, changes)
	c.dtype = C.nnl_dtype(o.DType)
	c.bias = flag(o.Bias)
	c.padding_same = flag(o.PaddingSame)
	c.groups = C.int64_t(o.Groups)
	c.stride = cPair(o.Stride)
	c.padding = cPair(o.Padding)
	c.dilation = cPair(o.Dilation)
	return c
}

// Conv1d is the convolution (as everywhere in learning, without turning the kernel around) of signals (N, C, L) or
// (C, L) with weight (out, C / groups, length). bias (out) may be nil. The result has out channels and
// floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 elements along each further axis, at least one, or
// it is ErrShapeMismatch; only batch and channels may be empty. DType and Bias are not read.
func (t *Tensor) Conv1d(weight, bias *Tensor, changes ...func(*ConvOptions)) (*Tensor, error) {
	return tensorOf(C.nnlgo_conv1d(t.h(), weight.h(), bias.h(), convOptions(changes)), t, weight, bias)
}

// Conv2d is the same of images (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width).
func (t *Tensor) Conv2d(weight, bias *Tensor, changes ...func(*ConvOptions)) (*Tensor, error) {
	return tensorOf(C.nnlgo_conv2d(t.h(), weight.h(), bias.h(), convOptions(changes)), t, weight, bias)
}

// NewConv1d is Conv1d as a layer: parameters "weight" and "bias", both from U(-b, b) with
// b = 1 / sqrt(in / groups * elements of the kernel).
func NewConv1d(c *Context, in, out, kernel int, changes ...func(*ConvOptions)) (*Module, error) {
	r := C.nnlgo_conv1d_create(c.h(), C.int64_t(in), C.int64_t(out), C.int64_t(kernel), convOptions(changes))
	return moduleOf(r, c)
}

// NewConv2d is Conv2d as a layer with a kernel of {height, width}, as NewConv1d.
func NewConv2d(c *Context, in, out int, kernel [2]int, changes ...func(*ConvOptions)) (*Module, error) {
	r := C.nnlgo_conv2d_create(c.h(), C.int64_t(in), C.int64_t(out), C.int64_t(kernel[0]), C.int64_t(kernel[1]),
		convOptions(changes))
	return moduleOf(r, c)
}
