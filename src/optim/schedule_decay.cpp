#include "optim/schedule_decay.h"

#include <cmath>

namespace nnl {
namespace {

std::vector<double> times(std::vector<double> rates, double factor) {
  for (double& rate : rates) rate *= factor;
  return rates;
}

}  // namespace

StepLr::StepLr(Ref<Optimizer> optimizer, int64_t step_size, double gamma)
    : EpochSchedule("step_lr", std::move(optimizer)), step_size_(step_size), gamma_(gamma) {
  check_at_least("step_size", step_size, 1);
  check_setting("gamma", gamma);
  start();
}

auto StepLr::next(int64_t epoch, bool) const -> Settings {
  return {times(rates(), epoch == 0 || epoch % step_size_ != 0 ? 1 : gamma_), {}};
}

MultiStepLr::MultiStepLr(Ref<Optimizer> optimizer, std::span<const int64_t> milestones, double gamma)
    : EpochSchedule("multi_step_lr", std::move(optimizer)), gamma_(gamma) {
  for (int64_t milestone : milestones) {
    check_at_least("milestone", milestone, 0);
    ++milestones_[milestone];
  }
  check_setting("gamma", gamma);
  start();
}

auto MultiStepLr::scaled(std::vector<double> from, int64_t epoch) const -> Settings {
  const auto found = milestones_.find(epoch);
  if (found == milestones_.end()) return {std::move(from), {}};
  return {times(std::move(from), std::pow(gamma_, static_cast<double>(found->second))), {}};
}

auto MultiStepLr::next(int64_t epoch, bool) const -> Settings { return scaled(rates(), epoch); }

ExponentialLr::ExponentialLr(Ref<Optimizer> optimizer, double gamma)
    : EpochSchedule("exponential_lr", std::move(optimizer)), gamma_(gamma) {
  check_setting("gamma", gamma);
  start();
}

auto ExponentialLr::next(int64_t, bool first) const -> Settings {
  return {times(rates(), first ? 1 : gamma_), {}};
}

LinearLr::LinearLr(Ref<Optimizer> optimizer, double start_factor, double end_factor, int64_t total_iters)
    : EpochSchedule("linear_lr", std::move(optimizer)),
      start_factor_(start_factor),
      end_factor_(end_factor),
      total_iters_(total_iters) {
  if (!(start_factor > 0 && start_factor <= 1) || !(end_factor >= 0 && end_factor <= 1))
    fail(Code::invalid_argument, "linear_lr: start_factor {} is not in (0, 1] or end_factor {} not in [0, 1]",
         start_factor, end_factor);
  check_at_least("total_iters", total_iters, 1);
  start();
}

auto LinearLr::next(int64_t epoch, bool first) const -> Settings {
  if (epoch == 0) return {times(rates(), start_factor_), {}};
  if (first || epoch > total_iters_) return {rates(), {}};
  const double change = end_factor_ - start_factor_;
  const double before =
      static_cast<double>(total_iters_) * start_factor_ + static_cast<double>(epoch - 1) * change;
  return {times(rates(), 1 + change / before), {}};
}

auto LinearLr::at_start() const -> Settings { return {times(base_rates(), start_factor_), {}}; }

}  // namespace nnl
