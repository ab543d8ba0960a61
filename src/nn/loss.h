// Losses as modules, with the names of torch.nn: of a prediction and its target, or of what is compared.
#pragma once

#include "nn/module.h"

namespace nnl {

/// A module that hands exactly `inputs` inputs to one function, a callable
/// Variable(std::span<const Variable>). Constants of the loss are its buffers.
template <class Function>
class Loss final : public Module {
 public:
  /// `kind` and the names are string literals; constants may be empty, for none.
  Loss(Context& context, const char* kind, size_t inputs,
       std::initializer_list<std::pair<const char*, Tensor>> constants, Function function)
      : Module(context), kind_(kind), inputs_(inputs), function_(std::move(function)) {
    for (const auto& [name, tensor] : constants) {
      if (!tensor) continue;
      if (&tensor.context() != &context)
        fail(Code::invalid_state, "{}: {} belongs to another context", kind, name);
      if (!is_floating(tensor.dtype()))
        fail(Code::dtype_mismatch, "{}: {} must be f32 or f64, not {}", kind, name, name_of(tensor.dtype()));
      add_buffer(name, tensor);
    }
  }
  const char* kind() const override { return kind_; }

 private:
  Variable apply(std::span<const Variable> inputs) override {
    if (inputs.size() != inputs_)
      fail(Code::invalid_argument, "{}: {} inputs given, {} wanted", kind_, inputs.size(), inputs_);
    return function_(inputs);
  }

  const char* kind_;
  size_t inputs_;
  Function function_;
};

template <class Function>
Ref<Module> make_loss(Context& context, const char* kind, size_t inputs,
                      std::initializer_list<std::pair<const char*, Tensor>> constants, Function function) {
  return Ref<Module>(new Loss<Function>(context, kind, inputs, constants, std::move(function)));
}

}  // namespace nnl
