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

std::vector<double> Schedule::last_rates() const {
  std::vector<double> last = rates();
  std::copy(last_rates_.begin(), last_rates_.end(), last.begin());
  return last;
}

double Schedule::last_rate(int64_t group) const {
  optimizer_->learning_rate(group);  // fails if there is no such group
  return last_rates()[static_cast<size_t>(group)];
}

void Schedule::set_rates(std::vector<double> rates) noexcept {
  for (size_t g = 0; g < rates.size(); ++g) optimizer_->set_learning_rate(static_cast<int64_t>(g), rates[g]);
  last_rates_.swap(rates);
}

void Schedule::check_setting(const char* name, double value) const {
  if (!(value >= 0) || !std::isfinite(value))
    fail(Code::invalid_argument, "{}: {} {} must be finite and not negative", kind_, name, value);
}

void Schedule::check_at_least(const char* name, int64_t value, int64_t least) const {
  if (value < least) fail(Code::invalid_argument, "{}: {} {} is less than {}", kind_, name, value, least);
}

std::pair<std::string, Tensor> Schedule::rates_entry(const char* name,
                                                     const std::vector<double>& rates) const {
  return {name, Tensor::from<double>(context(), {static_cast<int64_t>(rates.size())}, rates)};
}

std::vector<double> Schedule::read_rates(StateReader& reader, const char* name, size_t count) const {
  const Tensor given = reader.tensor(name, DType::f64, {static_cast<int64_t>(count)}).contiguous();
  std::vector<double> rates(given.data<double>(), given.data<double>() + count);
  for (double rate : rates) check_setting(name, rate);
  return rates;
}

std::function<void()> Schedule::read_last_rates(StateReader& reader) {
  const auto groups = static_cast<size_t>(optimizer_->num_groups());
  return [this, last = read_rates(reader, "_last_lr", groups)]() mutable { last_rates_.swap(last); };
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
  const int64_t epoch = next_count(last_epoch_);
  return prepare(epoch, next(epoch, false));
}

void EpochSchedule::first_step() { prepare(last_epoch_ + 1, next(last_epoch_ + 1, true))(0); }

std::function<void(double)> EpochSchedule::prepare(int64_t epoch, const Settings& settings) {
  std::vector<double> all = rates();
  for (size_t g = 0; g < settings.rates.size(); ++g) {
    if (!std::isfinite(settings.rates[g]))
      fail(Code::invalid_state, "{}: the learning rate of group {} would be {}", kind(), g,
           settings.rates[g]);
    all[g] = std::max(settings.rates[g], 0.0);
  }
  for (size_t g = 0; g < settings.momenta.size(); ++g)
    optimizer().check_momentum(static_cast<int64_t>(g), settings.momenta[g]);
  return [this, epoch, all = std::move(all), momenta = settings.momenta](double) mutable {
    set_rates(std::move(all));
    for (size_t g = 0; g < momenta.size(); ++g) optimizer().set_momentum(static_cast<int64_t>(g), momenta[g]);
    last_epoch_ = epoch;
  };
}

State EpochSchedule::state() const {
  return {{"last_epoch", count_entry(context(), last_epoch_)},
          rates_entry("base_lrs", base_rates_),
          last_rates_entry()};
}

int64_t EpochSchedule::most_entries() const { return 3; }

std::function<void()> EpochSchedule::read_epoch(StateReader& reader) {
  const int64_t epoch = reader.count("last_epoch", -1);
  return [this, epoch, base = read_rates(reader, "base_lrs", base_rates_.size()),
          last = read_last_rates(reader)]() mutable {
    last_epoch_ = epoch;
    base_rates_.swap(base);
    last();
  };
}

std::function<void()> EpochSchedule::prepare_state(State state) {
  StateReader reader(kind(), state);
  std::function<void()> commit = read_epoch(reader);
  reader.finish();
  return commit;
}

}  // namespace nnl
