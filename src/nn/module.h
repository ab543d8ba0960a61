// A module: parameters, buffers, children and a forward.
#pragma once

#include <string>
#include <vector>

#include "ops/ops.h"

namespace nnl {

struct NamedVariable {
  std::string name;
  Variable variable;
};

class Module;
struct NamedModule {
  std::string name;
  Ref<Module> module;
};

/// A layer or a tree of layers, at most 256 deep and of at most 2^20 places. Starts in training mode. Names
/// are PyTorch's ("0.weight").
class Module : public RefCounted {
 public:
  explicit Module(Context& context) : context_(&context) {}

  Context& context() const { return *context_; }
  /// The layer's name for people, such as "BatchNorm1d".
  virtual const char* kind() const = 0;
  /// Runs it. A failure names this layer and leaves nothing changed inside a Transaction.
  Variable forward(std::span<const Variable> inputs);
  Variable forward(const Variable& x) { return forward(std::span(&x, 1)); }

  bool training() const { return training_; }
  /// Sets training (true) or inference mode of this module and all below.
  void train(bool training);
  /// Freezes or unfreezes all parameters.
  void set_requires_grad(bool requires_grad);
  void zero_grad();

  /// All parameters (buffers) of this module and those below, in order, under their full names. A module or
  /// parameter that occurs twice is listed at each of its names.
  std::vector<NamedVariable> parameters() const;
  std::vector<NamedVariable> buffers() const;
  const std::vector<NamedModule>& children() const { return children_; }

  /// A module of its own that is like this one, with copies of its parameters and buffers, in the same modes.
  /// Fails with Code::not_supported for a kind that cannot be copied.
  Ref<Module> copy() const;
  /// A layer for inference that gives what this one gives, times scale[c] plus shift[c] for channel c (f64,
  /// one for each), as a batch norm of that many dimensions behind it would; or none where there is no such
  /// layer. It refuses an input that would make something else than its output channels axis 1.
  virtual Ref<Module> folded(int dimensions, const Tensor& scale, const Tensor& shift) const;

 protected:
  /// The copy, but for its modes and the elements of its own tensors; none for a kind that cannot be copied.
  virtual Ref<Module> duplicate() const { return {}; }
  /// At least one input; how many more is the module's affair.
  virtual Variable apply(std::span<const Variable> inputs) = 0;
  Variable add_parameter(const char* name, Tensor tensor);
  Tensor add_buffer(const char* name, Tensor tensor);
  /// Fails with Code::not_supported if the tree would be too deep or too large.
  void add_child(std::string name, Ref<Module> child);

 private:
  template <class Own>
  void collect(const std::string& prefix, Own own, std::vector<NamedVariable>& out) const;

  Ref<Context> context_;
  bool training_ = true;
  std::vector<NamedVariable> parameters_;
  std::vector<NamedVariable> buffers_;
  std::vector<NamedModule> children_;
  int depth_ = 1;        // of the tree from here down
  int64_t modules_ = 1;  // in it, each as often as it occurs
};

/// A module with one input.
class Layer : public Module {
 public:
  using Module::Module;

 protected:
  virtual Variable run(const Variable& x) = 0;

 private:
  Variable apply(std::span<const Variable> inputs) final;
};

}  // namespace nnl
