// Schedules: how learning rates, and momenta with them, go on from step to step.
#pragma once

#include <functional>
#include <span>

#include "optim/optimizer.h"

namespace nnl {

class StateReader;

/// Changes the settings of an optimizer's groups, once when it is made and then at every step. It does so
/// relative to the rates that it finds, as PyTorch does: several schedules of one optimizer, and rates that
/// are set by hand, work together. A rate that would be below 0 is 0; one that would not be finite is
/// Code::invalid_state. A failing step changes nothing, nor does a failing constructor in a Transaction.
class Schedule : public RefCounted, public Stateful {
 public:
  const char* kind() const { return kind_; }
  std::string description() const override { return kind_; }
  Optimizer& optimizer() const { return *optimizer_; }
  Context& context() const { return optimizer_->context(); }

  /// Whether a step wants a metric; only ReduceLrOnPlateau's do.
  virtual bool wants_metric() const { return false; }
  /// The step after an epoch or a batch, without a metric or with the one that it wants; otherwise
  /// Code::not_supported.
  void step();
  void step_metric(double metric);
  /// Does all of a step that can fail. What it returns makes the step, and cannot fail; it must be called
  /// before anything else happens to the schedule or its optimizer's settings, and not after them. Its
  /// argument is the metric, which a step that wants none passes over.
  virtual std::function<void(double)> prepare_step() = 0;
  /// The step to a given epoch, which may be a fraction. Only CosineAnnealingWarmRestarts takes one.
  virtual void step_epoch(double epoch);

  /// The epoch that it has come to: 0 when it is made.
  virtual int64_t last_epoch() const = 0;
  /// The rates of all groups as its last step left them; that of a group added since then is today's.
  virtual std::vector<double> last_rates() const;
  double last_rate(int64_t group) const;

 protected:
  /// `kind` is a literal, for messages.
  Schedule(const char* kind, Ref<Optimizer> optimizer) : kind_(kind), optimizer_(std::move(optimizer)) {}

  /// Puts the rates of all groups in place, which are finite and not negative; cannot fail.
  void set_rates(std::vector<double> rates) noexcept;

  /// The rates of all groups as they are.
  std::vector<double> rates() const;
  /// A setting that must be finite and at least 0.
  void check_setting(const char* name, double value) const;
  void check_at_least(const char* name, int64_t value, int64_t least) const;
  /// Rates as an entry of a state, and read from it again.
  std::pair<std::string, Tensor> rates_entry(const char* name, const std::vector<double>& rates) const;
  std::vector<double> read_rates(StateReader& reader, const char* name, size_t count) const;
  /// The entry of last_rates, and how to take it up again.
  std::pair<std::string, Tensor> last_rates_entry() const { return rates_entry("_last_lr", last_rates()); }
  std::function<void()> read_last_rates(StateReader& reader);

 private:
  const char* kind_;
  Ref<Optimizer> optimizer_;
  std::vector<double> last_rates_;
};

/// A schedule that counts epochs (or batches) from 0 and follows them alone.
class EpochSchedule : public Schedule {
 public:
  std::function<void(double)> prepare_step() override;
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

  /// What SequentialLr does with its parts: counts one step less; makes the step that a schedule makes when
  /// it is made; prepares going to epoch 0 whatever the rates are.
  void take_back() { --last_epoch_; }
  virtual void first_step();
  std::function<void(double)> prepare_begin_again() { return prepare(0, at_start()); }
  int64_t last_epoch() const override { return last_epoch_; }

 protected:
  /// New settings for the groups from 0 on; those beyond stay as they are, and all momenta if there are none.
  struct Settings {
    std::vector<double> rates;
    std::vector<double> momenta;
  };

  using Schedule::Schedule;

  /// Records the initial rates and makes the first step; the end of every constructor.
  void start();
  /// The settings of an epoch from those of the one before; `first` when the schedule is made.
  virtual Settings next(int64_t epoch, bool first) const = 0;
  /// The settings of epoch 0 from the initial rates.
  virtual Settings at_start() const = 0;
  /// Checks settings of an epoch; what it returns puts them in place, and cannot fail.
  std::function<void(double)> prepare(int64_t epoch, const Settings& settings);
  const std::vector<double>& base_rates() const { return base_rates_; }
  /// The part of a state that all have.
  std::function<void()> read_epoch(StateReader& reader);

 private:
  int64_t last_epoch_ = -1;
  std::vector<double> base_rates_;  // where the groups that were there at first started
};

}  // namespace nnl
