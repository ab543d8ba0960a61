#include "optim/schedule_plateau.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tensor/state_reader.h"

namespace nnl {

ReduceLrOnPlateau::ReduceLrOnPlateau(Ref<Optimizer> given, std::span<const double> min_lr,
                                     const PlateauOptions& options)
    : Schedule("reduce_lr_on_plateau", std::move(given)),
      options_(options),
      min_lr_(min_lr.begin(), min_lr.end()),
      best_(options.mode == PlateauMode::min ? std::numeric_limits<double>::infinity()
                                             : -std::numeric_limits<double>::infinity()) {
  if (!(options.factor >= 0 && options.factor < 1))
    fail(Code::invalid_argument, "reduce_lr_on_plateau: factor {} is not in [0, 1)", options.factor);
  check_at_least("patience", options.patience, 0);
  if (!std::isfinite(options.threshold))
    fail(Code::invalid_argument, "reduce_lr_on_plateau: threshold {} must be finite", options.threshold);
  check_at_least("cooldown", options.cooldown, 0);
  check_setting("eps", options.eps);
  if (min_lr_.empty()) min_lr_.push_back(0);
  const int64_t groups = optimizer().num_groups();
  if (min_lr_.size() != 1 && static_cast<int64_t>(min_lr_.size()) != groups)
    fail(Code::invalid_argument, "reduce_lr_on_plateau: {} values of min_lr for {} groups", min_lr_.size(),
         groups);
  for (double rate : min_lr_) check_setting("min_lr", rate);
  set_rates(rates());
}

bool ReduceLrOnPlateau::is_better(double metric) const {
  const double threshold = options_.threshold;
  const bool relative = options_.threshold_mode == ThresholdMode::relative;
  if (options_.mode == PlateauMode::min)
    return metric < (relative ? best_ * (1 - threshold) : best_ - threshold);
  return metric > (relative ? best_ * (threshold + 1) : best_ + threshold);
}

std::vector<double> ReduceLrOnPlateau::reduced() const {
  std::vector<double> result = rates();
  if (min_lr_.size() != 1 && min_lr_.size() != result.size())
    fail(Code::invalid_state, "reduce_lr_on_plateau: the optimizer has {} groups, but min_lr has {} values",
         result.size(), min_lr_.size());
  for (size_t g = 0; g < result.size(); ++g) {
    const double rate = std::max(result[g] * options_.factor, min_lr_[min_lr_.size() == 1 ? 0 : g]);
    if (result[g] - rate > options_.eps) result[g] = rate;
  }
  return result;
}

std::function<void(double)> ReduceLrOnPlateau::prepare_step() {
  return [this, before = rates(), after = reduced()](double metric) mutable {
    set_rates(std::move(take(metric) ? after : before));
  };
}

bool ReduceLrOnPlateau::take(double metric) {
  const bool better = is_better(metric), cooling = cooldown_left_ > 0;
  const int64_t bad = better || cooling ? 0 : next_count(bad_epochs_);
  const bool reduces = bad > options_.patience;
  last_epoch_ = next_count(last_epoch_);
  if (better) best_ = metric;
  bad_epochs_ = reduces ? 0 : bad;
  if (cooling) --cooldown_left_;
  if (reduces) cooldown_left_ = options_.cooldown;
  return reduces;
}

State ReduceLrOnPlateau::state() const {
  return {{"last_epoch", count_entry(context(), last_epoch_)},
          {"num_bad_epochs", count_entry(context(), bad_epochs_)},
          {"cooldown_counter", count_entry(context(), cooldown_left_)},
          {"best", number_entry(context(), best_)},
          last_rates_entry()};
}

int64_t ReduceLrOnPlateau::most_entries() const { return 5; }

std::function<void()> ReduceLrOnPlateau::prepare_state(State state) {
  StateReader reader(kind(), state);
  const int64_t epoch = reader.count("last_epoch", 0), bad = reader.count("num_bad_epochs", 0);
  const int64_t cooldown = reader.count("cooldown_counter", 0);
  const double best = reader.number("best");
  const std::function<void()> last = read_last_rates(reader);
  reader.finish();
  return [this, epoch, bad, cooldown, best, last] {
    last_epoch_ = epoch;
    bad_epochs_ = bad;
    cooldown_left_ = cooldown;
    best_ = best;
    last();
  };
}

}  // namespace nnl
