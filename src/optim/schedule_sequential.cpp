#include "optim/schedule_sequential.h"

#include <algorithm>

#include "base/transaction.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

constexpr char part_prefix[] = "schedules.";

Ref<Optimizer> optimizer_of(const std::vector<Ref<Schedule>>& schedules) {
  if (schedules.empty()) fail(Code::invalid_argument, "sequential_lr: no schedules");
  return Ref<Optimizer>(&schedules[0]->optimizer());
}

}  // namespace

SequentialLr::SequentialLr(std::vector<Ref<Schedule>> schedules, std::vector<int64_t> milestones)
    : Schedule("sequential_lr", optimizer_of(schedules)), milestones_(std::move(milestones)) {
  for (size_t i = 0; i < schedules.size(); ++i) {
    auto* epochs = dynamic_cast<EpochSchedule*>(schedules[i].get());
    if (!epochs) fail(Code::not_supported, "sequential_lr: schedule {} is a {}", i, schedules[i]->kind());
    if (&epochs->optimizer() != &optimizer())
      fail(Code::invalid_argument, "sequential_lr: schedule {} is of another optimizer than schedule 0", i);
    if (epochs->last_epoch() != 0)
      fail(Code::invalid_state, "sequential_lr: schedule {} was not just made", i);
    for (size_t j = 0; j < i; ++j)
      if (schedules[j] == schedules[i])
        fail(Code::invalid_argument, "sequential_lr: schedule {} is there already", i);
    schedules_.emplace_back(epochs);
  }
  if (milestones_.size() + 1 != schedules_.size())
    fail(Code::invalid_argument, "sequential_lr: {} milestones for {} schedules", milestones_.size(),
         schedules_.size());
  for (size_t i = 0; i < milestones_.size(); ++i)
    check_at_least("milestone", milestones_[i], i == 0 ? 1 : milestones_[i - 1]);
  for (int64_t g = 0; g < optimizer().num_groups(); ++g)
    if (!optimizer().initial_learning_rate(g))
      fail(Code::invalid_state, "sequential_lr: group {} was added after the schedules were made", g);

  optimizer().restore_settings_on_rollback();
  std::vector<std::function<void()>> parts;
  for (const Ref<EpochSchedule>& schedule : schedules_)
    parts.push_back(schedule->prepare_state(schedule->state()));
  Transaction::on_rollback([kept = schedules_, parts = std::move(parts)] {
    for (const std::function<void()>& part : parts) part();
  });
  for (int64_t g = 0; g < optimizer().num_groups(); ++g)
    optimizer().set_learning_rate(g, *optimizer().initial_learning_rate(g));
  for (const Ref<EpochSchedule>& schedule : schedules_) schedule->take_back();
  schedules_[0]->first_step();
}

size_t SequentialLr::at(int64_t epoch) const {
  return static_cast<size_t>(std::upper_bound(milestones_.begin(), milestones_.end(), epoch) -
                             milestones_.begin());
}

std::function<void(double)> SequentialLr::prepare_step() {
  const int64_t epoch = next_count(last_epoch_);
  const size_t i = at(epoch);
  EpochSchedule& schedule = *schedules_[i];
  const bool begins = i > 0 && milestones_[i - 1] == epoch;
  return [this, epoch, put = begins ? schedule.prepare_begin_again() : schedule.prepare_step()](double) {
    put(0);
    last_epoch_ = epoch;
  };
}

State SequentialLr::state() const {
  State state = {{"last_epoch", count_entry(context(), last_epoch_)}};
  for (size_t i = 0; i < schedules_.size(); ++i)
    for (auto& [name, tensor] : schedules_[i]->state())
      state.emplace_back(part_prefix + std::to_string(i) + "." + name, std::move(tensor));
  return state;
}

int64_t SequentialLr::most_entries() const {
  int64_t most = 1;
  for (const Ref<EpochSchedule>& schedule : schedules_) most += schedule->most_entries();
  return most;
}

std::function<void()> SequentialLr::prepare_state(State state) {
  std::vector<std::function<void()>> parts;
  for (size_t i = 0; i < schedules_.size(); ++i) {
    const std::string prefix = part_prefix + std::to_string(i) + ".";
    State part;
    std::erase_if(state, [&](const auto& entry) {
      if (entry.first.rfind(prefix, 0) != 0) return false;
      part.emplace_back(entry.first.substr(prefix.size()), entry.second);
      return true;
    });
    parts.push_back(schedules_[i]->prepare_state(part));
  }
  StateReader reader(kind(), state);
  const int64_t epoch = reader.count("last_epoch", 0);
  reader.finish();
  return [this, epoch, parts = std::move(parts)] {
    for (const std::function<void()>& part : parts) part();
    last_epoch_ = epoch;
  };
}

}  // namespace nnl
