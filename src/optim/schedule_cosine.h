// Schedules that follow a cosine (Loshchilov and Hutter 2017).
#pragma once

#include "optim/schedule.h"

namespace nnl {

/// From the initial rate down to eta_min in t_max epochs and, if it goes on, up again in as many.
class CosineAnnealingLr final : public EpochSchedule {
 public:
  CosineAnnealingLr(Ref<Optimizer> optimizer, int64_t t_max, double eta_min = 0);

 private:
  Settings next(int64_t epoch, bool first) const override;
  Settings at_start() const override;

  int64_t t_max_;
  double eta_min_;
};

/// From the initial rate down to eta_min in t_0 epochs, then at once up again and down in t_mult times as
/// many epochs as before, and so on. It sets the rates whatever they were. Where PyTorch finds the period of
/// an epoch with logarithms, which err at some restarts (t_mult 3, epoch 121 of t_0 1), this counts.
class CosineAnnealingWarmRestarts final : public EpochSchedule {
 public:
  CosineAnnealingWarmRestarts(Ref<Optimizer> optimizer, int64_t t_0, int64_t t_mult = 1, double eta_min = 0);
  std::function<void(double)> prepare_step() override;
  void step_epoch(double epoch) override;
  void first_step() override { step(); }
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 private:
  /// A place in a period and the period's length, in epochs.
  struct Place {
    double current, length;
  };
  std::function<void(double)> prepare_place(int64_t epoch, const Place& place);
  Settings at(const Place& place) const;
  Settings next(int64_t, bool) const override { return at(place_); }
  Settings at_start() const override { return at(place_); }

  int64_t t_0_, t_mult_;
  double eta_min_;
  Place place_;
};

}  // namespace nnl
