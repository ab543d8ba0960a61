#include "optim/schedule_cosine.h"

#include <cmath>
#include <numbers>

#include "tensor/state_reader.h"

namespace nnl {
namespace {

constexpr double pi = std::numbers::pi;

/// The rates at a part of the way down, between 0 and 1, or up again.
std::vector<double> annealed(std::vector<double> base, double eta_min, double angle) {
  for (double& rate : base) rate = eta_min + (rate - eta_min) * (1 + std::cos(angle)) / 2;
  return base;
}

}  // namespace

CosineAnnealingLr::CosineAnnealingLr(Ref<Optimizer> optimizer, int64_t t_max, double eta_min)
    : EpochSchedule("cosine_annealing_lr", std::move(optimizer)), t_max_(t_max), eta_min_(eta_min) {
  check_at_least("t_max", t_max, 1);
  check_setting("eta_min", eta_min);
  start();
}

auto CosineAnnealingLr::next(int64_t epoch, bool first) const -> Settings {
  if (first) return {rates(), {}};
  const auto period = static_cast<double>(t_max_);
  // Of the place between two tops, so that no digits are lost however many there were.
  const auto cosine = [&](int64_t at) {
    return std::cos(pi * static_cast<double>(t_max_ > at / 2 ? at : at % (2 * t_max_)) / period);
  };
  std::vector<double> result = rates();
  const int64_t beyond = epoch - 1 - t_max_;
  if (beyond >= 0 && beyond % t_max_ == 0 && beyond / t_max_ % 2 == 0) {  // there the factor below is x / 0
    result.resize(base_rates().size());
    for (size_t g = 0; g < result.size(); ++g)
      result[g] += (base_rates()[g] - eta_min_) * (1 - std::cos(pi / period)) / 2;
    return {std::move(result), {}};
  }
  const double factor = (1 + cosine(epoch)) / (1 + cosine(epoch - 1));
  for (double& rate : result) rate = factor * (rate - eta_min_) + eta_min_;
  return {std::move(result), {}};
}

auto CosineAnnealingLr::at_start() const -> Settings { return {annealed(base_rates(), eta_min_, 0), {}}; }

CosineAnnealingWarmRestarts::CosineAnnealingWarmRestarts(Ref<Optimizer> optimizer, int64_t t_0,
                                                         int64_t t_mult, double eta_min)
    : EpochSchedule("cosine_annealing_warm_restarts", std::move(optimizer)),
      t_0_(t_0),
      t_mult_(t_mult),
      eta_min_(eta_min),
      place_{0, static_cast<double>(t_0)} {
  check_at_least("t_0", t_0, 1);
  check_at_least("t_mult", t_mult, 1);
  check_setting("eta_min", eta_min);
  start();
}

auto CosineAnnealingWarmRestarts::at(const Place& place) const -> Settings {
  return {annealed(base_rates(), eta_min_, pi * place.current / place.length), {}};
}

std::function<void(double)> CosineAnnealingWarmRestarts::prepare_place(int64_t epoch, const Place& place) {
  return [this, place, put = prepare(epoch, at(place))](double) {
    put(0);
    place_ = place;
  };
}

std::function<void(double)> CosineAnnealingWarmRestarts::prepare_step() {
  if (last_epoch() < 0) return prepare_place(0, {0, static_cast<double>(t_0_)});
  Place place{place_.current + 1, place_.length};
  if (place.current >= place.length) {
    place.current = std::fmod(place.current, place.length);
    place.length *= static_cast<double>(t_mult_);
  }
  return prepare_place(next_count(last_epoch()), place);
}

void CosineAnnealingWarmRestarts::step_epoch(double epoch) {
  if (!(epoch >= 0 && epoch < 0x1p53))
    fail(Code::invalid_argument, "{}: epoch {} is not in [0, 2^53)", kind(), epoch);
  Place place{epoch, static_cast<double>(t_0_)};
  if (t_mult_ == 1) {
    place.current = std::fmod(epoch, place.length);
  } else {
    while (place.current >= place.length) {
      place.current -= place.length;
      place.length *= static_cast<double>(t_mult_);
    }
  }
  prepare_place(static_cast<int64_t>(epoch), place)(0);
}

State CosineAnnealingWarmRestarts::state() const {
  State state = EpochSchedule::state();
  state.emplace_back("T_cur", number_entry(context(), place_.current));
  state.emplace_back("T_i", number_entry(context(), place_.length));
  return state;
}

int64_t CosineAnnealingWarmRestarts::most_entries() const { return EpochSchedule::most_entries() + 2; }

std::function<void()> CosineAnnealingWarmRestarts::prepare_state(State state) {
  StateReader reader(kind(), state);
  const std::function<void()> epoch = read_epoch(reader);
  const Place place{reader.rate("T_cur"), reader.rate("T_i")};
  if (place.length < 1 || place.current >= place.length)
    fail(Code::invalid_argument, "{}: T_cur {} of its state is not in a period of T_i {}", kind(),
         place.current, place.length);
  reader.finish();
  return [this, epoch, place] {
    epoch();
    place_ = place;
  };
}

}  // namespace nnl
