package nnlite

// #include "raw.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// Tensors and modules that a callback is given are borrowed: they end with it, so Share what is to be kept. The tensor
// that it returns is given away, and closed; it may be one of the inputs. Share one that is also used elsewhere. What a
// callback makes from nothing belongs in the context of its inputs: see Tensor.Context. Scoped closes what else it makes.

// Forward is what a module of NewModule computes. self is for its parts; a captured object of the module itself, or of
// one above it, would keep it alive for ever.
type Forward func(self *Module, inputs []*Tensor) (*Tensor, error)

// NewModule is a module without parts, as torch.nn.Module. kind is its name for people, 1 to 255 bytes, as names of parts
// are. With forward nil it only groups its children, as torch.nn.ModuleList does, and running it is ErrNotSupported.
//
// What the operations and modules change that forward runs is undone if the call around it fails. At most 128 callbacks
// run inside each other.
func NewModule(c *Context, kind string, forward Forward) (*Module, error) {
	name, free := cString(kind)
	defer free()
	if forward == nil {
		return moduleOf(C.nnlgo_module_create(c.h(), name, nil, nil, 0), c)
	}
	handle := cgo.NewHandle(forward)
	module, err := moduleOf(C.nnlgo_module_create(c.h(), name, C.nnl_module_callback(C.nnlgo_on_module),
		C.nnl_release_callback(C.nnlgo_on_release), C.uintptr_t(handle)), c)
	if err != nil {
		handle.Delete()
	}
	return module, err
}

// AddParameter adds a floating tensor that no recorded operation made to a module of NewModule; it is shared, and
// requires a gradient from now on, as torch.nn.Parameter does. A name holds no "." and is new in the module.
func (m *Module) AddParameter(name string, parameter *Tensor) error {
	c, free := cString(name)
	defer free()
	return errorOf(C.nnlgo_module_add_parameter(m.h(), c, parameter.h()), m, parameter)
}

// AddBuffer adds a tensor that requires no gradient.
func (m *Module) AddBuffer(name string, buffer *Tensor) error {
	c, free := cString(name)
	defer free()
	return errorOf(C.nnlgo_module_add_buffer(m.h(), c, buffer.h()), m, buffer)
}

// AddChild adds a module, which must not be or contain m (ErrInvalidArgument). A module that is itself a child takes no
// more children (ErrInvalidState): build from below.
func (m *Module) AddChild(name string, child *Module) error {
	c, free := cString(name)
	defer free()
	return errorOf(C.nnlgo_module_add_child(m.h(), c, child.h()), m, child)
}

//export nnlgoModule
func nnlgoModule(module C.nnl_module, count C.int64_t, inputs, output *C.nnl_tensor,
	userData C.uintptr_t) C.nnl_status {
	forward := cgo.Handle(userData).Value().(Forward)
	return guard(func() error {
		self := &Module{object{borrowed: true}}
		self.handle.Store(int64(module))
		defer self.handle.Store(0)
		return runFunction(func(inputs []*Tensor) (*Tensor, error) { return forward(self, inputs) }, count, inputs, output)
	})
}

// Function is a function of tensors.
type Function func(inputs []*Tensor) (*Tensor, error)

// Gradient is what the gradients of an operation are computed from. None of the tensors may be written to.
type Gradient struct {
	Inputs         []*Tensor
	Output         *Tensor
	OutputGradient *Tensor
	Wanted         []bool // for each input
}

// Backward gives, for each input that is wanted, a tensor of that input's shape, dtype and context, or nil for none.
type Backward func(Gradient) ([]*Tensor, error)

// operation is a custom operation as nnlite keeps it.
type operation struct {
	forward  Function
	backward Backward
}

// CustomOp runs an operation of one's own, as torch.autograd.Function: forward is called now, backward when a gradient
// comes, on the thread that walks backward. Both run without recording, on tensors cut off from the graph. At least one
// input, all of one context; a floating output is recorded where an input requires a gradient. Then inputs and output are
// saved, and changing them in place before backward is an error. With backward nil walking back is ErrNotSupported. A
// failing backward fails the walk, and no gradient changes. Errors name the operation.
func CustomOp(name string, forward Function, backward Backward, inputs ...*Tensor) (*Tensor, error) {
	if forward == nil {
		return nil, misuse(ErrInvalidArgument, "nnl_custom_op", "forward", "custom op %s: forward is nil", name)
	}
	text, free := cString(name)
	defer free()
	count, handles := handlesOf(inputs)
	handle := cgo.NewHandle(&operation{forward, backward})
	var onBackward C.nnl_backward_callback
	if backward != nil {
		onBackward = C.nnl_backward_callback(C.nnlgo_on_backward)
	}
	output, err := tensorOf(C.nnlgo_custom_op(text, count, handles, C.nnl_function_callback(C.nnlgo_on_function), onBackward,
		C.nnl_release_callback(C.nnlgo_on_release), C.uintptr_t(handle)), inputs)
	if err != nil {
		handle.Delete()
	}
	return output, err
}

//export nnlgoFunction
func nnlgoFunction(count C.int64_t, inputs, output *C.nnl_tensor, userData C.uintptr_t) C.nnl_status {
	op := cgo.Handle(userData).Value().(*operation)
	return guard(func() error { return runFunction(op.forward, count, inputs, output) })
}

// runFunction calls a function on borrowed tensors and gives its result to nnlite.
func runFunction(function Function, count C.int64_t, inputs, output *C.nnl_tensor) error {
	tensors, end := borrowed(count, inputs)
	defer end()
	made, err := function(tensors)
	if err != nil || made == nil {
		return err
	}
	defer made.Close()
	*output, err = give(made)
	return err
}

//export nnlgoBackward
func nnlgoBackward(count C.int64_t, inputs *C.nnl_tensor, output, outputGradient C.nnl_tensor, wanted *C.int32_t,
	gradients *C.nnl_tensor, userData C.uintptr_t) C.nnl_status {
	op := cgo.Handle(userData).Value().(*operation)
	return guard(func() error {
		tensors, end := borrowed(count, inputs)
		defer end()
		others, endOthers := borrowed(2, &[]C.nnl_tensor{output, outputGradient}[0])
		defer endOthers()
		given := Gradient{tensors, others[0], others[1], make([]bool, int(count))}
		for i, flag := range unsafe.Slice(wanted, int(count)) {
			given.Wanted[i] = flag != 0
		}
		made, err := op.backward(given)
		defer CloseAll(made)
		if err != nil {
			return err
		}
		if len(made) != int(count) {
			return misuse(ErrCallbackFailed, "nnl_custom_op", "backward",
				"backward gave %d gradients for %d inputs", len(made), int(count))
		}
		return giveGradients(made, given.Wanted, unsafe.Slice(gradients, int(count)))
	})
}

// giveGradients gives those that are wanted to nnlite; all or none.
func giveGradients(made []*Tensor, wanted []bool, gradients []C.nnl_tensor) error {
	for i, gradient := range made {
		if gradient == nil || !wanted[i] {
			continue
		}
		var err error
		if gradients[i], err = give(gradient); err != nil {
			for j := range i {
				C.nnlgo_tensor_release(gradients[j])
				gradients[j] = 0
			}
			return err
		}
	}
	return nil
}
