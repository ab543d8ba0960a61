#include "autograd/variable.h"

#include "autograd/grad_mode.h"
#include "autograd/node.h"

namespace nnl {
namespace {

thread_local bool recording = true;

}  // namespace

bool grad_enabled() { return recording; }
void set_grad_enabled(bool enabled) { recording = enabled; }

VariableState::VariableState(Tensor&& values) : data(std::move(values)) {}
VariableState::~VariableState() = default;

Variable::Variable(Tensor&& data, bool requires_grad) : state_(make_ref<VariableState>(std::move(data))) {
  if (requires_grad) set_requires_grad(true);
}

Variable::Variable(Tensor&& data, Ref<Node> node) : state_(make_ref<VariableState>(std::move(data))) {
  state_->requires_grad = true;
  state_->node = std::move(node);
}

void Variable::set_requires_grad(bool requires_grad) {
  if (!is_leaf())
    fail(Code::invalid_state, "requires_grad: the tensor is the result of {}; detach it first", node()->op());
  if (requires_grad && !is_floating(dtype()))
    fail(Code::dtype_mismatch, "requires_grad: f32 or f64 wanted, not {}", name_of(dtype()));
  state_->requires_grad = requires_grad;
}

}  // namespace nnl
