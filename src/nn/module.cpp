#include "nn/module.h"

#include <algorithm>

#include "autograd/number_check.h"
#include "nn/layer_scope.h"

namespace nnl {
namespace {

thread_local ForwardObserver* observer = nullptr;

/// Counts the modules that run inside each other on this thread. A tree is bounded, but modules that run
/// others as they please are not, and the stack is.
class Nesting {
 public:
  explicit Nesting(const Module& module) {
    constexpr int most = 1024;
    if (running == most)
      fail(Code::not_supported, "{}: {} modules run inside each other, which are the most", module.kind(),
           most);
    ++running;
  }
  ~Nesting() { --running; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  static thread_local int running;
};
thread_local int Nesting::running = 0;

}  // namespace

bool ForwardObserver::present() { return observer; }

ForwardObserver::Scope::Scope(ForwardObserver& observing) : before_(observer) { observer = &observing; }

ForwardObserver::Scope::~Scope() { observer = before_; }

Module::~Module() {
  for (const NamedModule& child : children_) --child.module->parents_;
}

Variable Module::forward(std::span<const Variable> inputs) { return run_with(inputs, nullptr); }

Variable Module::forward_joined(const Variable& x, const Module& next) {
  return run_with(std::span(&x, 1), &next);
}

Variable Module::run_with(std::span<const Variable> inputs, const Module* next) {
  if (inputs.empty()) fail(Code::invalid_argument, "{}: no input", kind());
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i] && (i == 0 || !may_be_absent(i)))
      fail(Code::invalid_handle, "{}: input {} is absent", kind(), i);
    if (inputs[i] && &inputs[i].context() != context_.get())
      fail(Code::invalid_state, "{}: the input belongs to another context than the module", kind());
  }
  const Nesting nesting(*this);
  const bool outermost = observed() && !LayerName::running();
  const LayerScope scope(*this);
  if (outermost) [[unlikely]]
    check_given("", NumberPass::forward, inputs, LayerName::running());
  Variable y = next ? apply_joined(inputs[0], *next) : apply(inputs);
  if (observer) observer->ran(*this, y);
  return y;
}

bool Module::joins(const Module& /*next*/) const { return false; }

Variable Module::apply_joined(const Variable& /*x*/, const Module& next) {
  fail(Code::internal, "{}: it does not join {}", kind(), next.kind());
}

bool Module::may_be_absent(size_t /*index*/) const { return false; }

Variable Layer::apply(std::span<const Variable> inputs) {
  if (inputs.size() != 1)
    fail(Code::invalid_argument, "{}: {} inputs given, 1 wanted", kind(), inputs.size());
  return run(inputs[0]);
}

void Module::train(bool training) {
  training_ = training;
  for (const NamedModule& child : children_) child.module->train(training);
}

void KeptModes::keep(Module& module) {
  modes_.emplace_back(&module, module.training_);
  for (const NamedModule& child : module.children_) keep(*child.module);
}

void Module::set_requires_grad(bool requires_grad) {
  for (NamedVariable& parameter : parameters()) parameter.variable.set_requires_grad(requires_grad);
}

void Module::zero_grad() {
  for (NamedVariable& parameter : parameters()) parameter.variable.clear_grad();
}

template <class Own>
void Module::collect(const std::string& prefix, Own own, std::vector<NamedVariable>& out) const {
  for (const NamedVariable& entry : this->*own) out.push_back({prefix + entry.name, entry.variable});
  for (const NamedModule& child : children_) child.module->collect(prefix + child.name + ".", own, out);
}

std::vector<NamedVariable> Module::parameters() const {
  std::vector<NamedVariable> out;
  collect("", &Module::parameters_, out);
  return out;
}

std::vector<NamedVariable> Module::buffers() const {
  std::vector<NamedVariable> out;
  collect("", &Module::buffers_, out);
  return out;
}

std::vector<NamedVariable> Module::tensors() const {
  std::vector<NamedVariable> all = parameters();
  for (NamedVariable& buffer : buffers()) all.push_back(std::move(buffer));
  return all;
}

Ref<Module> Module::copy() const {
  const Ref<Module> made = duplicate();
  if (!made) fail(Code::not_supported, "{}: this kind of module cannot be copied", kind());
  made->training_ = training_;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    copy_into(parameters_[i].variable.data(), made->parameters_[i].variable.data());
    made->parameters_[i].variable.set_requires_grad(parameters_[i].variable.requires_grad());
  }
  for (size_t i = 0; i < buffers_.size(); ++i)
    copy_into(buffers_[i].variable.data(), made->buffers_[i].variable.data());
  return made;
}

Ref<Module> Module::folded(int /*dimensions*/, const Tensor& /*scale*/, const Tensor& /*shift*/) const {
  return {};
}

Variable Module::add_parameter(const char* name, Tensor tensor) {
  parameters_.push_back({name, Variable(std::move(tensor), true)});
  return parameters_.back().variable;
}

Tensor Module::add_buffer(const char* name, Tensor tensor) {
  buffers_.push_back({name, Variable(std::move(tensor))});
  return buffers_.back().variable.data();
}

void Module::add_parameter(std::string name, Variable parameter) {
  parameters_.push_back({std::move(name), std::move(parameter)});
}

void Module::add_buffer(std::string name, Variable buffer) {
  buffers_.push_back({std::move(name), std::move(buffer)});
}

void Module::add_child(std::string name, const Ref<Module>& child) {
  constexpr int most_depth = 256;
  constexpr int64_t most_modules = int64_t{1} << 20;
  if (parents_ > 0)
    fail(Code::invalid_state, "{}: it is a child itself and takes no more children; add them before", kind());
  if (child->depth_ >= most_depth)
    fail(Code::not_supported, "{}: modules nest at most {} deep", kind(), most_depth);
  if (modules_ + child->modules_ > most_modules)
    fail(Code::not_supported, "{}: a tree of modules has at most {} places", kind(), most_modules);
  children_.push_back({std::move(name), child});
  depth_ = std::max(depth_, child->depth_ + 1);
  modules_ += child->modules_;
  ++child->parents_;
}

}  // namespace nnl
