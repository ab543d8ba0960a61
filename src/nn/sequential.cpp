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
}

Variable Sequential::run(const Variable& x) {
  Transaction all;
  Variable y = x;
  for (const NamedModule& child : children()) {
    try {
      y = child.module->forward(y);
    } catch (Error& error) {
      error.add_place("layer " + child.name + " (" + child.module->kind() + ")");
      throw;
    }
  }
  all.commit();
  return y;
}

}  // namespace nnl
