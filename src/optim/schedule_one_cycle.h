#pragma once

#include "optim/schedule.h"

namespace nnl {

enum class Annealing { cosine, linear };

/// Settings of torch.optim.lr_scheduler.OneCycleLR with its defaults.
struct OneCycleOptions {
  double pct_start = 0.3;
  Annealing annealing = Annealing::cosine;
  bool cycle_momentum = true;
  double base_momentum = 0.85;
  double max_momentum = 0.95;
  double div_factor = 25;
  double final_div_factor = 1e4;
  bool three_phase = false;
};

/// The rate goes up from max_lr / div_factor to max_lr and down to the initial rate / final_div_factor, and
/// the momentum (or beta1) the other way, in total_steps steps (Smith and Topin 2018). It sets both whatever
/// they were, and makes max_lr / div_factor the initial rate of later schedules. One more step than
/// total_steps - 1 is allowed, a further one is Code::invalid_state. Unlike in PyTorch: two of one optimizer
/// do not overwrite each other's bounds; a phase without length is at its end (PyTorch divides by 0); the
/// linear annealing's extra step stays at the end, where PyTorch's goes below 0.
class OneCycleLr final : public EpochSchedule {
 public:
  /// max_lr has one rate for all groups or one for each.
  OneCycleLr(Ref<Optimizer> optimizer, std::span<const double> max_lr, int64_t total_steps,
             const OneCycleOptions& options = {});

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override { return next(0, true); }

  OneCycleOptions options_;
  int64_t total_steps_;
  std::vector<double> initial_, max_, min_;  // of each group
};

}  // namespace nnl
