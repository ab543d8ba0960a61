// Schedules as the reference cases describe them.
#pragma once

#include "optim/schedule_cosine.h"
#include "optim/schedule_decay.h"
#include "optim/schedule_one_cycle.h"
#include "optim/schedule_plateau.h"
#include "optim/schedule_sequential.h"
#include "support/optimizers.h"

namespace nnl::test {

/// The numbers of a setting, which may be one number.
inline std::vector<double> numbers_of(const nlohmann::json& description, const char* name) {
  if (!description.contains(name)) return {};
  const nlohmann::json& value = description.at(name);
  return value.is_array() ? value.get<std::vector<double>>() : std::vector<double>{value.get<double>()};
}

inline OneCycleOptions one_cycle_options(const nlohmann::json& d) {
  OneCycleOptions o;
  o.pct_start = d.value("pct_start", o.pct_start);
  o.annealing = d.value("anneal_strategy", "cos") == "linear" ? Annealing::linear : Annealing::cosine;
  o.cycle_momentum = d.value("cycle_momentum", o.cycle_momentum);
  o.base_momentum = d.value("base_momentum", o.base_momentum);
  o.max_momentum = d.value("max_momentum", o.max_momentum);
  o.div_factor = d.value("div_factor", o.div_factor);
  o.final_div_factor = d.value("final_div_factor", o.final_div_factor);
  o.three_phase = d.value("three_phase", o.three_phase);
  return o;
}

inline PlateauOptions plateau_options(const nlohmann::json& d) {
  PlateauOptions o;
  o.mode = d.value("mode", "min") == "max" ? PlateauMode::max : PlateauMode::min;
  o.factor = d.value("factor", o.factor);
  o.patience = d.value("patience", o.patience);
  o.threshold = d.value("threshold", o.threshold);
  o.threshold_mode =
      d.value("threshold_mode", "rel") == "abs" ? ThresholdMode::absolute : ThresholdMode::relative;
  o.cooldown = d.value("cooldown", o.cooldown);
  o.eps = d.value("eps", o.eps);
  return o;
}

/// The schedule with PyTorch's name "kind" and its arguments.
inline Ref<Schedule> make_schedule(const Ref<Optimizer>& optimizer, const nlohmann::json& d) {
  const std::string kind = d.at("kind");
  const double gamma = d.value("gamma", 0.1), eta_min = d.value("eta_min", 0.0);
  if (kind == "StepLR") return make_ref<StepLr>(optimizer, d.at("step_size").get<int64_t>(), gamma);
  if (kind == "MultiStepLR")
    return make_ref<MultiStepLr>(optimizer, d.at("milestones").get<std::vector<int64_t>>(), gamma);
  if (kind == "ExponentialLR") return make_ref<ExponentialLr>(optimizer, gamma);
  if (kind == "LinearLR")
    return make_ref<LinearLr>(optimizer, d.value("start_factor", 1.0 / 3), d.value("end_factor", 1.0),
                              d.value("total_iters", int64_t{5}));
  if (kind == "CosineAnnealingLR")
    return make_ref<CosineAnnealingLr>(optimizer, d.at("T_max").get<int64_t>(), eta_min);
  if (kind == "CosineAnnealingWarmRestarts")
    return make_ref<CosineAnnealingWarmRestarts>(optimizer, d.at("T_0").get<int64_t>(),
                                                 d.value("T_mult", int64_t{1}), eta_min);
  if (kind == "OneCycleLR")
    return make_ref<OneCycleLr>(optimizer, numbers_of(d, "max_lr"), d.at("total_steps").get<int64_t>(),
                                one_cycle_options(d));
  if (kind == "ReduceLROnPlateau")
    return make_ref<ReduceLrOnPlateau>(optimizer, numbers_of(d, "min_lr"), plateau_options(d));
  if (kind != "SequentialLR") throw std::runtime_error("no schedule " + kind);
  std::vector<Ref<Schedule>> parts;
  for (const nlohmann::json& part : d.at("schedules")) parts.push_back(make_schedule(optimizer, part));
  return make_ref<SequentialLr>(std::move(parts), d.at("milestones").get<std::vector<int64_t>>());
}

}  // namespace nnl::test
