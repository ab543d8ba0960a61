#include "tensor/state.h"

namespace nnl {

Tensor find(const State& state, const std::string& name) {
  for (const auto& [found, tensor] : state)
    if (found == name) return tensor;
  return {};
}

Tensor expect(const char* owner, const State& state, const std::string& name, DType dtype,
              const Dims& shape) {
  const Tensor tensor = find(state, name);
  if (!tensor) fail(Code::not_found, "{}: its state has no \"{}\"", owner, name);
  if (tensor.dtype() != dtype)
    fail(Code::dtype_mismatch, "{}: \"{}\" of its state is {}, not {}", owner, name, name_of(tensor.dtype()),
         name_of(dtype));
  if (!(tensor.shape() == shape))
    fail(Code::shape_mismatch, "{}: \"{}\" of its state has shape {}, not {}", owner, name,
         to_string(tensor.shape()), to_string(shape));
  return tensor;
}

}  // namespace nnl
