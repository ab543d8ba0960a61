#include "nn/sequential.h"

#include "base/transaction.h"

namespace nnl {

Sequential::Sequential(Context& context, const std::vector<Ref<Module>>& modules) : Module(context) {
  for (const Ref<Module>& module : modules) {
    if (&module->context() != &context)
      fail(Code::invalid_state, "Sequential: module {} ({}) belongs to another context", children().size(),
           module->kind());
    add_child(std::to_string(children().size()), module);
  }
  for (size_t i = 0; i < modules.size(); ++i)
    joined_.push_back(i + 1 < modules.size() && modules[i]->joins(*modules[i + 1]));
}

bool Sequential::may_be_absent(size_t index) const {
  return !children().empty() && children().front().module->may_be_absent(index);
}

Variable Sequential::apply(std::span<const Variable> inputs) {
  if (children().empty() && inputs.size() != 1)
    fail(Code::invalid_argument, "Sequential: {} inputs given to an empty one, 1 wanted", inputs.size());
  Transaction all;
  Variable y = inputs[0];
  for (size_t i = 0; i < children().size(); ++i) {
    const NamedModule& child = children()[i];
    const bool sole = i > 0 || inputs.size() == 1;
    try {
      if (!sole) {
        y = child.module->forward(inputs);
      } else if (joined_[i] && !ForwardObserver::present()) {
        y = child.module->forward_joined(y, *children()[++i].module);
      } else {
        y = child.module->forward(y);
      }
    } catch (Error& error) {
      error.add_place("layer " + child.name + " (" + child.module->kind() + ")");
      throw;
    }
  }
  all.commit();
  return y;
}

Ref<Module> Sequential::duplicate() const {
  std::vector<Ref<Module>> modules;
  for (const NamedModule& child : children()) modules.push_back(child.module->copy());
  return make_ref<Sequential>(context(), modules);
}

}  // namespace nnl
