package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// BatchOfOne is what training does with a single value for each channel, which has no variance.
type BatchOfOne int32

const (
	// BatchOfOneError fails as PyTorch does.
	BatchOfOneError BatchOfOne = C.NNL_BATCH_OF_ONE_ERROR
	// BatchOfOneRunning uses the running statistics, if there are any, and neither moves them nor counts the batch.
	BatchOfOneRunning BatchOfOne = C.NNL_BATCH_OF_ONE_RUNNING
)

// BatchNormOptions are torch.nn.BatchNorm1d's settings.
type BatchNormOptions struct {
	DType             DType      // F32
	Affine            bool       // true: scale and shift by weight and bias
	Bias              bool       // true; false: an affine layer has a weight only
	TrackRunningStats bool       // true
	CumulativeAverage bool       // false; true: ignore Momentum, average all batches alike (PyTorch's momentum=None)
	Eps               float64    // 1e-5, finite and not negative
	Momentum          float64    // 0.1, in [0, 1]: weight of the new batch in the running statistics
	BatchOfOne        BatchOfOne // BatchOfOneError
}

func batchNormOptions(changes []func(*BatchNormOptions)) *C.nnl_batch_norm_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_batch_norm_options{}
	C.nnlgo_batch_norm_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := BatchNormOptions{
		DType(c.dtype), c.affine != 0, c.bias != 0, c.track_running_stats != 0, c.cumulative_average != 0,
		float64(c.eps), float64(c.momentum), BatchOfOne(c.batch_of_one)}
	apply(&o, changes)
	c.dtype = C.nnl_dtype(o.DType)
	c.affine = flag(o.Affine)
	c.bias = flag(o.Bias)
	c.track_running_stats = flag(o.TrackRunningStats)
	c.cumulative_average = flag(o.CumulativeAverage)
	c.eps = C.double(o.Eps)
	c.momentum = C.double(o.Momentum)
	c.batch_of_one = C.int32_t(o.BatchOfOne)
	return c
}

// BatchNormTensors are what BatchNorm works with, all (C) but for the last; each may be nil.
type BatchNormTensors struct {
	Weight, Bias            *Tensor
	RunningMean, RunningVar *Tensor
	NumBatchesTracked       *Tensor // int64, one element
}

// BatchNorm is batch norm over axis 1 of x (N, C, ...). In training the batch's statistics are used and the running ones
// moved (with the unbiased variance); otherwise the running ones are used, or the batch's where there are none. Affine,
// Bias, TrackRunningStats and DType are not read.
func BatchNorm(x *Tensor, with BatchNormTensors, training bool, changes ...func(*BatchNormOptions)) (*Tensor, error) {
	r := C.nnlgo_batch_norm(x.h(), with.Weight.h(), with.Bias.h(), with.RunningMean.h(), with.RunningVar.h(),
		with.NumBatchesTracked.h(), flag(training), batchNormOptions(changes))
	return tensorOf(r, x, with.Weight, with.Bias, with.RunningMean, with.RunningVar, with.NumBatchesTracked)
}

// NewBatchNorm1d is batch norm of (N, C) and (N, C, L), C being features. Parameters "weight" (ones) and "bias" (zeros);
// buffers "running_mean", "running_var", "num_batches_tracked". One value a channel is ErrShapeMismatch wherever the
// batch's statistics are used (but see BatchOfOne); an empty batch is counted and changes no statistics.
func NewBatchNorm1d(c *Context, features int, changes ...func(*BatchNormOptions)) (*Module, error) {
	return moduleOf(C.nnlgo_batch_norm1d_create(c.h(), C.int64_t(features), batchNormOptions(changes)), c)
}

// NewBatchNorm2d is the same of (N, C, H, W).
func NewBatchNorm2d(c *Context, features int, changes ...func(*BatchNormOptions)) (*Module, error) {
	return moduleOf(C.nnlgo_batch_norm2d_create(c.h(), C.int64_t(features), batchNormOptions(changes)), c)
}

// NewBatchNorm3d is the same of (N, C, D, H, W).
func NewBatchNorm3d(c *Context, features int, changes ...func(*BatchNormOptions)) (*Module, error) {
	return moduleOf(C.nnlgo_batch_norm3d_create(c.h(), C.int64_t(features), batchNormOptions(changes)), c)
}
