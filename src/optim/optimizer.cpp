#include "optim/optimizer.h"

#include <cmath>

#include "autograd/number_check.h"
#include "base/profile_scope.h"
#include "base/transaction.h"
#include "optim/kept_update.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

void check_learning_rate(double learning_rate) {
  if (!(learning_rate >= 0) || !std::isfinite(learning_rate))
    fail(Code::invalid_argument, "optimizer: learning rate {} must be finite and not negative",
         learning_rate);
}

// Entries of a parameter of which steps are pending; see tensor/pending_rows.h.
constexpr const char* pending_table = "pending.table";
constexpr const char* pending_last = "pending.last";
constexpr const char* pending_history = "pending.history";

std::string group_place(size_t group) { return "param_groups." + std::to_string(group) + "."; }

}  // namespace

void Optimizer::settle() noexcept {
  for (const ParameterGroup& group : groups_)
    for (const OptimizerMemory& memory : group.memory)
      if (memory.pending) memory.pending->settle();
}

void Optimizer::zero_grad() {
  for (ParameterGroup& group : groups_)
    for (Variable& parameter : group.parameters) parameter.clear_grad();
}

std::vector<Variable> Optimizer::parameters() const {
  std::vector<Variable> all;
  for (const ParameterGroup& group : groups_)
    all.insert(all.end(), group.parameters.begin(), group.parameters.end());
  return all;
}

const ParameterGroup& Optimizer::checked(int64_t group) const {
  if (group < 0 || group >= num_groups())
    fail(Code::index_out_of_range, "optimizer: group {} is not in [0, {})", group, num_groups());
  return groups_[static_cast<size_t>(group)];
}

void Optimizer::set_learning_rate(int64_t group, double learning_rate) {
  checked(group);
  check_learning_rate(learning_rate);
  groups_[static_cast<size_t>(group)].learning_rate = learning_rate;
}

void Optimizer::set_initial_learning_rate(int64_t group, double learning_rate) {
  checked(group);
  check_learning_rate(learning_rate);
  groups_[static_cast<size_t>(group)].initial_learning_rate = learning_rate;
}

void Optimizer::restore_settings_on_rollback() {
  struct Settings {
    double learning_rate, momentum;
    std::optional<double> initial;
  };
  std::vector<Settings> before;
  for (const ParameterGroup& group : groups_)
    before.push_back({group.learning_rate, group.momentum, group.initial_learning_rate});
  Transaction::on_rollback([self = Ref<Optimizer>(this), before = std::move(before)] {
    for (size_t g = 0; g < before.size(); ++g) {
      ParameterGroup& group = self->groups_[g];
      group.learning_rate = before[g].learning_rate;
      group.momentum = before[g].momentum;
      group.initial_learning_rate = before[g].initial;
    }
  });
}

double Optimizer::momentum(int64_t group) const {
  if (!kind_->momentum) fail(Code::not_supported, "optimizer: {} has no momentum", kind_->name);
  return checked(group).momentum;
}

void Optimizer::check_momentum(int64_t group, double momentum) const {
  if (!kind_->momentum) fail(Code::not_supported, "optimizer: {} has no momentum", kind_->name);
  checked(group);
  check_momentum_setting(group, momentum);
}

void Optimizer::set_momentum(int64_t group, double momentum) {
  check_momentum(group, momentum);
  groups_[static_cast<size_t>(group)].momentum = momentum;
}

void Optimizer::add_group(std::vector<Variable> parameters, double learning_rate, double momentum) {
  check_learning_rate(learning_rate);
  if (parameters.empty()) fail(Code::invalid_argument, "optimizer: a group without parameters");
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Variable& parameter = parameters[i];
    if (!parameter.is_leaf() || !is_floating(parameter.dtype()) || !parameter.data().is_contiguous())
      fail(Code::invalid_argument, "optimizer: parameter {} must be a contiguous leaf of f32 or f64", i);
    check_same_context("optimizer", groups_.empty() ? parameters[0].data() : groups_[0].parameters[0].data(),
                       parameter.data());
    check_writable("optimizer", parameter.data());
    bool known = false;
    for (size_t j = 0; j < i; ++j) known = known || parameters[j].state() == parameter.state();
    for (const ParameterGroup& group : groups_)
      for (const Variable& other : group.parameters) known = known || other.state() == parameter.state();
    if (known) fail(Code::invalid_argument, "optimizer: parameter {} is there already", i);
  }
  std::vector<OptimizerMemory> memory(parameters.size());
  groups_.push_back({std::move(parameters), std::move(memory), learning_rate, momentum, {}});
}

void Optimizer::check_setting(const char* name, double value) const {
  if (!(value >= 0) || !std::isfinite(value))
    fail(Code::invalid_argument, "{}: {} {} must be finite and not negative", kind_->name, name, value);
}

void Optimizer::check_beta(const char* name, double beta) const {
  if (!(beta >= 0 && beta < 1))
    fail(Code::invalid_argument, "{}: {} {} is not in [0, 1)", kind_->name, name, beta);
}

void Optimizer::make_buffer(Update& update, size_t buffer, double value) {
  Tensor& made = update.memory.buffers[buffer];
  if (made) return;
  const Tensor& p = update.parameter;
  made = Tensor::full(p.context(), p.dtype(), p.shape(), value);
  update.first = true;
}

void Optimizer::step() {
  const ProfileScope scope(ProfileKind::optimizer, kind_->name, *this);
  std::vector<Update> updates;
  std::vector<OptimizerMemory*> places;
  for (size_t g = 0; g < groups_.size(); ++g) {
    ParameterGroup& group = groups_[g];
    for (size_t i = 0; i < group.parameters.size(); ++i) {
      const Variable& parameter = group.parameters[i];
      if (!parameter.grad()) continue;
      Update update{parameter.data(), parameter.grad(), group.memory[i], static_cast<int64_t>(g), false};
      update.memory.steps = next_count(update.memory.steps);
      prepare(update);
      updates.push_back(std::move(update));
      places.push_back(&group.memory[i]);
    }
  }
  if (observed() && context().numbers().mode() != NumberCheckMode::off) [[unlikely]]
    return apply_checked(updates, places);
  apply_all(updates, places);
}

void Optimizer::apply_all(std::span<const Update> updates, std::span<OptimizerMemory* const> places) const {
  for (size_t i = 0; i < updates.size(); ++i) {
    *places[i] = updates[i].memory;
    apply(updates[i]);
    updates[i].parameter.changed(kind_->step);
  }
}

void Optimizer::apply_checked(std::span<const Update> updates,
                              std::span<OptimizerMemory* const> places) const {
  NumberCheck& numbers = context().numbers();
  const bool fails = numbers.mode() == NumberCheckMode::fail, wanted = numbers.wanted();
  std::vector<KeptUpdate> kept;
  kept.reserve(updates.size());
  for (size_t i = 0; fails && i < updates.size(); ++i) kept.emplace_back(updates[i].parameter, *places[i]);
  apply_all(updates, places);
  try {
    for (size_t i = 0; wanted && i < updates.size(); ++i) {
      const Update& update = updates[i];
      check_update(kind_->name, number_of(update.parameter), update.parameter, update.gradient);
    }
  } catch (...) {  // a finding, or there is no memory to tell of one
    for (size_t i = kept.size(); i-- > 0;) kept[i].put_back(*places[i]);
    if (fails) throw;
  }
  numbers.count_step();
}

int64_t Optimizer::number_of(const Tensor& parameter) const {
  int64_t number = 0;
  for (const ParameterGroup& group : groups_)
    for (const Variable& other : group.parameters) {
      if (other.data().storage() == parameter.storage() && other.data().offset() == parameter.offset())
        return number;
      ++number;
    }
  return number;
}

State Optimizer::state() const {
  State state;
  size_t place = 0;
  for (const ParameterGroup& group : groups_)
    for (const OptimizerMemory& memory : group.memory) {
      const std::string prefix = std::to_string(place++) + ".";
      if (kind_->counts_steps && memory.steps > 0)
        state.emplace_back(prefix + "step", count_entry(context(), memory.steps));
      for (size_t b = 0; b < memory.buffers.size(); ++b)
        if (memory.buffers[b]) state.emplace_back(prefix + kind_->buffers[b], memory.buffers[b].copy());
      if (!memory.pending || memory.pending->steps() == 0) continue;
      state.emplace_back(prefix + pending_table, memory.pending->stored_table());
      state.emplace_back(prefix + pending_last, memory.pending->last());
      state.emplace_back(prefix + pending_history, memory.pending->history());
    }
  for (size_t g = 0; g < groups_.size(); ++g) {
    const ParameterGroup& group = groups_[g];
    const std::string prefix = group_place(g);
    state.emplace_back(prefix + "lr", number_entry(context(), group.learning_rate));
    if (group.initial_learning_rate)
      state.emplace_back(prefix + "initial_lr", number_entry(context(), *group.initial_learning_rate));
    if (kind_->momentum)
      state.emplace_back(prefix + kind_->momentum, number_entry(context(), group.momentum));
  }
  return state;
}

int64_t Optimizer::most_entries() const {
  constexpr int64_t of_parameter = 7, of_group = 3;
  int64_t most = 0;
  for (const ParameterGroup& group : groups_)
    most += of_group + of_parameter * static_cast<int64_t>(group.parameters.size());
  return most;
}

OptimizerMemory Optimizer::read_memory(StateReader& reader, int64_t group, const Variable& parameter,
                                       const std::string& place) const {
  OptimizerMemory memory;
  const std::string count = place + "step";
  if (kind_->counts_steps && reader.has(count)) memory.steps = reader.count(count, 1);
  for (size_t b = 0; b < memory.buffers.size(); ++b) {
    if (!kind_->buffers[b]) continue;
    const std::string name = place + kind_->buffers[b];
    const bool there = reader.has(name);
    const Presence expected = presence(group, b);
    if (there && expected == Presence::never)
      fail(Code::invalid_argument, "{}: its state has \"{}\", which its settings exclude", kind_->name, name);
    if (there && kind_->counts_steps) reader.count(count, 1);  // a moment without its count is an error
    if (there || (memory.steps > 0 && expected == Presence::certain))
      memory.buffers[b] = reader.take(name, parameter.dtype(), parameter.shape());
  }
  return memory;
}

std::optional<PendingRows::Stored> Optimizer::read_pending(StateReader& reader, const Variable& parameter,
                                                           OptimizerMemory& memory,
                                                           const std::string& place) const {
  const std::string table = place + pending_table;
  if (!reader.has(table)) return {};
  if (!leaves_rows_pending() || parameter.rank() == 0)
    fail(Code::invalid_argument, "{}: its state has \"{}\", which its settings exclude", kind_->name, table);
  Tensor last = reader.take(place + pending_last, DType::i32, {parameter.size(0)});
  const Tensor history = reader.rows(place + pending_history, DType::f64, {4});
  memory.pending = make_ref<PendingRows>(parameter.data());
  return PendingRows::checked(kind_->name, reader.take(table, parameter.dtype(), parameter.shape()),
                              std::move(last), memory.buffers[0], history.contiguous());
}

std::function<void()> Optimizer::prepare_state(State state) {
  StateReader reader(kind_->name, state);
  std::vector<ParameterGroup> groups = groups_;
  std::vector<std::pair<Ref<PendingRows>, PendingRows::Stored>> pending;
  int64_t place = 0;
  for (size_t g = 0; g < groups.size(); ++g) {
    ParameterGroup& group = groups[g];
    const auto number = static_cast<int64_t>(g);
    for (size_t i = 0; i < group.parameters.size(); ++i) {
      const std::string prefix = std::to_string(place++) + ".";
      group.memory[i] = read_memory(reader, number, group.parameters[i], prefix);
      if (auto stored = read_pending(reader, group.parameters[i], group.memory[i], prefix))
        pending.emplace_back(group.memory[i].pending, std::move(*stored));
    }
    const std::string prefix = group_place(g);
    group.learning_rate = reader.rate(prefix + "lr");
    group.initial_learning_rate.reset();
    if (reader.has(prefix + "initial_lr")) group.initial_learning_rate = reader.rate(prefix + "initial_lr");
    if (kind_->momentum) {
      group.momentum = reader.number(prefix + kind_->momentum);
      check_momentum_setting(number, group.momentum);
    }
  }
  reader.finish();
  return [this, groups = std::move(groups), pending = std::move(pending)]() mutable {
    settle();
    groups_.swap(groups);
    for (auto& [rows, stored] : pending) rows->restore(stored);
  };
}

}  // namespace nnl
