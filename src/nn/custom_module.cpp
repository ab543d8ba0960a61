#include "nn/custom_module.h"

#include <algorithm>
#include <unordered_set>

#include "base/transaction.h"
#include "base/utf8.h"

namespace nnl {
namespace {

/// Whether `part` is `whole` or somewhere below it.
bool contains(const Module& whole, const Module& part) {
  std::vector<const Module*> found{&whole};
  std::unordered_set<const Module*> seen{&whole};
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i] == &part) return true;
    for (const NamedModule& child : found[i]->children())
      if (seen.insert(child.module.get()).second) found.push_back(child.module.get());
  }
  return false;
}

template <class Part>
bool has_name(const std::vector<Part>& parts, const std::string& name) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
}

}  // namespace

CustomModule::CustomModule(Context& context, std::string kind, Forward forward)
    : Module(context), kind_(std::move(kind)), forward_(std::move(forward)) {
  check_name("module: the name of its kind", kind_);
}

void CustomModule::check_part(const std::string& name, const Context& context) const {
  check_name(kind_ + ": a part's name", name);
  if (name == "__metadata__")
    fail(Code::invalid_argument, "{}: a part cannot be named \"{}\", as files name their texts", kind_, name);
  if (name.find('.') != std::string::npos)
    fail(Code::invalid_argument, "{}: a part cannot be named \"{}\": \".\" stands between names", kind_,
         name);
  if (has_name(own_parameters(), name) || has_name(own_buffers(), name) || has_name(children(), name))
    fail(Code::invalid_argument, "{}: there is a part \"{}\" already", kind_, name);
  if (&context != &this->context())
    fail(Code::invalid_state, "{}: \"{}\" belongs to another context than the module", kind_, name);
}

void CustomModule::add_parameter(const std::string& name, Variable parameter) {
  check_part(name, parameter.context());
  if (!parameter.is_leaf() || !is_floating(parameter.dtype()))
    fail(parameter.is_leaf() ? Code::dtype_mismatch : Code::invalid_state,
         "{}: parameter \"{}\" must be f32 or f64 and no result of a recorded operation", kind_, name);
  Module::add_parameter(name, parameter);
  parameter.set_requires_grad(true);
}

void CustomModule::add_buffer(const std::string& name, const Variable& buffer) {
  check_part(name, buffer.context());
  if (buffer.requires_grad())
    fail(Code::invalid_state, "{}: buffer \"{}\" requires a gradient; detach it first", kind_, name);
  Module::add_buffer(name, buffer);
}

void CustomModule::add_child(const std::string& name, const Ref<Module>& child) {
  check_part(name, child->context());
  if (contains(*child, *this))
    fail(Code::invalid_argument, "{}: \"{}\" is the module itself or contains it", kind_, name);
  Module::add_child(name, child);
}

Variable CustomModule::apply(std::span<const Variable> inputs) {
  if (!forward_) fail(Code::not_supported, "{}: it has no forward of its own; run its children", kind_);
  Transaction run(Transaction::Scope::run);
  try {
    Variable y = forward_(*this, inputs);
    if (&y.context() != &context())
      fail(Code::invalid_state, "the output belongs to another context than the module");
    run.commit();
    return y;
  } catch (Error& error) {
    error.add_place(kind_);
    throw;
  }
}

}  // namespace nnl
