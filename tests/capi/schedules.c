/* Calls the schedules of the learning rate. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

static void fail_at(int line, const char* what) {
  fprintf(stderr, "schedules.c:%d: %s; last error: %s: %s\n", line, what, nnl_last_error_function(),
          nnl_last_error_message());
  exit(1);
}
#define CHECK(condition)                             \
  do {                                               \
    if (!(condition)) fail_at(__LINE__, #condition); \
  } while (0)
#define OK(call) CHECK((call) == NNL_OK)

/* SGD with momentum over one parameter, at the rate 1. */
static nnl_optimizer make_sgd(void) {
  nnl_sgd_options options;
  nnl_tensor parameter = 0;
  nnl_optimizer sgd = 0;
  nnl_sgd_options_init(&options, sizeof options);
  options.learning_rate = 1;
  options.momentum = 0.5;
  OK(nnl_tensor_full(0, NNL_F64, 0, NULL, 1, &parameter));
  OK(nnl_tensor_set_requires_grad(parameter, 1));
  OK(nnl_sgd_create(1, &parameter, &options, &sgd));
  nnl_tensor_release(parameter);
  return sgd;
}

static double rate_of(nnl_optimizer sgd) {
  double rate = -1;
  OK(nnl_optimizer_learning_rate(sgd, 0, &rate));
  return rate;
}

/* The schedule's rates, from when it was made, are those expected; ends both. */
static void expect_rates(nnl_optimizer sgd, nnl_schedule schedule, int count, const double* expected) {
  int i;
  for (i = 0; i < count; ++i) {
    CHECK(fabs(rate_of(sgd) - expected[i]) < 1e-12);
    OK(nnl_schedule_step(schedule));
  }
  nnl_schedule_release(schedule);
  nnl_optimizer_release(sgd);
}

static void check_rates(void) {
  const double stairs[] = {1, 1, 0.5, 0.5, 0.25}, milestones[] = {1, 0.5, 0.5, 0.125};
  const double halves[] = {1, 0.5, 0.25}, warm_up[] = {0.25, 0.5, 0.75, 1, 1};
  const double cosine[] = {1, 0.625, 0.25}, restarts[] = {1, 0.5, 1, 0.5, 1};
  const double sequence[] = {0.5, 0.75, 1, 0.5, 0.25};
  const int64_t at[] = {3, 1, 3}, second[] = {2};
  nnl_optimizer sgd;
  nnl_schedule schedule = 0, parts[2];

  sgd = make_sgd();
  OK(nnl_step_lr_create(sgd, 2, 0.5, &schedule));
  expect_rates(sgd, schedule, 5, stairs);
  sgd = make_sgd();
  OK(nnl_multi_step_lr_create(sgd, 3, at, 0.5, &schedule));
  expect_rates(sgd, schedule, 4, milestones);
  sgd = make_sgd();
  OK(nnl_exponential_lr_create(sgd, 0.5, &schedule));
  expect_rates(sgd, schedule, 3, halves);
  sgd = make_sgd();
  OK(nnl_linear_lr_create(sgd, 0.25, 1, 3, &schedule));
  expect_rates(sgd, schedule, 5, warm_up);
  sgd = make_sgd();
  OK(nnl_cosine_annealing_lr_create(sgd, 2, 0.25, &schedule));
  expect_rates(sgd, schedule, 3, cosine);
  sgd = make_sgd();
  OK(nnl_cosine_annealing_warm_restarts_create(sgd, 2, 1, 0, &schedule));
  OK(nnl_schedule_step_epoch(schedule, 1.5));
  CHECK(fabs(rate_of(sgd) - (1 - sqrt(0.5)) / 2) < 1e-12);
  OK(nnl_schedule_step_epoch(schedule, 0));
  expect_rates(sgd, schedule, 5, restarts);

  sgd = make_sgd();
  OK(nnl_linear_lr_create(sgd, 0.5, 1, 2, &parts[0]));
  OK(nnl_exponential_lr_create(sgd, 0.5, &parts[1]));
  OK(nnl_sequential_lr_create(2, parts, second, &schedule));
  nnl_schedule_release(parts[0]);
  nnl_schedule_release(parts[1]);
  expect_rates(sgd, schedule, 5, sequence);
}

static void check_one_cycle(void) {
  nnl_optimizer sgd = make_sgd();
  nnl_one_cycle_lr_options options;
  nnl_schedule cycle = 0;
  double momentum = 0;
  const double max_lr = 2;
  nnl_one_cycle_lr_options_init(&options, sizeof options);
  CHECK(options.annealing == NNL_ANNEALING_COSINE && options.cycle_momentum == 1 && options.three_phase == 0);
  CHECK(options.pct_start == 0.3 && options.base_momentum == 0.85 && options.max_momentum == 0.95);
  CHECK(options.div_factor == 25 && options.final_div_factor == 1e4);
  options.annealing = NNL_ANNEALING_LINEAR;
  options.pct_start = 0.5;
  options.div_factor = 4;
  OK(nnl_one_cycle_lr_create(sgd, 1, &max_lr, 8, &options, &cycle));
  CHECK(rate_of(sgd) == 0.5);
  OK(nnl_schedule_step(cycle));
  CHECK(fabs(rate_of(sgd) - 1) < 1e-12);
  OK(nnl_optimizer_momentum(sgd, 0, &momentum));
  CHECK(fabs(momentum - (0.95 - 0.1 / 3)) < 1e-12);
  nnl_schedule_release(cycle);
  options.annealing = 2;
  CHECK(nnl_one_cycle_lr_create(sgd, 1, &max_lr, 8, &options, &cycle) == NNL_INVALID_ARGUMENT && cycle == 0);
  CHECK(nnl_one_cycle_lr_create(sgd, 1, NULL, 8, NULL, &cycle) == NNL_INVALID_ARGUMENT && cycle == 0);
  CHECK(nnl_one_cycle_lr_create(sgd, -1, &max_lr, 8, NULL, &cycle) == NNL_INVALID_ARGUMENT && cycle == 0);
  nnl_optimizer_release(sgd);
}

static void check_plateau(void) {
  nnl_optimizer sgd = make_sgd();
  nnl_reduce_lr_on_plateau_options options;
  nnl_schedule plateau = 0;
  const double min_lr = 0.5;
  nnl_reduce_lr_on_plateau_options_init(&options, sizeof options);
  CHECK(options.mode == NNL_PLATEAU_MIN && options.threshold_mode == NNL_THRESHOLD_REL);
  CHECK(options.factor == 0.1 && options.threshold == 1e-4 && options.eps == 1e-8);
  CHECK(options.patience == 10 && options.cooldown == 0 && options.reserved == 0);
  options.patience = 1;
  options.mode = NNL_PLATEAU_MAX;
  options.threshold_mode = NNL_THRESHOLD_ABS;
  OK(nnl_reduce_lr_on_plateau_create(sgd, 1, &min_lr, &options, &plateau));
  OK(nnl_schedule_step_metric(plateau, 3));
  OK(nnl_schedule_step_metric(plateau, 3));
  CHECK(rate_of(sgd) == 1);
  OK(nnl_schedule_step_metric(plateau, NAN));
  CHECK(rate_of(sgd) == 0.5);
  CHECK(nnl_schedule_step(plateau) == NNL_NOT_SUPPORTED);
  CHECK(nnl_schedule_step_epoch(plateau, 1) == NNL_NOT_SUPPORTED);
  nnl_schedule_release(plateau);
  options.reserved = 1;
  CHECK(nnl_reduce_lr_on_plateau_create(sgd, 0, NULL, &options, &plateau) == NNL_NOT_SUPPORTED);
  OK(nnl_reduce_lr_on_plateau_create(sgd, 0, NULL, NULL, &plateau));
  nnl_schedule_release(plateau);
  nnl_optimizer_release(sgd);
}

static void check_handles(void) {
  nnl_optimizer sgd = make_sgd();
  nnl_schedule schedule = 0, none = 0;
  OK(nnl_exponential_lr_create(sgd, 0.5, &schedule));
  CHECK(nnl_schedule_step(sgd) == NNL_INVALID_HANDLE);
  CHECK(nnl_schedule_step_metric(schedule, 1) == NNL_NOT_SUPPORTED);
  CHECK(nnl_exponential_lr_create(schedule, 0.5, &none) == NNL_INVALID_HANDLE && none == 0);
  CHECK(nnl_exponential_lr_create(sgd, 0.5, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(rate_of(sgd) == 1);
  CHECK(nnl_multi_step_lr_create(sgd, 1, NULL, 0.5, &none) == NNL_INVALID_ARGUMENT && none == 0);
  CHECK(nnl_sequential_lr_create(0, NULL, NULL, &none) == NNL_INVALID_ARGUMENT && none == 0);
  CHECK(nnl_sequential_lr_create(1, &sgd, NULL, &none) == NNL_INVALID_HANDLE && none == 0);
  nnl_optimizer_release(sgd); /* the schedule keeps it */
  OK(nnl_schedule_step(schedule));
  nnl_schedule_release(schedule);
  nnl_schedule_release(schedule);
  nnl_schedule_release(0);
  CHECK(nnl_schedule_step(schedule) == NNL_INVALID_HANDLE);
  CHECK(strstr(nnl_last_error_message(), "released"));
}

int main(void) {
  int64_t live = -1;
  check_rates();
  check_one_cycle();
  check_plateau();
  check_handles();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  puts("schedules.c: all as promised");
  return 0;
}
