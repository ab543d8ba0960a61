package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// MaxPool2dOptions are torch.nn.MaxPool2d's settings; pairs are (height, width).
type MaxPool2dOptions struct {
	CeilMode bool   // false; true: a last window may reach beyond the padding, if it begins before it
	Stride   [2]int // {0, 0}; 0 is the kernel's size
	Padding  [2]int // {0, 0}, at most half the kernel
	Dilation [2]int // {1, 1}
}

func maxPool2dOptions(changes []func(*MaxPool2dOptions)) *C.nnl_max_pool2d_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_max_pool2d_options{}
	C.nnlgo_max_pool2d_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := MaxPool2dOptions{c.ceil_mode != 0, pairOf(c.stride), pairOf(c.padding), pairOf(c.dilation)}
	apply(&o, changes)
	c.ceil_mode = flag(o.CeilMode)
	c.stride = cPair(o.Stride)
	c.padding = cPair(o.Padding)
	c.dilation = cPair(o.Dilation)
	return c
}

// MaxPool2d is the greatest element of each window of images (N, C, H, W) or (C, H, W), of which only the batch may be
// empty. Sizes are as in Conv2d, rounded up with CeilMode; windows that find no room are ErrShapeMismatch. NaN counts
// as the greatest. Of equal elements the first gets the gradient. A window of padding alone has -infinity.
func (t *Tensor) MaxPool2d(kernel [2]int, changes ...func(*MaxPool2dOptions)) (*Tensor, error) {
	r := C.nnlgo_max_pool2d(t.h(), C.int64_t(kernel[0]), C.int64_t(kernel[1]), maxPool2dOptions(changes))
	return tensorOf(r, t)
}

// NewMaxPool2d is MaxPool2d as a layer.
func NewMaxPool2d(c *Context, kernel [2]int, changes ...func(*MaxPool2dOptions)) (*Module, error) {
	r := C.nnlgo_max_pool2d_create(c.h(), C.int64_t(kernel[0]), C.int64_t(kernel[1]), maxPool2dOptions(changes))
	return moduleOf(r, c)
}

// AvgPool2dOptions are torch.nn.AvgPool2d's settings; pairs are (height, width).
type AvgPool2dOptions struct {
	CeilMode        bool   // as in MaxPool2dOptions
	CountIncludePad bool   // true: padding counts as zeros; false: not at all
	DivisorOverride int    // 0; otherwise every sum is divided by it
	Stride          [2]int // {0, 0}; 0 is the kernel's size
	Padding         [2]int // {0, 0}, at most half the kernel
}

func avgPool2dOptions(changes []func(*AvgPool2dOptions)) *C.nnl_avg_pool2d_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_avg_pool2d_options{}
	C.nnlgo_avg_pool2d_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := AvgPool2dOptions{
		c.ceil_mode != 0, c.count_include_pad != 0, int(c.divisor_override), pairOf(c.stride), pairOf(c.padding)}
	apply(&o, changes)
	c.ceil_mode = flag(o.CeilMode)
	c.count_include_pad = flag(o.CountIncludePad)
	c.divisor_override = C.int64_t(o.DivisorOverride)
	c.stride = cPair(o.Stride)
	c.padding = cPair(o.Padding)
	return c
}

// AvgPool2d is the average of each window, as MaxPool2d.
func (t *Tensor) AvgPool2d(kernel [2]int, changes ...func(*AvgPool2dOptions)) (*Tensor, error) {
	r := C.nnlgo_avg_pool2d(t.h(), C.int64_t(kernel[0]), C.int64_t(kernel[1]), avgPool2dOptions(changes))
	return tensorOf(r, t)
}

// NewAvgPool2d is AvgPool2d as a layer.
func NewAvgPool2d(c *Context, kernel [2]int, changes ...func(*AvgPool2dOptions)) (*Module, error) {
	r := C.nnlgo_avg_pool2d_create(c.h(), C.int64_t(kernel[0]), C.int64_t(kernel[1]), avgPool2dOptions(changes))
	return moduleOf(r, c)
}

// AdaptiveAvgPool2d averages windows that share each plane out evenly: output o along an axis averages the elements from
// floor(o size / out) to ceil((o + 1) size / out) - 1. An output size of -1 keeps the input's; {1, 1} averages whole
// planes.
func (t *Tensor) AdaptiveAvgPool2d(out [2]int) (*Tensor, error) {
	return tensorOf(C.nnlgo_adaptive_avg_pool2d(t.h(), C.int64_t(out[0]), C.int64_t(out[1])), t)
}

// NewAdaptiveAvgPool2d is AdaptiveAvgPool2d as a layer.
func NewAdaptiveAvgPool2d(c *Context, out [2]int) (*Module, error) {
	return moduleOf(C.nnlgo_adaptive_avg_pool2d_create(c.h(), C.int64_t(out[0]), C.int64_t(out[1])), c)
}
