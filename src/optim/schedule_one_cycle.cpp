#include "optim/schedule_one_cycle.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nnl {
namespace {

double annealed(Annealing annealing, double start, double end, double part) {
  if (annealing == Annealing::linear) return (end - start) * std::min(part, 1.0) + start;
  return end + (start - end) / 2 * (std::cos(std::numbers::pi * part) + 1);
}

}  // namespace

OneCycleLr::OneCycleLr(Ref<Optimizer> given, std::span<const double> max_lr, int64_t total_steps,
                       const OneCycleOptions& options)
    : EpochSchedule("one_cycle_lr", std::move(given)), options_(options), total_steps_(total_steps) {
  const int64_t groups = optimizer().num_groups();
  const auto count = static_cast<int64_t>(max_lr.size());
  if (count != 1 && count != groups)
    fail(Code::invalid_argument, "one_cycle_lr: {} values of max_lr for {} groups", count, groups);
  for (double rate : max_lr) check_setting("max_lr", rate);
  check_at_least("total_steps", total_steps, 1);
  if (!(options.pct_start >= 0 && options.pct_start <= 1))
    fail(Code::invalid_argument, "one_cycle_lr: pct_start {} is not in [0, 1]", options.pct_start);
  check_setting("div_factor", options.div_factor);
  check_setting("final_div_factor", options.final_div_factor);
  if (options.div_factor == 0 || options.final_div_factor == 0)
    fail(Code::invalid_argument, "one_cycle_lr: div_factor and final_div_factor must not be 0");
  for (int64_t g = 0; g < groups; ++g) {
    if (options.cycle_momentum) {
      optimizer().check_momentum(g, options.max_momentum);
      optimizer().check_momentum(g, options.base_momentum);
    }
    max_.push_back(max_lr[count == 1 ? 0 : static_cast<size_t>(g)]);
    initial_.push_back(max_.back() / options.div_factor);
    min_.push_back(initial_.back() / options.final_div_factor);
    check_setting("initial rate", initial_.back());
    check_setting("final rate", min_.back());
  }
  optimizer().restore_settings_on_rollback();
  for (int64_t g = 0; g < groups; ++g)
    optimizer().set_initial_learning_rate(g, initial_[static_cast<size_t>(g)]);
  start();
}

auto OneCycleLr::next(int64_t step, bool) const -> Settings {
  if (step > total_steps_) fail(Code::invalid_state, "one_cycle_lr: step {} of {}", step, total_steps_);
  if (optimizer().num_groups() != static_cast<int64_t>(max_.size()))
    fail(Code::invalid_state, "one_cycle_lr: the optimizer has {} groups, but had {}",
         optimizer().num_groups(), max_.size());
  struct Phase {
    double end;  // the last step of it
    const std::vector<double>&from, &to;
    double from_momentum, to_momentum;
  };
  const OneCycleOptions& o = options_;
  const auto total = static_cast<double>(total_steps_), now = static_cast<double>(step);
  const Phase up{o.pct_start * total - 1, initial_, max_, o.max_momentum, o.base_momentum};
  const Phase back{2 * o.pct_start * total - 2, max_, initial_, o.base_momentum, o.max_momentum};
  const Phase out{total - 1, initial_, min_, o.max_momentum, o.max_momentum};
  const Phase down{total - 1, max_, min_, o.base_momentum, o.max_momentum};
  const Phase* phase = &up;
  double begin = 0;
  if (o.three_phase && now > phase->end) begin = std::exchange(phase, &back)->end;
  if (now > phase->end) begin = std::exchange(phase, o.three_phase ? &out : &down)->end;

  const double part = phase->end == begin ? 1 : (now - begin) / (phase->end - begin);
  Settings settings;
  for (size_t g = 0; g < max_.size(); ++g) {
    settings.rates.push_back(annealed(o.annealing, phase->from[g], phase->to[g], part));
    if (o.cycle_momentum)
      settings.momenta.push_back(annealed(o.annealing, phase->from_momentum, phase->to_momentum, part));
  }
  return settings;
}

}  // namespace nnl
