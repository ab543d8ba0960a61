#include "optim/schedule.h"

#include <algorithm>
#include <cmath>

#include "tensor/state_reader.h"

namespace nnl {

void Schedule::step() {
  if (wants_metric()) fail(Code::not_supported, "{}: a step wants a metric", kind_);
  prepare_step()(0);
}

void Schedule::step_metric(double metric) {
  if (!wants_metric()) fail(Code::not_supported, "{}: a step takes no metric", kind_);
  prepare_step()(metric);
}

void Schedule::step_epoch(double) {
  fail(Code::not_supported, "{}: a step cannot go to a given epoch", kind_);
}

std::vector<double> Schedule::rates() const {
  std::vector<double> rates;
  for (int64_t g = 0; g < optimizer_->num_groups(); ++g) rates.push_back(optimizer_->learning_rate(g));
  return rates;
}

void Schedule::check_setting(const char* name, double value) const {
  if (!(value >= 0) || !std::isfinite(value))
    fail(Code::invalid_argument, "{}: {} {} must be finite and not negative", kind_, name, value);
}

void Schedule::check_at_least(const char* name, int64_t value, int64_t least) const {
  if (value < least) fail(Code::invalid_argument, "{}: {} {} is less than {}", kind_, name, value, least);
}

void EpochSchedule::start() {
  optimizer().restore_settings_on_rollback();
  for (int64_t g = 0; g < optimizer().num_groups(); ++g) {
    if (!optimizer().initial_learning_rate(g))
      optimizer().set_initial_learning_rate(g, optimizer().learning_rate(g));
    base_rates_.push_back(*optimizer().initial_learning_rate(g));
  }
  first_step();
}

std::function<void(double)> EpochSchedule::prepare_step() {
  return prepare(last_epoch_ + 1, next(last_epoch_ + 1, false));
}

void EpochSchedule::first_step() { prepare(last_epoch_ + 1, next(last_epoch_ + 1, true))(0); }

std::function<void(double)> EpochSchedule::prepare(int64_t epoch, Settings settings) {
  for (size_t g = 0; g < settings.rates.size(); ++g) {
    if (!std::isfinite(settings.rates[g]))
      fail(Code::invalid_state, "{}: the learning rate of group {} would be {}", kind(), g,
           settings.rates[g]);
    settings.rates[g] = std::max(settings.rates[g], 0.0);
  }
  for (size_t g = 0; g < settings.momenta.size(); ++g)
    optimizer().check_momentum(static_cast<int64_t>(g), settings.momenta[g]);
  return [this, epoch, settings = std::move(settings)](double) {
    for (size_t g = 0; g < settings.rates.size(); ++g)
      optimizer().set_learning_rate(static_cast<int64_t>(g), settings.rates[g]);
    for (size_t g = 0; g < settings.momenta.size(); ++g)
      optimizer().set_momentum(static_cast<int64_t>(g), settings.momenta[g]);
    last_epoch_ = epoch;
  };
}

State EpochSchedule::state() const {
  const auto groups = static_cast<int64_t>(base_rates_.size());
  return {{"last_epoch", count_entry(context(), last_epoch_)},
          {"base_lrs", Tensor::from<double>(context(), {groups}, base_rates_)}};
}

std::function<void()> EpochSchedule::read_epoch(StateReader& reader) {
  const int64_t epoch = reader.count("last_epoch", -1);
  const auto groups = static_cast<int64_t>(base_rates_.size());
  const Tensor given = reader.tensor("base_lrs", DType::f64, {groups}).contiguous();
  std::vector<double> base(given.data<double>(), given.data<double>() + groups);
  for (double rate : base) check_setting("initial rate", rate);
  return [this, epoch, base]() mutable {
    last_epoch_ = epoch;
    base_rates_.swap(base);
  };
}

std::function<void()> EpochSchedule::prepare_state(const State& state) {
  StateReader reader(kind(), state);
  std::function<void()> commit = read_epoch(reader);
  reader.finish();
  return commit;
}

}  // namespace nnl
