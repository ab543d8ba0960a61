// Schedules that multiply the rates, and the warm-up.
#pragma once

#include <map>

#include "optim/schedule.h"

namespace nnl {

/// Times gamma after every step_size epochs.
class StepLr final : public EpochSchedule {
 public:
  StepLr(Ref<Optimizer> optimizer, int64_t step_size, double gamma = 0.1);

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override { return {base_rates(), {}}; }

  int64_t step_size_;
  double gamma_;
};

/// Times gamma at each of the milestones, which are not negative, in any order; one that stands there n times
/// counts n times.
class MultiStepLr final : public EpochSchedule {
 public:
  MultiStepLr(Ref<Optimizer> optimizer, std::span<const int64_t> milestones, double gamma = 0.1);

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override { return scaled(base_rates(), 0); }
  Settings scaled(std::vector<double> rates, int64_t epoch) const;

  std::map<int64_t, int64_t> milestones_;  // with how often each stands there
  double gamma_;
};

/// Times gamma after every epoch.
class ExponentialLr final : public EpochSchedule {
 public:
  ExponentialLr(Ref<Optimizer> optimizer, double gamma);

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override { return {base_rates(), {}}; }

  double gamma_;
};

/// A factor that goes from start_factor, in (0, 1], to end_factor, in [0, 1], in total_iters even steps: a
/// warm-up, usually.
class LinearLr final : public EpochSchedule {
 public:
  LinearLr(Ref<Optimizer> optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
           int64_t total_iters = 5);

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override;

  double start_factor_, end_factor_;
  int64_t total_iters_;
};

}  // namespace nnl
