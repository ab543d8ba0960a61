#include "base/number_check.h"

#include "base/error.h"
#include "base/log.h"
#include "base/profile_scope.h"

namespace nnl {

thread_local constinit MeantNumbers::Which MeantNumbers::which_ = MeantNumbers::Which::none;

std::string NumberFinding::text() const {
  std::string place = op;
  if (!layer.empty()) {
    if (!place.empty()) place += " in ";
    place += layer == layer_kind ? layer : fmt::format("layer {} ({})", layer, layer_kind);
  }
  const char* kind = nan ? "NaN" : "an infinity";
  if (input >= 0)
    return fmt::format("{} was given {}: input {}, {}, step {}", place, kind, input, what, step);
  constexpr const char* passes[] = {"forward", "backward", "update", "loss"};
  return fmt::format("{} made {} ({}, step {}): {}, from {}", place, kind, passes[static_cast<int>(pass)],
                     step, what, inputs_finite ? "finite numbers" : "numbers that were not all finite");
}

void NumberCheck::set_mode(NumberCheckMode mode) {
  const std::lock_guard lock(mutex_);
  const NumberCheckMode before = mode_.exchange(mode, std::memory_order_relaxed);
  const int change = (mode != NumberCheckMode::off) - (before != NumberCheckMode::off);
  observers.fetch_add(change, std::memory_order_relaxed);
  finding_.reset();
  steps_ = 0;
  found_ = false;
}

std::optional<NumberFinding> NumberCheck::finding() const {
  const std::lock_guard lock(mutex_);
  return finding_;
}

void NumberCheck::add(NumberFinding finding, const LayerName* layer) {
  finding.step = steps_.load(std::memory_order_relaxed);
  if (layer) {
    finding.layer = layer->path;
    finding.layer_kind = layer->kind;
  }
  std::unique_lock lock(mutex_);
  const NumberCheckMode now = mode();
  const bool first = now != NumberCheckMode::off && !finding_;
  if (first) {
    finding_ = finding;
    found_.store(true, std::memory_order_release);
  }
  lock.unlock();
  if (first) log_.write(LogLevel::warning, finding.text());
  if (now == NumberCheckMode::fail) fail(Code::invalid_state, "{}", finding.text());
}

}  // namespace nnl
