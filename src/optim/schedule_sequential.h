#pragma once

#include "optim/schedule.h"

namespace nnl {

/// Schedules of one optimizer, one after another. The first one works until step milestones[0]; at that step
/// the second one sets the rates to its own epoch 0, and works until step milestones[1]; and so on. The rates
/// start at the initial ones, whatever the schedules did when they were made. Milestones are at least 1 and
/// do not descend. Inside a Transaction a failing constructor changes nothing. Unlike in PyTorch, none of the
/// schedules may itself be a SequentialLr.
class SequentialLr final : public Schedule {
 public:
  /// One milestone less than schedules; all were just made.
  SequentialLr(std::vector<Ref<Schedule>> schedules, std::vector<int64_t> milestones);
  std::function<void(double)> prepare_step() override;
  int64_t last_epoch() const override { return last_epoch_; }
  std::vector<double> last_rates() const override { return schedules_[at(last_epoch_)]->last_rates(); }
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 private:
  /// Which schedule makes a step.
  size_t at(int64_t epoch) const;

  std::vector<Ref<EpochSchedule>> schedules_;
  std::vector<int64_t> milestones_;
  int64_t last_epoch_ = 0;
};

}  // namespace nnl
