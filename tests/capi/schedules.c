/* Calls every function of the schedules. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

/* An SGD of one parameter with the rate 0.5. */
static nnl_optimizer make_optimizer(void) {
  nnl_sgd_options options;
  nnl_tensor p = 0;
  nnl_optimizer optimizer = 0;
  OK(nnl_tensor_full(0, NNL_F64, 0, NULL, 1, &p));
  OK(nnl_tensor_set_requires_grad(p, 1));
  nnl_sgd_options_init(&options, sizeof options);
  options.learning_rate = 0.5;
  OK(nnl_sgd_create(1, &p, &options, &optimizer));
  nnl_tensor_release(p);
  return optimizer;
}

static double rate_of(nnl_optimizer optimizer) {
  double rate = NAN;
  OK(nnl_optimizer_learning_rate(optimizer, 0, &rate));
  return rate;
}

static int near(double value, double expected) { return fabs(value - expected) < 1e-12; }

/* Whether a schedule steps through these rates, the first when it is made; ends it. */
static int follows(nnl_optimizer optimizer, nnl_schedule schedule, int count, const double* rates) {
  int i, same = 1;
  int64_t epoch = -1;
  for (i = 0; i < count; ++i) {
    double last = NAN;
    if (i > 0) OK(nnl_schedule_step(schedule));
    OK(nnl_schedule_last_epoch(schedule, &epoch));
    OK(nnl_schedule_last_learning_rate(schedule, 0, &last));
    same = same && epoch == i && near(rate_of(optimizer), rates[i]) && last == rate_of(optimizer);
  }
  nnl_schedule_release(schedule);
  nnl_optimizer_release(optimizer);
  return same;
}

static void check_rates(void) {
  static const double stairs[] = {0.5, 0.5, 0.25, 0.25, 0.125}, milestones[] = {0.5, 0.25, 0.25, 0.0625};
  static const double decay[] = {0.5, 0.25, 0.125}, warm_up[] = {0.125, 0.25, 0.375, 0.5, 0.5};
  static const double cosine[] = {0.5, 0.25, 0, 0.25}, restarts[] = {0.5, 0.25, 0.5, 0.4267766952966369};
  static const int64_t at[] = {3, 1, 3};
  nnl_optimizer o = make_optimizer();
  nnl_schedule schedule = 0;
  OK(nnl_step_lr_create(o, 2, 0.5, &schedule));
  CHECK(follows(o, schedule, 5, stairs));
  o = make_optimizer();
  OK(nnl_multi_step_lr_create(o, 3, at, 0.5, &schedule));
  CHECK(follows(o, schedule, 4, milestones));
  o = make_optimizer();
  OK(nnl_exponential_lr_create(o, 0.5, &schedule));
  CHECK(follows(o, schedule, 3, decay));
  o = make_optimizer();
  OK(nnl_linear_lr_create(o, 0.25, 1, 3, &schedule));
  CHECK(follows(o, schedule, 5, warm_up));
  o = make_optimizer();
  OK(nnl_cosine_annealing_lr_create(o, 2, 0, &schedule));
  CHECK(follows(o, schedule, 4, cosine));
  o = make_optimizer();
  OK(nnl_cosine_annealing_warm_restarts_create(o, 2, 2, 0, &schedule));
  OK(nnl_schedule_step_epoch(schedule, 6.5));
  CHECK(near(rate_of(o), 0.25 * (1 + cos(3.14159265358979323846 * 0.5 / 8))));
  CHECK(nnl_schedule_step_epoch(schedule, -1) == NNL_INVALID_ARGUMENT);
  OK(nnl_schedule_step_epoch(schedule, 0));
  CHECK(follows(o, schedule, 4, restarts));
}

static void one_cycle(void) {
  nnl_one_cycle_lr_options options;
  nnl_optimizer o = make_optimizer();
  nnl_schedule schedule = 0;
  double momentum = NAN, max_lr[2];
  int i;
  max_lr[0] = 1;
  max_lr[1] = 2;
  nnl_one_cycle_lr_options_init(&options, sizeof options);
  CHECK(options.annealing == NNL_ANNEALING_COSINE && options.cycle_momentum == 1 && options.three_phase == 0);
  CHECK(options.pct_start == 0.3 && options.base_momentum == 0.85 && options.max_momentum == 0.95);
  CHECK(options.div_factor == 25 && options.final_div_factor == 1e4);
  CHECK(nnl_one_cycle_lr_create(o, 2, max_lr, 11, NULL, &schedule) == NNL_INVALID_ARGUMENT && schedule == 0);
  CHECK(strcmp(nnl_last_error_message(), "one_cycle_lr: 2 values of max_lr for 1 groups") == 0);
  CHECK(nnl_one_cycle_lr_create(o, 1, NULL, 11, NULL, &schedule) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "max_lr") == 0);
  CHECK(nnl_one_cycle_lr_create(o, -1, max_lr, 11, NULL, &schedule) == NNL_INVALID_ARGUMENT);
  options.annealing = 2;
  CHECK(nnl_one_cycle_lr_create(o, 1, max_lr, 11, &options, &schedule) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "options.annealing") == 0);

  options.annealing = NNL_ANNEALING_LINEAR;
  options.div_factor = 4;
  options.final_div_factor = 0.5;
  options.pct_start = 0.5;
  OK(nnl_one_cycle_lr_create(o, 1, max_lr, 10, &options, &schedule));
  CHECK(rate_of(o) == 0.25);
  for (i = 0; i < 4; ++i) OK(nnl_schedule_step(schedule));
  OK(nnl_optimizer_momentum(o, 0, &momentum));
  CHECK(rate_of(o) == 1 && near(momentum, 0.85));
  for (i = 0; i < 6; ++i) OK(nnl_schedule_step(schedule));
  OK(nnl_optimizer_momentum(o, 0, &momentum));
  CHECK(rate_of(o) == 0.5 && near(momentum, 0.95));
  CHECK(nnl_schedule_step(schedule) == NNL_INVALID_STATE && rate_of(o) == 0.5);
  CHECK(strcmp(nnl_last_error_message(), "one_cycle_lr: step 11 of 10") == 0);
  nnl_schedule_release(schedule);
  nnl_optimizer_release(o);
}

static void plateau(void) {
  static const double min_lr[] = {0.125};
  nnl_reduce_lr_on_plateau_options options;
  nnl_optimizer o = make_optimizer();
  nnl_schedule schedule = 0;
  int i;
  nnl_reduce_lr_on_plateau_options_init(&options, sizeof options);
  CHECK(options.mode == NNL_PLATEAU_MIN && options.threshold_mode == NNL_THRESHOLD_REL);
  CHECK(options.factor == 0.1 && options.threshold == 1e-4 && options.eps == 1e-8);
  CHECK(options.patience == 10 && options.cooldown == 0);
  options.reserved = 1;
  CHECK(nnl_reduce_lr_on_plateau_create(o, 0, NULL, &options, &schedule) == NNL_NOT_SUPPORTED);
  options.reserved = 0;
  options.factor = 1;
  CHECK(nnl_reduce_lr_on_plateau_create(o, 0, NULL, &options, &schedule) == NNL_INVALID_ARGUMENT);
  options.factor = 0.5;
  options.mode = NNL_PLATEAU_MAX;
  options.threshold_mode = NNL_THRESHOLD_ABS;
  options.threshold = 1;
  options.patience = 1;
  OK(nnl_reduce_lr_on_plateau_create(o, 1, min_lr, &options, &schedule));
  CHECK(nnl_schedule_step(schedule) == NNL_NOT_SUPPORTED);
  OK(nnl_schedule_step_metric(schedule, 3));
  OK(nnl_schedule_step_metric(schedule, 4)); /* not by more than 1 */
  CHECK(rate_of(o) == 0.5);
  OK(nnl_schedule_step_metric(schedule, NAN));
  CHECK(rate_of(o) == 0.25);
  for (i = 0; i < 6; ++i) OK(nnl_schedule_step_metric(schedule, 0));
  CHECK(rate_of(o) == 0.125);
  nnl_schedule_release(schedule);
  nnl_optimizer_release(o);
}

static void one_after_another(void) {
  static const double rates[] = {0.25, 0.375, 0.5, 0.25, 0.125};
  static const int64_t milestones[] = {2};
  nnl_optimizer o = make_optimizer();
  nnl_schedule parts[2], schedule = 0;
  OK(nnl_linear_lr_create(o, 0.5, 1, 2, &parts[0]));
  OK(nnl_exponential_lr_create(o, 0.5, &parts[1]));
  CHECK(nnl_sequential_lr_create(2, parts, NULL, &schedule) == NNL_INVALID_ARGUMENT && schedule == 0);
  CHECK(strcmp(nnl_last_error_argument(), "milestones") == 0);
  CHECK(nnl_sequential_lr_create(0, NULL, NULL, &schedule) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_sequential_lr_create(2, &o, milestones, &schedule) == NNL_INVALID_HANDLE);
  CHECK(rate_of(o) == 0.25);
  OK(nnl_sequential_lr_create(2, parts, milestones, &schedule));
  nnl_schedule_release(parts[0]); /* it shares them */
  nnl_schedule_release(parts[1]);
  CHECK(follows(o, schedule, 5, rates));
}

static void handles(void) {
  static const int64_t milestones[] = {0, 0};
  nnl_optimizer o = make_optimizer();
  nnl_schedule schedule = 1;
  int64_t epoch = -7;
  double rate = -7;
  CHECK(nnl_step_lr_create(o, 0, 0.1, &schedule) == NNL_INVALID_ARGUMENT && schedule == 0);
  CHECK(strcmp(nnl_last_error_message(), "step_lr: step_size 0 is less than 1") == 0);
  CHECK(nnl_step_lr_create(o, 1, 0.1, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_multi_step_lr_create(o, 2, milestones, 1e300, &schedule) == NNL_INVALID_STATE && schedule == 0);
  CHECK(nnl_exponential_lr_create(0, 0.5, &schedule) == NNL_INVALID_HANDLE);
  CHECK(rate_of(o) == 0.5);

  OK(nnl_exponential_lr_create(o, 0.5, &schedule));
  CHECK(nnl_optimizer_step(schedule) == NNL_INVALID_HANDLE);
  CHECK(nnl_schedule_step(o) == NNL_INVALID_HANDLE);
  CHECK(nnl_schedule_step_metric(schedule, 1) == NNL_NOT_SUPPORTED);
  CHECK(nnl_schedule_step_epoch(schedule, 1) == NNL_NOT_SUPPORTED);
  CHECK(nnl_schedule_last_learning_rate(schedule, 1, &rate) == NNL_INDEX_OUT_OF_RANGE && rate == -7);
  CHECK(nnl_schedule_last_epoch(schedule, NULL) == NNL_INVALID_ARGUMENT);
  nnl_optimizer_release(o); /* the schedule keeps it alive */
  OK(nnl_schedule_step(schedule));
  OK(nnl_schedule_last_learning_rate(schedule, 0, &rate));
  CHECK(rate == 0.25);
  nnl_schedule_release(schedule);
  CHECK(nnl_schedule_step(schedule) == NNL_INVALID_HANDLE);
  CHECK(nnl_schedule_last_epoch(schedule, &epoch) == NNL_INVALID_HANDLE && epoch == -7);
  nnl_schedule_release(schedule);
  nnl_schedule_release(0);
}

int main(void) {
  int64_t live = -1;
  check_rates();
  one_cycle();
  plateau();
  one_after_another();
  handles();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
