package nnlite

// #include "raw.h"
import "C"

// Tensor is an array of numbers of one dtype with a shape of at most MaxRank sizes. Operations are methods that make
// new tensors, recorded for backward where an operand requires a gradient.
type Tensor struct{ object }

func releaseTensor(handle int64) { C.nnlgo_tensor_release(C.nnl_tensor(handle)) }

func newTensor(handle C.int64_t) *Tensor {
	tensor := &Tensor{}
	return own(tensor, &tensor.object, int64(handle), releaseTensor)
}

// tensorOf takes over the result of a call. Objects in keep live at least until here.
func tensorOf(r C.nnlgo_integer, keep ...any) (*Tensor, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, err
	}
	return newTensor(r.value), nil
}

// pairOfTensors takes over two.
func pairOfTensors(r C.nnlgo_pair, keep ...any) (*Tensor, *Tensor, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, nil, err
	}
	return newTensor(r.first), newTensor(r.second), nil
}

func (t *Tensor) h() C.nnl_tensor {
	if t == nil {
		return 0
	}
	return C.nnl_tensor(t.handle.Load())
}

// handlesOf are the handles of tensors; nil ones are 0.
func handlesOf(tensors []*Tensor) (C.int64_t, *C.nnl_tensor) {
	handles := make([]C.nnl_tensor, len(tensors), len(tensors)+1) // never NULL
	for i, tensor := range tensors {
		handles[i] = tensor.h()
	}
	return C.int64_t(len(tensors)), &handles[:1][0]
}

// Close releases the tensor now. What shares it, or needs it for backward, keeps it.
func (t *Tensor) Close() {
	if t != nil {
		t.close(releaseTensor)
	}
}

// CloseAll closes all tensors of a list.
func CloseAll(tensors []*Tensor) {
	for _, tensor := range tensors {
		tensor.Close()
	}
}

// Full is a tensor of a shape, every element value (cut towards zero for integers; out of their range is
// ErrInvalidArgument). Without sizes it is a single element.
func Full(c *Context, dtype DType, value float64, shape ...int) (*Tensor, error) {
	return tensorOf(C.nnlgo_tensor_full(c.h(), C.nnl_dtype(dtype), rank(shape), ints(shape), C.double(value)), c)
}

// ScalarLike is a single element of t's dtype and context: a number as the operand of an operation.
func (t *Tensor) ScalarLike(value float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_tensor_scalar_like(t.h(), C.double(value)), t)
}

// Share is another object for the same tensor: what is done through one is seen through the other.
func (t *Tensor) Share() (*Tensor, error) { return tensorOf(C.nnlgo_tensor_share(t.h()), t) }

// Context is the one that the tensor lives in, nil being the default one, so that a callback can make more there.
func (t *Tensor) Context() (*Context, error) { return contextOf(C.nnlgo_tensor_context(t.h()), t) }

// DType is the type of the elements.
func (t *Tensor) DType() (DType, error) {
	dtype, err := intOf(C.nnlgo_tensor_dtype(t.h()), t)
	return DType(dtype), err
}

// Rank is the number of axes.
func (t *Tensor) Rank() (int, error) { return intOf(C.nnlgo_tensor_rank(t.h()), t) }

// Shape is the size of each axis.
func (t *Tensor) Shape() ([]int, error) {
	r := C.nnlgo_tensor_shape(t.h())
	if err := errorOf(r.error, t); err != nil {
		return nil, err
	}
	shape := make([]int, int(r.count))
	for i := range shape {
		shape[i] = int(r.values[i])
	}
	return shape, nil
}

// Count is the number of elements.
func (t *Tensor) Count() (int, error) { return intOf(C.nnlgo_tensor_count(t.h()), t) }

// Item is the only element of a tensor that has just one; an int64 beyond 2^53 is rounded.
func (t *Tensor) Item() (float64, error) { return floatOf(C.nnlgo_tensor_item(t.h()), t) }

// CopyFrom replaces the elements by those of a tensor of the same shape and any dtype. Floating numbers are cut
// towards zero for integers, those out of range become the nearest bound, NaN becomes 0.
func (t *Tensor) CopyFrom(source *Tensor) error {
	return errorOf(C.nnlgo_tensor_copy_from(t.h(), source.h()), t, source)
}
