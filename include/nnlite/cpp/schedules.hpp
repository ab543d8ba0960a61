// Schedules of the learning rate.
#pragma once

#include <cstdint>
#include <vector>

#include <nnlite/cpp/learning.hpp>

namespace nnlite {

/// Changes the learning rates of an optimizer, which it shares, when it is made and at every step.
class Schedule : public detail::Handle<nnl_schedule_release> {
 public:
  Schedule() = default;

  /// The next epoch (or batch), after the optimizer's steps.
  void step() const { check(nnl_schedule_step(handle())); }
  /// The epoch that it has come to, from 0.
  std::int64_t last_epoch() const { return detail::get<std::int64_t>(nnl_schedule_last_epoch, handle()); }
  /// The rate of a group as the last step left it.
  double last_learning_rate(std::int64_t group = 0) const {
    return detail::get<double>(nnl_schedule_last_learning_rate, handle(), group);
  }

 protected:
  using Handle::Handle;
};

/// Times gamma after every step_size epochs.
class StepLr : public Schedule {
 public:
  StepLr(const Optimizer& optimizer, std::int64_t step_size, double gamma = 0.1)
      : Schedule(nnl_step_lr_create, optimizer.handle(), step_size, gamma) {}
};

/// Times gamma at each milestone.
class MultiStepLr : public Schedule {
 public:
  MultiStepLr(const Optimizer& optimizer, const std::vector<std::int64_t>& milestones, double gamma = 0.1)
      : Schedule(nnl_multi_step_lr_create, optimizer.handle(), detail::count_of(milestones),
                 milestones.data(), gamma) {}
};

/// Times gamma after every epoch.
class ExponentialLr : public Schedule {
 public:
  ExponentialLr(const Optimizer& optimizer, double gamma)
      : Schedule(nnl_exponential_lr_create, optimizer.handle(), gamma) {}
};

/// A warm-up: a factor that goes from start_factor to end_factor in total_iters even steps.
class LinearLr : public Schedule {
 public:
  explicit LinearLr(const Optimizer& optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
                    std::int64_t total_iters = 5)
      : Schedule(nnl_linear_lr_create, optimizer.handle(), start_factor, end_factor, total_iters) {}
};

/// Half a cosine from the initial rate to eta_min in t_max epochs.
class CosineAnnealingLr : public Schedule {
 public:
  CosineAnnealingLr(const Optimizer& optimizer, std::int64_t t_max, double eta_min = 0)
      : Schedule(nnl_cosine_annealing_lr_create, optimizer.handle(), t_max, eta_min) {}
};

/// Half cosines, each t_mult times as long as the one before.
class CosineAnnealingWarmRestarts : public Schedule {
 public:
  CosineAnnealingWarmRestarts(const Optimizer& optimizer, std::int64_t t_0, std::int64_t t_mult = 1,
                              double eta_min = 0)
      : Schedule(nnl_cosine_annealing_warm_restarts_create, optimizer.handle(), t_0, t_mult, eta_min) {}

  using Schedule::step;
  /// To a given epoch, which may be a fraction.
  void step(double epoch) const { check(nnl_schedule_step_epoch(handle(), epoch)); }
};

/// How OneCycleLr goes from one value to another.
enum class Annealing : std::int32_t { cosine = NNL_ANNEALING_COSINE, linear = NNL_ANNEALING_LINEAR };

/// OneCycleLR's settings.
struct OneCycleLrOptions {
  double pct_start = 0.3;
  Annealing annealing = Annealing::cosine;
  bool cycle_momentum = true;
  double base_momentum = 0.85;
  double max_momentum = 0.95;
  double div_factor = 25;
  double final_div_factor = 1e4;
  bool three_phase = false;

  /// As nnlite.h has it.
  nnl_one_cycle_lr_options c() const {
    auto c = detail::defaults(nnl_one_cycle_lr_options_init);
    c.pct_start = pct_start;
    c.annealing = static_cast<std::int32_t>(annealing);
    c.cycle_momentum = cycle_momentum;
    c.base_momentum = base_momentum;
    c.max_momentum = max_momentum;
    c.div_factor = div_factor;
    c.final_div_factor = final_div_factor;
    c.three_phase = three_phase;
    return c;
  }
};

/// Up to max_lr and down again, with the momentum the other way.
class OneCycleLr : public Schedule {
 public:
  OneCycleLr(const Optimizer& optimizer, double max_lr, std::int64_t total_steps,
             const OneCycleLrOptions& options = {})
      : OneCycleLr(optimizer, std::vector<double>{max_lr}, total_steps, options) {}
  /// A max_lr for each group.
  OneCycleLr(const Optimizer& optimizer, const std::vector<double>& max_lr, std::int64_t total_steps,
             const OneCycleLrOptions& options = {})
      : Schedule(nnl_one_cycle_lr_create, optimizer.handle(), static_cast<std::int64_t>(max_lr.size()),
                 max_lr.data(), total_steps, detail::address(options.c())) {}
};

/// Whether less or more of a metric is better.
enum class PlateauMode : std::int32_t { min = NNL_PLATEAU_MIN, max = NNL_PLATEAU_MAX };
/// Whether a threshold is a part of the best metric so far or is added to it.
enum class ThresholdMode : std::int32_t { relative = NNL_THRESHOLD_REL, absolute = NNL_THRESHOLD_ABS };

/// ReduceLROnPlateau's settings.
struct ReduceLrOnPlateauOptions {
  PlateauMode mode = PlateauMode::min;
  double factor = 0.1;
  std::int64_t patience = 10;
  double threshold = 1e-4;
  ThresholdMode threshold_mode = ThresholdMode::relative;
  std::int64_t cooldown = 0;
  std::vector<double> min_lr = {};  ///< one for all groups, one for each, or none: 0
  double eps = 1e-8;

  /// As nnlite.h has it, but for min_lr.
  nnl_reduce_lr_on_plateau_options c() const {
    auto c = detail::defaults(nnl_reduce_lr_on_plateau_options_init);
    c.mode = static_cast<std::int32_t>(mode);
    c.factor = factor;
    c.patience = patience;
    c.threshold = threshold;
    c.threshold_mode = static_cast<std::int32_t>(threshold_mode);
    c.cooldown = cooldown;
    c.eps = eps;
    return c;
  }
};

/// Times `factor` when a metric no longer improves.
class ReduceLrOnPlateau : public Schedule {
 public:
  explicit ReduceLrOnPlateau(const Optimizer& optimizer, const ReduceLrOnPlateauOptions& options = {})
      : Schedule(nnl_reduce_lr_on_plateau_create, optimizer.handle(),
                 static_cast<std::int64_t>(options.min_lr.size()), options.min_lr.data(),
                 detail::address(options.c())) {}

  /// The next epoch, in which the metric was so much.
  void step(double metric) const { check(nnl_schedule_step_metric(handle(), metric)); }
};

/// Schedules that were just made, one after another: schedule i + 1 begins at step milestones[i].
class SequentialLr : public Schedule {
 public:
  SequentialLr(const std::vector<Schedule>& schedules, const std::vector<std::int64_t>& milestones)
      : Schedule([&](std::int64_t* out) {
          if (milestones.size() + 1 != schedules.size())
            throw Error(NNL_INVALID_ARGUMENT, "there must be one milestone less than schedules",
                        "nnl_sequential_lr_create", "milestones");
          const auto handles = detail::handles(schedules);
          return nnl_sequential_lr_create(detail::count_of(handles), handles.data(), milestones.data(), out);
        }) {}
};

}  // namespace nnlite
