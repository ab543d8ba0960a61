#pragma once

#include "optim/schedule.h"

namespace nnl {

enum class PlateauMode { min, max };
enum class ThresholdMode { relative, absolute };

/// Settings of torch.optim.lr_scheduler.ReduceLROnPlateau with its defaults.
struct PlateauOptions {
  PlateauMode mode = PlateauMode::min;  // what is better: less or more
  double factor = 0.1;
  int64_t patience = 10;  // the epochs without improvement that are passed over
  double threshold = 1e-4;
  ThresholdMode threshold_mode = ThresholdMode::relative;
  int64_t cooldown = 0;  // epochs after a reduction in which bad ones do not count
  double eps = 1e-8;     // a reduction by no more is not made
};

/// Multiplies the rates by `factor` when a metric has stopped to improve, down to min_lr. NaN is no
/// improvement.
class ReduceLrOnPlateau final : public Schedule {
 public:
  /// min_lr has one rate for all groups, or one for each, or none, which is 0.
  ReduceLrOnPlateau(Ref<Optimizer> optimizer, std::span<const double> min_lr,
                    const PlateauOptions& options = {});
  bool wants_metric() const override { return true; }
  std::function<void(double)> prepare_step() override;
  int64_t last_epoch() const override { return last_epoch_; }
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 private:
  bool is_better(double metric) const;
  /// The rates after a reduction.
  std::vector<double> reduced() const;
  /// Counts an epoch with this metric; whether it makes a reduction.
  bool take(double metric);

  PlateauOptions options_;
  std::vector<double> min_lr_;
  int64_t last_epoch_ = 0, bad_epochs_ = 0, cooldown_left_ = 0;
  double best_;
};

}  // namespace nnl
