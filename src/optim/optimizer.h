// Optimizers: parameter groups, the step, and what a file keeps of them.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "autograd/variable.h"
#include "tensor/pending_rows.h"
#include "tensor/state.h"

namespace nnl {

class StateReader;

/// What an optimizer remembers of a parameter between steps: nothing before its first one.
struct OptimizerMemory {
  int64_t steps = 0;              // steps that it took part in, if they are counted
  std::array<Tensor, 3> buffers;  // of the parameter's dtype and shape; see OptimizerKind
  Ref<PendingRows> pending;       // steps that rows without a gradient are owed, if there were ever any
};

/// Parameters that share settings, and of these what a schedule may change.
struct ParameterGroup {
  std::vector<Variable> parameters;
  std::vector<OptimizerMemory> memory;  // one for each parameter
  double learning_rate = 0;
  double momentum = 0;                          // or Adam's beta1; 0 if there is neither
  std::optional<double> initial_learning_rate;  // that of the first schedule's start
};

/// What is particular to a kind of optimizer.
struct OptimizerKind {
  const char* name;                    // in messages, "sparse_adam"
  const char* step;                    // what a tensor's version error names, "sparse_adam step"
  const char* momentum;                // the setting that OneCycleLR cycles, or nullptr
  bool counts_steps;                   // separately for each parameter
  std::array<const char*, 3> buffers;  // their names in a state; nullptr where there is none
};

/// Updates parameters from their gradients, which it only reads. A parameter belongs to one group only.
class Optimizer : public RefCounted, public Stateful {
 public:
  const OptimizerKind& kind() const { return *kind_; }
  std::string description() const override { return kind_->name; }
  Context& context() const { return groups_[0].parameters[0].context(); }

  /// Updates every parameter that has a gradient; one that has none is passed over and does not count the
  /// step. Either all of them are updated or, on failure, none.
  void step();
  /// Brings the rows of all tables up to date in memory. Nobody sees a difference, but for later rounding.
  void settle() noexcept;
  /// Drops all gradients.
  void zero_grad();
  /// Those of all groups, in order.
  std::vector<Variable> parameters() const;

  int64_t num_groups() const { return static_cast<int64_t>(groups_.size()); }
  double learning_rate(int64_t group) const { return checked(group).learning_rate; }
  /// At least 0. What was accumulated stays as it is.
  void set_learning_rate(int64_t group, double learning_rate);
  /// The momentum of SGD and RMSprop, beta1 of the Adams. Fails with Code::not_supported if there is none.
  double momentum(int64_t group) const;
  void set_momentum(int64_t group, double momentum);
  /// Fails unless it could be set.
  void check_momentum(int64_t group, double momentum) const;
  /// Where schedules start from; the first one records it.
  std::optional<double> initial_learning_rate(int64_t group) const {
    return checked(group).initial_learning_rate;
  }
  void set_initial_learning_rate(int64_t group, double learning_rate);
  /// When the surrounding Transaction fails, rates and momenta are put back to what they are now.
  void restore_settings_on_rollback();

  /// Named as in PyTorch: "0.exp_avg", "0.step" for the parameters, counted over all groups, and
  /// "param_groups.0.lr", ".initial_lr", ".momentum" or ".beta1". Other settings are not part of it.
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 protected:
  /// One parameter's step with everything that it needs in place.
  struct Update {
    Tensor parameter;
    Gradient gradient;
    OptimizerMemory memory;  // of this step, already counted
    int64_t group;
    bool first;  // whether a buffer was made for it
  };
  /// Whether a parameter that has stepped has a buffer.
  enum class Presence { never, possible, certain };

  explicit Optimizer(const OptimizerKind& kind) : kind_(&kind) {}

  /// Checks a parameter's update and makes what it still needs; changes nothing else.
  virtual void prepare(Update& update) const = 0;
  /// Writes the parameter and the buffers; cannot fail.
  virtual void apply(const Update& update) const = 0;
  virtual Presence presence(int64_t group, size_t buffer) const = 0;
  /// Whether its steps may leave rows of a parameter pending.
  virtual bool leaves_rows_pending() const { return false; }
  /// Fails unless the momentum suits the group's settings. Only called if the kind has one.
  virtual void check_momentum_setting(int64_t group, double momentum) const = 0;

  /// Adds a group after checking that each parameter is a floating, contiguous leaf and new here.
  void add_group(std::vector<Variable> parameters, double learning_rate, double momentum);
  const ParameterGroup& group(int64_t i) const { return groups_[static_cast<size_t>(i)]; }
  /// Fails unless a setting is finite and not negative.
  void check_setting(const char* name, double value) const;
  /// Fails unless it lies in [0, 1).
  void check_beta(const char* name, double beta) const;
  /// The update's gradient, dense and contiguous.
  static void densify(Update& update) { update.gradient = update.gradient.dense().contiguous(); }
  /// Fills a buffer that is not there yet.
  static void make_buffer(Update& update, size_t buffer, double value = 0);

 private:
  const ParameterGroup& checked(int64_t group) const;
  void apply_all(std::span<const Update> updates, std::span<OptimizerMemory* const> places) const;
  /// The same, looking for what is no number; either all are applied or, if that is to fail, none.
  void apply_checked(std::span<const Update> updates, std::span<OptimizerMemory* const> places) const;
  /// Which of parameters() it is.
  int64_t number_of(const Tensor& parameter) const;
  OptimizerMemory read_memory(StateReader& reader, int64_t group, const Variable& parameter,
                              const std::string& place) const;
  std::optional<PendingRows::Stored> read_pending(StateReader& reader, const Variable& parameter,
                                                  OptimizerMemory& memory, const std::string& place) const;

  const OptimizerKind* kind_;
  std::vector<ParameterGroup> groups_;
};

/// An optimizer whose groups have settings of type Options.
template <class Options>
class OptimizerWith : public Optimizer {
 protected:
  using Optimizer::Optimizer;

  void add_group_with(std::vector<Variable> parameters, const Options& options, double momentum) {
    options_.reserve(options_.size() + 1);
    add_group(std::move(parameters), options.learning_rate, momentum);
    options_.push_back(options);
  }
  /// As they were given: the learning rate and the momentum of today are the group's.
  const Options& options(int64_t group) const { return options_[static_cast<size_t>(group)]; }

 private:
  std::vector<Options> options_;
};

}  // namespace nnl
