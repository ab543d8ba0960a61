/* Calls the losses as modules and the functions that train in one call. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor row(double a, double b) {
  const int64_t shape[] = {1, 2};
  double data[2];
  nnl_tensor tensor = 0;
  data[0] = a;
  data[1] = b;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, data, sizeof data, &tensor));
  return tensor;
}

/* Runs a loss on `count` inputs, compares it with what is expected, and releases it. */
static void expect_loss(nnl_module loss, int64_t count, const nnl_tensor* inputs, double expected) {
  nnl_tensor value = 0;
  double number = NAN;
  OK(nnl_module_forward_inputs(loss, count, inputs, &value));
  OK(nnl_tensor_item(value, &number));
  CHECK(fabs(number - expected) < 1e-9);
  nnl_tensor_release(value);
  nnl_module_release(loss);
}

static void check_losses(void) {
  const int64_t one[] = {1};
  nnl_tensor x = row(0.5, 2), y = row(0, 0.5), p = row(0.5, 0.25), logs = row(log(0.25), log(0.75));
  nnl_tensor first = 0, together = 0, xy[3], py[2], xf[2], lf[2], xyt[3], xyp[3];
  nnl_triplet_margin_options triplet;
  nnl_cross_entropy_options cross;
  nnl_module loss = 0;
  OK(nnl_tensor_full(0, NNL_I64, 1, one, 0, &first));
  OK(nnl_tensor_full(0, NNL_I64, 1, one, 1, &together));
  xy[0] = xyt[0] = xyp[0] = xf[0] = x;
  xy[1] = xyt[1] = xyp[1] = py[1] = y;
  xy[2] = y;
  py[0] = xyp[2] = p;
  xf[1] = lf[1] = first;
  lf[0] = logs;
  xyt[2] = together;

  OK(nnl_mse_loss_create(0, NNL_REDUCTION_SUM, &loss));
  CHECK(nnl_module_forward_inputs(loss, 3, xy, &first) == NNL_INVALID_ARGUMENT && first == 0);
  first = xf[1];
  expect_loss(loss, 2, xy, 0.25 + 2.25);
  OK(nnl_l1_loss_create(0, NNL_REDUCTION_SUM, &loss));
  expect_loss(loss, 2, xy, 2);
  OK(nnl_smooth_l1_loss_create(0, 1, NNL_REDUCTION_SUM, &loss));
  expect_loss(loss, 2, xy, 0.125 + 1);
  CHECK(nnl_smooth_l1_loss_create(0, -1, NNL_REDUCTION_SUM, &loss) == NNL_INVALID_ARGUMENT && loss == 0);
  OK(nnl_huber_loss_create(0, 0.5, NNL_REDUCTION_SUM, &loss));
  expect_loss(loss, 2, xy, 0.5 * 0.25 + 0.5 * 1.25);
  CHECK(nnl_huber_loss_create(0, 0, NNL_REDUCTION_SUM, &loss) == NNL_INVALID_ARGUMENT && loss == 0);
  OK(nnl_bce_loss_create(0, 0, NNL_REDUCTION_SUM, &loss));
  expect_loss(loss, 2, py, log(2) - 0.5 * log(0.25) - 0.5 * log(0.75));
  OK(nnl_bce_with_logits_loss_create(0, 0, 0, NNL_REDUCTION_SUM, &loss));
  expect_loss(loss, 2, xy, log(1 + exp(0.5)) + 0.5 * log(1 + exp(-2)) + 0.5 * log(1 + exp(2)));
  OK(nnl_nll_loss_create(0, 0, -100, NNL_REDUCTION_MEAN, &loss));
  expect_loss(loss, 2, lf, log(4));
  nnl_cross_entropy_options_init(&cross, sizeof cross);
  OK(nnl_cross_entropy_loss_create(0, &cross, &loss));
  expect_loss(loss, 2, xf, log(1 + exp(1.5)));
  cross.label_smoothing = 2;
  CHECK(nnl_cross_entropy_loss_create(0, &cross, &loss) == NNL_INVALID_ARGUMENT && loss == 0);
  OK(nnl_cosine_embedding_loss_create(0, 0, NNL_REDUCTION_MEAN, &loss));
  expect_loss(loss, 3, xyt, 1 - 2 / sqrt(4.25));
  nnl_triplet_margin_options_init(&triplet, sizeof triplet);
  triplet.p = 1;
  triplet.eps = 0;
  OK(nnl_triplet_margin_loss_create(0, &triplet, &loss));
  expect_loss(loss, 3, xyp, 1 + 2 - 1.75);
  triplet.margin = -1;
  CHECK(nnl_triplet_margin_loss_create(0, &triplet, &loss) == NNL_INVALID_ARGUMENT && loss == 0);

  nnl_tensor_release(x);
  nnl_tensor_release(y);
  nnl_tensor_release(p);
  nnl_tensor_release(logs);
  nnl_tensor_release(first);
  nnl_tensor_release(together);
}

/* What the callback of a fit saw, and what it is to answer. */
struct watcher {
  int64_t steps, epochs;
  double last_loss;
  nnl_status answer;
};

static nnl_status NNL_CALL watch(const nnl_fit_progress* progress, void* user_data) {
  struct watcher* seen = (struct watcher*)user_data;
  CHECK(progress->struct_size == sizeof *progress);
  if (progress->epoch_ended) {
    ++seen->epochs;
    CHECK(progress->validation_loss == progress->validation_loss);
  } else {
    ++seen->steps;
    CHECK(progress->step == seen->steps && progress->batches == 2);
  }
  seen->last_loss = progress->loss;
  return seen->answer;
}

/* y = x, learnt by one weight from 4 samples. */
static void check_training(void) {
  const int64_t shape[] = {4, 1};
  const float values[] = {1, 2, 3, 4};
  nnl_tensor data[2], weight = 0;
  nnl_module model = 0, loss = 0;
  nnl_optimizer sgd = 0;
  nnl_loader loader = 0, validation = 0;
  nnl_linear_options linear;
  nnl_sgd_options settings;
  nnl_loader_options batches;
  nnl_train_step_options step;
  nnl_fit_options options;
  nnl_fit_report report;
  struct watcher seen = {0, 0, 0, NNL_OK};
  struct {
    nnl_fit_report report;
    int64_t beyond;
  } guarded;
  double value = -1;
  OK(nnl_tensor_from_data(0, NNL_F32, 2, shape, values, sizeof values, &data[0]));
  OK(nnl_tensor_from_data(0, NNL_F32, 2, shape, values, sizeof values, &data[1]));
  nnl_linear_options_init(&linear, sizeof linear);
  linear.bias = 0;
  OK(nnl_linear_create(0, 1, 1, &linear, &model));
  OK(nnl_module_tensor(model, "weight", &weight));
  OK(nnl_init_constant(weight, 0));
  OK(nnl_mse_loss_create(0, NNL_REDUCTION_MEAN, &loss));
  nnl_sgd_options_init(&settings, sizeof settings);
  settings.learning_rate = 0.0625;
  OK(nnl_sgd_create(1, &weight, &settings, &sgd));

  /* The gradient of mean((w - 1)^2 x^2) at w = 0 is -15, clipped to -4. */
  nnl_train_step_options_init(&step, sizeof step);
  CHECK(step.has_clip_norm == 0 && step.clip_norm_type == 2);
  step.has_clip_norm = 1;
  step.clip_norm = 8;
  step.has_clip_value = 1;
  step.clip_value = 4;
  OK(nnl_train_step(model, loss, sgd, 1, &data[0], 1, &data[1], &step, &value));
  CHECK(value == 7.5);
  OK(nnl_tensor_item(weight, &value));
  CHECK(fabs(value - 0.25) < 1e-7);
  step.has_clip_norm = 2;
  CHECK(nnl_train_step(model, loss, sgd, 1, &data[0], 1, &data[1], &step, &value) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "options.has_clip_norm") == 0);
  CHECK(nnl_train_step(model, loss, model, 1, &data[0], 1, &data[1], NULL, NULL) == NNL_INVALID_HANDLE);
  CHECK(nnl_train_step(model, loss, sgd, 1, &data[0], 0, NULL, NULL, NULL) == NNL_INVALID_ARGUMENT);

  nnl_loader_options_init(&batches, sizeof batches);
  batches.batch_size = 2;
  OK(nnl_loader_create(2, data, &batches, &loader));
  OK(nnl_loader_create(2, data, NULL, &validation));
  OK(nnl_evaluate(model, loss, validation, 0, &value));
  CHECK(fabs(value - 0.5625 * 7.5) < 1e-6);
  CHECK(nnl_evaluate(model, loss, validation, 3, &value) == NNL_INVALID_ARGUMENT);

  nnl_fit_options_init(&options, sizeof options);
  CHECK(options.epochs == 1 && options.validation == 0 && options.keep_best == 0);
  options.epochs = 20;
  options.validation = validation;
  options.keep_best = 1;
  nnl_fit_report_init(&report, sizeof report);
  OK(nnl_fit(model, loss, sgd, loader, &options, watch, &seen, &report));
  CHECK(report.end == NNL_FIT_EPOCHS && report.epochs == 20 && report.steps == 40);
  CHECK(seen.epochs == 20 && seen.steps == 40 && seen.last_loss == report.loss);
  CHECK(report.best_loss < 1e-6 && report.best_epoch >= 0 && report.seconds >= 0);
  OK(nnl_tensor_item(weight, &value));
  CHECK(fabs(value - 1) < 1e-3);

  /* A report of an older, smaller version gets no byte beyond its size. */
  memset(&guarded, 0x5a, sizeof guarded);
  nnl_fit_report_init(&guarded.report, 24);
  seen.steps = 0;
  seen.answer = NNL_CANCELLED;
  OK(nnl_fit(model, loss, sgd, loader, &options, watch, &seen, &guarded.report));
  CHECK(guarded.report.end == NNL_FIT_CANCELLED && guarded.report.steps == 1);
  CHECK(guarded.report.best_epoch == 0x5a5a5a5a5a5a5a5aLL && guarded.beyond == 0x5a5a5a5a5a5a5a5aLL);
  OK(nnl_fit(model, loss, sgd, loader, NULL, NULL, NULL, NULL));
  seen.steps = 0;
  seen.answer = NNL_IO_ERROR;
  CHECK(nnl_fit(model, loss, sgd, loader, &options, watch, &seen, NULL) == NNL_CALLBACK_FAILED);
  CHECK(strcmp(nnl_last_error_argument(), "callback") == 0 && seen.steps == 1);
  report.struct_size = 0;
  CHECK(nnl_fit(model, loss, sgd, loader, &options, NULL, NULL, &report) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "report") == 0);
  options.validation = loader;
  CHECK(nnl_fit(model, loss, sgd, loader, &options, NULL, NULL, NULL) == NNL_INVALID_ARGUMENT);
  options.validation = weight;
  CHECK(nnl_fit(model, loss, sgd, loader, &options, NULL, NULL, NULL) == NNL_INVALID_HANDLE);

  nnl_loader_release(loader);
  nnl_loader_release(validation);
  nnl_optimizer_release(sgd);
  nnl_module_release(loss);
  nnl_module_release(model);
  nnl_tensor_release(weight);
  nnl_tensor_release(data[0]);
  nnl_tensor_release(data[1]);
}

int main(void) {
  int64_t live = -1;
  check_losses();
  check_training();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
