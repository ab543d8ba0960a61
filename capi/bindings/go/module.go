package nnlite

// #include "raw.h"
import "C"

import "iter"

// Module is a layer, a loss, or several modules as one. Its tensors are shared with those that Parameters and the like
// return.
type Module struct{ object }

func releaseModule(handle int64) { C.nnlgo_module_release(C.nnl_module(handle)) }

func newModule(handle C.int64_t) *Module {
	module := &Module{}
	return own(module, &module.object, int64(handle), releaseModule)
}

func moduleOf(r C.nnlgo_integer, keep ...any) (*Module, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, err
	}
	return newModule(r.value), nil
}

func (m *Module) h() C.nnl_module {
	if m == nil {
		return 0
	}
	return C.nnl_module(m.handle.Load())
}

// Close ends the handle; the module lives on while others use it.
func (m *Module) Close() {
	if m != nil {
		m.close(releaseModule)
	}
}

// Forward runs the module on one input or several, in the module's order; nil is an absent one, where the module allows
// it. In training mode batch norms move their running statistics. A Sequential hands all inputs to its first module.
// Another number than the module takes is ErrInvalidArgument.
func (m *Module) Forward(inputs ...*Tensor) (*Tensor, error) {
	if len(inputs) == 1 {
		return tensorOf(C.nnlgo_module_forward(m.h(), inputs[0].h()), m, inputs[0])
	}
	count, handles := handlesOf(inputs)
	return tensorOf(C.nnlgo_module_forward_inputs(m.h(), count, handles), m, inputs)
}

// Train puts the module and all below it into training mode, in which modules are made, or with false into inference
// mode.
func (m *Module) Train(training bool) error {
	return errorOf(C.nnlgo_module_train(m.h(), flag(training)), m)
}

// Eval is Train(false).
func (m *Module) Eval() error { return m.Train(false) }

// IsTraining tells the module's own mode.
func (m *Module) IsTraining() (bool, error) { return boolOf(C.nnlgo_module_is_training(m.h()), m) }

// SetRequiresGrad freezes (false) or unfreezes all parameters.
func (m *Module) SetRequiresGrad(required bool) error {
	return errorOf(C.nnlgo_module_set_requires_grad(m.h(), flag(required)), m)
}

// ZeroGrad drops all gradients.
func (m *Module) ZeroGrad() error { return errorOf(C.nnlgo_module_zero_grad(m.h()), m) }

// Share is another object for the same module.
func (m *Module) Share() (*Module, error) { return moduleOf(C.nnlgo_module_share(m.h()), m) }

// Context is the one that the module lives in, nil being the default one, so that a callback can make more there.
func (m *Module) Context() (*Context, error) { return contextOf(C.nnlgo_module_context(m.h()), m) }

// Kind is the module's name for people, such as "BatchNorm1d".
func (m *Module) Kind() (string, error) { return textOf(C.nnlgo_module_kind(m.h()), m) }

// NamedTensor is a parameter or buffer with PyTorch's name, such as "0.weight".
type NamedTensor struct {
	Name   string
	Tensor *Tensor
}

// NamedModule is a child and its name in the module above.
type NamedModule struct {
	Name   string
	Module *Module
}

// Parameters are the module's parameters in order, for an optimizer.
func (m *Module) Parameters() ([]*Tensor, error) { return tensorsOf(m.NamedParameters()) }

// Buffers are the module's buffers in order.
func (m *Module) Buffers() ([]*Tensor, error) { return tensorsOf(m.NamedBuffers()) }

func tensorsOf(named iter.Seq2[NamedTensor, error]) ([]*Tensor, error) {
	var tensors []*Tensor
	for one, err := range named {
		if err != nil {
			CloseAll(tensors)
			return nil, err
		}
		tensors = append(tensors, one.Tensor)
	}
	return tensors, nil
}

// NamedParameters walks the parameters in order; an error ends the walk.
func (m *Module) NamedParameters() iter.Seq2[NamedTensor, error] {
	return indexed(func() (int, error) {
		return intOf(C.nnlgo_module_num_parameters(m.h()), m)
	}, func(i int) (NamedTensor, error) {
		name, err := textOf(C.nnlgo_module_parameter_name(m.h(), C.int64_t(i)), m)
		if err != nil {
			return NamedTensor{}, err
		}
		tensor, err := tensorOf(C.nnlgo_module_parameter(m.h(), C.int64_t(i)), m)
		return NamedTensor{name, tensor}, err
	})
}

// NamedBuffers walks the buffers in order; an error ends the walk.
func (m *Module) NamedBuffers() iter.Seq2[NamedTensor, error] {
	return indexed(func() (int, error) {
		return intOf(C.nnlgo_module_num_buffers(m.h()), m)
	}, func(i int) (NamedTensor, error) {
		name, err := textOf(C.nnlgo_module_buffer_name(m.h(), C.int64_t(i)), m)
		if err != nil {
			return NamedTensor{}, err
		}
		tensor, err := tensorOf(C.nnlgo_module_buffer(m.h(), C.int64_t(i)), m)
		return NamedTensor{name, tensor}, err
	})
}

// NamedChildren walks the children in order, those of a Sequential being "0", "1", ...; an error ends the walk.
func (m *Module) NamedChildren() iter.Seq2[NamedModule, error] {
	return indexed(func() (int, error) {
		return intOf(C.nnlgo_module_num_children(m.h()), m)
	}, func(i int) (NamedModule, error) {
		name, err := textOf(C.nnlgo_module_child_name(m.h(), C.int64_t(i)), m)
		if err != nil {
			return NamedModule{}, err
		}
		child, err := moduleOf(C.nnlgo_module_child(m.h(), C.int64_t(i)), m)
		return NamedModule{name, child}, err
	})
}

// indexed walks what is asked for by index.
func indexed[T any](count func() (int, error), at func(int) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		size, err := count()
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for i := range size {
			one, err := at(i)
			if !yield(one, err) || err != nil {
				return
			}
		}
	}
}

// Tensor is the parameter or buffer of that name, or ErrNotFound.
func (m *Module) Tensor(name string) (*Tensor, error) {
	c, free := cString(name)
	defer free()
	return tensorOf(C.nnlgo_module_tensor(m.h(), c), m)
}

// Save writes all parameters and buffers to a safetensors file, under their names. The file appears whole or not at
// all, written first under a name beginning with ".nnlite-" in the same folder.
func (m *Module) Save(path string) error {
	c, free := cString(path)
	defer free()
	return errorOf(C.nnlgo_module_save(m.h(), c), m)
}

// Load reads them back. The file must hold exactly the module's names, dtypes and shapes; otherwise nothing is changed.
// Only a "num_batches_tracked" may be missing, and becomes 0. Files are not trusted.
func (m *Module) Load(path string) error {
	c, free := cString(path)
	defer free()
	return errorOf(C.nnlgo_module_load(m.h(), c), m)
}

// Summary is a table for people: a line for each module, nested ones indented, with its kind, the shape of its output
// when the module runs on the inputs, and the elements of its own parameters; then all parameters and the trainable
// ones. The run is not recorded, and what it changes is undone.
func (m *Module) Summary(inputs ...*Tensor) (string, error) {
	count, handles := handlesOf(inputs)
	return textOf(C.nnlgo_module_summary(m.h(), count, handles), m, inputs)
}
