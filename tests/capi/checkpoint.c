/* Puts a training aside in the middle and takes it up again in other objects. */
#include <stdio.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static const char* const path = "capi_checkpoint_test.safetensors";

/* A model with noise from dropout, its loss, and all that a checkpoint holds. */
struct training {
  nnl_module loss;
  nnl_checkpoint_parts parts;
};

static nnl_tensor samples(int64_t columns) {
  double values[20];
  int64_t shape[2];
  nnl_tensor tensor = 0;
  int64_t i;
  shape[0] = 10;
  shape[1] = columns;
  for (i = 0; i < 10 * columns; ++i) values[i] = (double)((i * i + 3 * i) % 7) / 4;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, values, (uint64_t)(80 * columns), &tensor));
  return tensor;
}

static struct training make(void) {
  struct training made;
  nnl_checkpoint_parts* parts = &made.parts;
  nnl_module layers[3];
  nnl_tensor data[2], parameters[4];
  nnl_linear_options linear;
  nnl_batch_norm_options norm;
  nnl_sgd_options sgd;
  nnl_loader_options batches;
  int64_t i;
  nnl_linear_options_init(&linear, sizeof linear);
  nnl_batch_norm_options_init(&norm, sizeof norm);
  nnl_sgd_options_init(&sgd, sizeof sgd);
  nnl_loader_options_init(&batches, sizeof batches);
  nnl_checkpoint_parts_init(parts, sizeof *parts);
  CHECK(parts->random == 1 && parts->model == 0 && parts->optimizer == 0 && parts->schedule == 0 &&
        parts->loader == 0);
  linear.dtype = norm.dtype = NNL_F64;
  sgd.momentum = 0.9;
  sgd.learning_rate = 0.25;
  batches.batch_size = 4;
  batches.sampling = NNL_SAMPLING_SHUFFLE;
  OK(nnl_batch_norm1d_create(0, 2, &norm, &layers[0]));
  OK(nnl_dropout_create(0, 0.25, &layers[1]));
  OK(nnl_linear_create(0, 2, 1, &linear, &layers[2]));
  OK(nnl_sequential_create(0, 3, layers, &parts->model));
  OK(nnl_mse_loss_create(0, NNL_REDUCTION_MEAN, &made.loss));
  for (i = 0; i < 4; ++i) OK(nnl_module_parameter(parts->model, i, &parameters[i]));
  OK(nnl_sgd_create(4, parameters, &sgd, &parts->optimizer));
  OK(nnl_step_lr_create(parts->optimizer, 2, 0.5, &parts->schedule));
  data[0] = samples(2);
  data[1] = samples(1);
  OK(nnl_loader_create(2, data, &batches, &parts->loader));
  for (i = 0; i < 3; ++i) nnl_module_release(layers[i]);
  for (i = 0; i < 4; ++i) nnl_tensor_release(parameters[i]);
  nnl_tensor_release(data[0]);
  nnl_tensor_release(data[1]);
  return made;
}

static void end(struct training* training) {
  nnl_module_release(training->loss);
  nnl_module_release(training->parts.model);
  nnl_optimizer_release(training->parts.optimizer);
  nnl_schedule_release(training->parts.schedule);
  nnl_loader_release(training->parts.loader);
}

/* One step of the optimizer and of the schedule. */
static double step(const struct training* training) {
  const nnl_checkpoint_parts* parts = &training->parts;
  nnl_tensor batch[2] = {0, 0};
  double loss = 0;
  do {
    OK(nnl_loader_next(parts->loader, 2, batch));
  } while (batch[0] == 0);
  OK(nnl_train_step(parts->model, training->loss, parts->optimizer, 1, &batch[0], 1, &batch[1], NULL, &loss));
  OK(nnl_schedule_step(parts->schedule));
  nnl_tensor_release(batch[0]);
  nnl_tensor_release(batch[1]);
  return loss;
}

static void check_resumption(void) {
  struct training first, second;
  double went_on[5], taken_up[5], rate = 0, other = 1;
  int i;
  OK(nnl_context_seed(0, 7));
  first = make();
  for (i = 0; i < 4; ++i) step(&first);
  OK(nnl_checkpoint_save(path, &first.parts));
  for (i = 0; i < 5; ++i) went_on[i] = step(&first);
  OK(nnl_context_seed(0, 99));
  second = make();
  step(&second);
  OK(nnl_checkpoint_load(path, &second.parts));
  for (i = 0; i < 5; ++i) taken_up[i] = step(&second);
  CHECK(memcmp(went_on, taken_up, sizeof went_on) == 0);
  OK(nnl_optimizer_learning_rate(first.parts.optimizer, 0, &rate));
  OK(nnl_optimizer_learning_rate(second.parts.optimizer, 0, &other));
  CHECK(rate == other && rate == 0.25 / 16);
  end(&first);
  end(&second);
}

static void check_errors(void) {
  struct training training = make(), same = training;
  nnl_checkpoint_parts parts;
  OK(nnl_checkpoint_load(path, &training.parts));
  nnl_checkpoint_parts_init(&parts, sizeof parts);
  CHECK(nnl_checkpoint_save(path, &parts) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_message(), "checkpoint: it has no parts") == 0);
  CHECK(nnl_checkpoint_save(path, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_checkpoint_save(NULL, &training.parts) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_checkpoint_load(NULL, &training.parts) == NNL_INVALID_ARGUMENT);
  parts.model = training.parts.optimizer;
  CHECK(nnl_checkpoint_load(path, &parts) == NNL_INVALID_HANDLE);
  CHECK(strcmp(nnl_last_error_argument(), "parts.model") == 0);
  parts.model = training.parts.model;
  parts.random = 2;
  CHECK(nnl_checkpoint_load(path, &parts) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "parts.random") == 0);
  parts.random = 0;
  OK(nnl_checkpoint_save(path, &parts));
  OK(nnl_checkpoint_load(path, &parts));
  CHECK(nnl_checkpoint_load(path, &same.parts) == NNL_NOT_FOUND);
  CHECK(strcmp(nnl_last_error_message(), "checkpoint: the file has no optimizer") == 0);
  parts.random = 1;
  CHECK(nnl_checkpoint_load(path, &parts) == NNL_NOT_FOUND);
  CHECK(nnl_checkpoint_load("no-such-folder/a-file", &parts) == NNL_IO_ERROR);
  CHECK(nnl_checkpoint_save("no-such-folder/a-file", &parts) == NNL_IO_ERROR);
  end(&training);
}

int main(void) {
  check_resumption();
  check_errors();
  remove(path);
  puts("checkpoint.c: all as promised");
  return 0;
}
