#include "guard.h"
#include "optim/schedule_cosine.h"
#include "optim/schedule_decay.h"
#include "optim/schedule_one_cycle.h"
#include "optim/schedule_plateau.h"
#include "optim/schedule_sequential.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_one_cycle_lr_options one_cycle_defaults = {
    sizeof(nnl_one_cycle_lr_options), NNL_ANNEALING_COSINE, 1, 0, 0.3, 0.85, 0.95, 25, 1e4};
constexpr nnl_reduce_lr_on_plateau_options plateau_defaults = {
    sizeof(nnl_reduce_lr_on_plateau_options), NNL_PLATEAU_MIN, NNL_THRESHOLD_REL, 0, 0.1, 1e-4, 1e-8, 10, 0};

OneCycleOptions read(const nnl_one_cycle_lr_options* options) {
  const nnl_one_cycle_lr_options o = read_options(options, one_cycle_defaults);
  return {o.pct_start,
          enumerator(o.annealing, Annealing::linear, "options.annealing"),
          flag(o.cycle_momentum, "options.cycle_momentum"),
          o.base_momentum,
          o.max_momentum,
          o.div_factor,
          o.final_div_factor,
          flag(o.three_phase, "options.three_phase")};
}

PlateauOptions read(const nnl_reduce_lr_on_plateau_options* options) {
  const nnl_reduce_lr_on_plateau_options o = read_options(options, plateau_defaults);
  check_reserved(o.reserved);
  return {enumerator(o.mode, PlateauMode::max, "options.mode"),
          o.factor,
          o.patience,
          o.threshold,
          enumerator(o.threshold_mode, ThresholdMode::absolute, "options.threshold_mode"),
          o.cooldown,
          o.eps};
}

/// Numbers of a call; `argument` names them.
template <class T>
std::span<const T> numbers(int64_t count, const T* values, const char* argument) {
  if (count < 0) fail_argument(argument, Code::invalid_argument, "a count of {}", count);
  if (count > 0) require(values, argument);
  return {values, static_cast<size_t>(count)};
}

Ref<Optimizer> shared(nnl_optimizer handle) {
  return Ref<Optimizer>(&static_cast<Optimizer&>(PinnedOptimizer(handle, "optimizer")));
}

template <class T, class... Arguments>
nnl_status make(const char* function, nnl_optimizer optimizer, nnl_schedule* schedule,
                const Arguments&... arguments) {
  return create(function, "schedule", schedule, [&] { return make_ref<T>(shared(optimizer), arguments...); });
}

std::vector<Ref<Schedule>> schedules_of(int64_t count, const nnl_schedule* handles) {
  std::vector<Ref<Schedule>> result;
  for (nnl_schedule handle : numbers(count, handles, "schedules"))
    result.emplace_back(&static_cast<Schedule&>(PinnedSchedule(handle, "schedules")));
  return result;
}

}  // namespace

nnl_status NNL_CALL nnl_step_lr_create(nnl_optimizer optimizer, int64_t step_size, double gamma,
                                       nnl_schedule* schedule) {
  return make<StepLr>(__func__, optimizer, schedule, step_size, gamma);
}

nnl_status NNL_CALL nnl_multi_step_lr_create(nnl_optimizer optimizer, int64_t count,
                                             const int64_t* milestones, double gamma,
                                             nnl_schedule* schedule) {
  return create(__func__, "schedule", schedule, [&] {
    return make_ref<MultiStepLr>(shared(optimizer), numbers(count, milestones, "milestones"), gamma);
  });
}

nnl_status NNL_CALL nnl_exponential_lr_create(nnl_optimizer optimizer, double gamma, nnl_schedule* schedule) {
  return make<ExponentialLr>(__func__, optimizer, schedule, gamma);
}

nnl_status NNL_CALL nnl_linear_lr_create(nnl_optimizer optimizer, double start_factor, double end_factor,
                                         int64_t total_iters, nnl_schedule* schedule) {
  return make<LinearLr>(__func__, optimizer, schedule, start_factor, end_factor, total_iters);
}

nnl_status NNL_CALL nnl_cosine_annealing_lr_create(nnl_optimizer optimizer, int64_t t_max, double eta_min,
                                                   nnl_schedule* schedule) {
  return make<CosineAnnealingLr>(__func__, optimizer, schedule, t_max, eta_min);
}

nnl_status NNL_CALL nnl_cosine_annealing_warm_restarts_create(nnl_optimizer optimizer, int64_t t_0,
                                                              int64_t t_mult, double eta_min,
                                                              nnl_schedule* schedule) {
  return make<CosineAnnealingWarmRestarts>(__func__, optimizer, schedule, t_0, t_mult, eta_min);
}

void NNL_CALL nnl_one_cycle_lr_options_init(nnl_one_cycle_lr_options* options, uint32_t size) {
  write_options(one_cycle_defaults, options, size);
}

nnl_status NNL_CALL nnl_one_cycle_lr_create(nnl_optimizer optimizer, int64_t count, const double* max_lr,
                                            int64_t total_steps, const nnl_one_cycle_lr_options* options,
                                            nnl_schedule* schedule) {
  return create(__func__, "schedule", schedule, [&] {
    return make_ref<OneCycleLr>(shared(optimizer), numbers(count, max_lr, "max_lr"), total_steps,
                                read(options));
  });
}

void NNL_CALL nnl_reduce_lr_on_plateau_options_init(nnl_reduce_lr_on_plateau_options* options,
                                                    uint32_t size) {
  write_options(plateau_defaults, options, size);
}

nnl_status NNL_CALL nnl_reduce_lr_on_plateau_create(nnl_optimizer optimizer, int64_t count,
                                                    const double* min_lr,
                                                    const nnl_reduce_lr_on_plateau_options* options,
                                                    nnl_schedule* schedule) {
  return create(__func__, "schedule", schedule, [&] {
    return make_ref<ReduceLrOnPlateau>(shared(optimizer), numbers(count, min_lr, "min_lr"), read(options));
  });
}

nnl_status NNL_CALL nnl_sequential_lr_create(int64_t count, const nnl_schedule* schedules,
                                             const int64_t* milestones, nnl_schedule* schedule) {
  return create(__func__, "schedule", schedule, [&] {
    std::vector<Ref<Schedule>> parts = schedules_of(count, schedules);
    const auto at = numbers(std::max<int64_t>(count, 1) - 1, milestones, "milestones");
    return make_ref<SequentialLr>(std::move(parts), std::vector<int64_t>(at.begin(), at.end()));
  });
}

void NNL_CALL nnl_schedule_release(nnl_schedule schedule) { release_handle(Kind::schedule, schedule); }

nnl_status NNL_CALL nnl_schedule_step(nnl_schedule schedule) {
  return guard(__func__, [&] { PinnedSchedule(schedule, "schedule")->step(); });
}

nnl_status NNL_CALL nnl_schedule_step_metric(nnl_schedule schedule, double metric) {
  return guard(__func__, [&] { PinnedSchedule(schedule, "schedule")->step_metric(metric); });
}

nnl_status NNL_CALL nnl_schedule_step_epoch(nnl_schedule schedule, double epoch) {
  return guard(__func__, [&] { PinnedSchedule(schedule, "schedule")->step_epoch(epoch); });
}

nnl_status NNL_CALL nnl_schedule_last_epoch(nnl_schedule schedule, int64_t* epoch) {
  return answer(__func__, "epoch", epoch, [&] { return PinnedSchedule(schedule, "schedule")->last_epoch(); });
}

nnl_status NNL_CALL nnl_schedule_last_learning_rate(nnl_schedule schedule, int64_t group,
                                                    double* learning_rate) {
  return answer(__func__, "learning_rate", learning_rate,
                [&] { return PinnedSchedule(schedule, "schedule")->last_rate(group); });
}
