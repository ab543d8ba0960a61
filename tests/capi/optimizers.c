/* Calls every function of the optimizers beside SGD. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor parameter(double value) {
  nnl_tensor tensor = 0;
  OK(nnl_tensor_full(0, NNL_F64, 0, NULL, value, &tensor));
  OK(nnl_tensor_set_requires_grad(tensor, 1));
  return tensor;
}

static double item(nnl_tensor tensor) {
  double value = NAN;
  OK(nnl_tensor_item(tensor, &value));
  return value;
}

/* Two steps of an optimizer of one parameter that starts at 1, with the gradients 2 and 2; ends both. */
static double after_two_steps(nnl_optimizer optimizer, nnl_tensor p) {
  nnl_tensor two = parameter(2), loss = 0;
  double value;
  int i;
  OK(nnl_tensor_set_requires_grad(two, 0));
  for (i = 0; i < 2; ++i) {
    OK(nnl_multiply(p, two, &loss));
    OK(nnl_optimizer_zero_grad(optimizer));
    OK(nnl_tensor_backward(loss, 0, 0));
    OK(nnl_optimizer_step(optimizer));
    nnl_tensor_release(loss);
  }
  value = item(p);
  nnl_tensor_release(two);
  nnl_tensor_release(p);
  nnl_optimizer_release(optimizer);
  return value;
}

static int near(double value, double expected) { return fabs(value - expected) < 1e-9; }

static void adam_and_adamw(void) {
  nnl_adam_options options;
  nnl_adamw_options decoupled;
  nnl_tensor p = parameter(1), q = parameter(1);
  nnl_optimizer adam = 0, adamw = 0;
  double beta1 = 0;
  nnl_adam_options_init(&options, sizeof options);
  nnl_adamw_options_init(&decoupled, sizeof decoupled);
  CHECK(options.learning_rate == 1e-3 && options.beta2 == 0.999 && options.weight_decay == 0);
  CHECK(decoupled.weight_decay == 1e-2);

  options.eps = decoupled.eps = 0;
  options.learning_rate = decoupled.learning_rate = 0.25;
  decoupled.weight_decay = 0.5;
  OK(nnl_adam_create(1, &p, &options, &adam));
  OK(nnl_adam_add_group(adam, 1, &q, NULL));
  OK(nnl_optimizer_momentum(adam, 1, &beta1));
  CHECK(beta1 == 0.9);
  OK(nnl_optimizer_set_momentum(adam, 0, 0.5));
  CHECK(nnl_optimizer_set_momentum(adam, 0, 1) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_sgd_add_group(adam, 1, &q, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_message(), "optimizer: its kind is adam, not sgd") == 0);
  CHECK(nnl_adamw_add_group(adam, 1, &q, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(near(after_two_steps(adam, p), 0.5));
  CHECK(item(q) == 1);

  p = parameter(1);
  OK(nnl_adamw_create(1, &p, &decoupled, &adamw));
  OK(nnl_adamw_add_group(adamw, 1, &q, NULL));
  CHECK(near(after_two_steps(adamw, p), (0.875 - 0.25) * 0.875 - 0.25));
  nnl_tensor_release(q);

  p = parameter(1);
  options.amsgrad = 2;
  CHECK(nnl_adam_create(1, &p, &options, &adam) == NNL_INVALID_ARGUMENT && adam == 0);
  CHECK(strcmp(nnl_last_error_argument(), "options.amsgrad") == 0);
  options.amsgrad = 0;
  options.reserved = 1;
  CHECK(nnl_adam_create(1, &p, &options, &adam) == NNL_NOT_SUPPORTED);
  nnl_tensor_release(p);
}

static void adagrad_and_rmsprop(void) {
  nnl_adagrad_options adagrad_options;
  nnl_rmsprop_options options;
  nnl_tensor p = parameter(1), q = parameter(1);
  nnl_optimizer adagrad = 0, rmsprop = 0;
  double momentum = -1;
  nnl_adagrad_options_init(&adagrad_options, sizeof adagrad_options);
  CHECK(adagrad_options.learning_rate == 1e-2 && adagrad_options.eps == 1e-10);
  adagrad_options.learning_rate = 0.25;
  adagrad_options.eps = 0;
  adagrad_options.initial_accumulator_value = 5;
  adagrad_options.lr_decay = 1;
  OK(nnl_adagrad_create(1, &p, &adagrad_options, &adagrad));
  OK(nnl_adagrad_add_group(adagrad, 1, &q, NULL));
  CHECK(nnl_optimizer_momentum(adagrad, 0, &momentum) == NNL_NOT_SUPPORTED && momentum == -1);
  CHECK(near(after_two_steps(adagrad, p), 1 - 0.25 * 2 / 3 - 0.125 * 2 / sqrt(13)));

  p = parameter(1);
  nnl_rmsprop_options_init(&options, sizeof options);
  CHECK(options.alpha == 0.99 && options.momentum == 0);
  options.alpha = 0;
  options.eps = 0;
  options.learning_rate = 0.25;
  options.momentum = 0.5;
  OK(nnl_rmsprop_create(1, &p, &options, &rmsprop));
  OK(nnl_rmsprop_add_group(rmsprop, 1, &q, NULL));
  CHECK(near(after_two_steps(rmsprop, p), 1 - 0.25 - 0.25 * 1.5));
  nnl_tensor_release(q);
}

static void sparse_adam(void) {
  const int64_t shape[] = {3, 1}, one[] = {1};
  const double numbers[] = {1, 2, 3};
  const int32_t row[] = {1};
  double after[3];
  nnl_tensor table = 0, index = 0, loss = 0, q = parameter(1);
  nnl_sparse_adam_options options;
  nnl_optimizer optimizer = 0;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, numbers, sizeof numbers, &table));
  OK(nnl_tensor_set_requires_grad(table, 1));
  OK(nnl_tensor_from_data(0, NNL_I32, 1, one, row, sizeof row, &index));
  nnl_sparse_adam_options_init(&options, sizeof options);
  CHECK(options.beta1 == 0.9 && options.eps == 1e-8);
  options.learning_rate = 0.25;
  OK(nnl_sparse_adam_create(1, &table, &options, &optimizer));
  OK(nnl_sparse_adam_add_group(optimizer, 1, &q, NULL));

  OK(nnl_embedding(table, index, NULL, &loss));
  OK(nnl_tensor_backward(loss, 0, 0));
  OK(nnl_optimizer_step(optimizer));
  OK(nnl_tensor_read(table, after, sizeof after));
  CHECK(after[0] == 1 && fabs(after[1] - 1.75) < 1e-6 && after[2] == 3);
  nnl_tensor_release(loss);

  OK(nnl_tensor_backward(q, 0, 0));
  CHECK(nnl_optimizer_step(optimizer) == NNL_NOT_SUPPORTED);
  OK(nnl_tensor_read(table, after, sizeof after));
  CHECK(fabs(after[1] - 1.75) < 1e-6);
  nnl_tensor_release(table);
  nnl_tensor_release(index);
  nnl_tensor_release(q);
  nnl_optimizer_release(optimizer);
}

int main(void) {
  int64_t live = -1;
  adam_and_adamw();
  adagrad_and_rmsprop();
  sparse_adam();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
