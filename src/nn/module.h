// A module: parameters, buffers, children and a forward.
#pragma once

#include <atomic>
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

/// Is told what each module gives that runs on its thread within a scope.
class ForwardObserver {
 public:
  virtual ~ForwardObserver() = default;
  virtual void ran(const Module& module, const Variable& output) = 0;

  /// Whether this thread has one.
  static bool present();

  /// Observes while it lives.
  class Scope {
   public:
    explicit Scope(ForwardObserver& observer);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    ForwardObserver* before_;
  };
};

/// A layer or a tree of layers, at most 256 deep and of at most 2^20 places. Starts in training mode. Names
/// are PyTorch's ("0.weight").
class Module : public RefCounted {
 public:
  explicit Module(Context& context) : context_(&context) {}
  ~Module() override;

  Context& context() const { return *context_; }
  /// The layer's name for people, such as "BatchNorm1d".
  virtual const char* kind() const = 0;
  /// Runs it. A failure names this layer and leaves nothing changed inside a Transaction. An input that is no
  /// variable is absent, which only modules that say so may take. At most 1,024 modules run inside each
  /// other.
  Variable forward(std::span<const Variable> inputs);
  Variable forward(const Variable& x) { return forward(std::span(&x, 1)); }
  /// Whether it can run in one pass with the module behind it.
  virtual bool joins(const Module& next) const;
  /// What `next`, which it joins, makes of forward(x): the same bits, but `next` itself does not run. So it
  /// is not for a thread that has an observer.
  Variable forward_joined(const Variable& x, const Module& next);
  /// Whether input number `index`, not the first, may be absent.
  virtual bool may_be_absent(size_t index) const;

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
  /// Parameters, then buffers.
  std::vector<NamedVariable> tensors() const;
  const std::vector<NamedModule>& children() const { return children_; }
  /// Those of this module alone, under their own names.
  const std::vector<NamedVariable>& own_parameters() const { return parameters_; }
  const std::vector<NamedVariable>& own_buffers() const { return buffers_; }

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
  /// What `next` makes of the result, for one that it joins.
  virtual Variable apply_joined(const Variable& x, const Module& next);
  Variable add_parameter(const char* name, Tensor tensor);
  Tensor add_buffer(const char* name, Tensor tensor);
  /// The same with a variable that is there already and shared from now on.
  void add_parameter(std::string name, Variable parameter);
  void add_buffer(std::string name, Variable buffer);
  /// Fails with Code::not_supported if the tree would be too deep or too large, and with Code::invalid_state
  /// once this module is itself a child: those above know how large it is.
  void add_child(std::string name, const Ref<Module>& child);

 private:
  friend class KeptModes;

  /// Runs it, joined with `next` if there is one.
  Variable run_with(std::span<const Variable> inputs, const Module* next);

  template <class Own>
  void collect(const std::string& prefix, Own own, std::vector<NamedVariable>& out) const;

  Ref<Context> context_;
  bool training_ = true;
  std::vector<NamedVariable> parameters_;
  std::vector<NamedVariable> buffers_;
  std::vector<NamedModule> children_;
  int depth_ = 1;        // of the tree from here down
  int64_t modules_ = 1;  // in it, each as often as it occurs
  std::atomic<int64_t> parents_{0};
};

/// Puts the modes of a module and of all below it back to what they were when this was made.
class KeptModes {
 public:
  explicit KeptModes(Module& module) { keep(module); }
  ~KeptModes() {
    for (const auto& [module, training] : modes_) module->training_ = training;
  }
  KeptModes(const KeptModes&) = delete;
  KeptModes& operator=(const KeptModes&) = delete;

 private:
  void keep(Module& module);

  std::vector<std::pair<Ref<Module>, bool>> modes_;
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
