#include <stdio.h>
#include <stdlib.h>

#include <nnlite/nnlite.h>

static void check(nnl_status status) {
  if (status == NNL_OK) return;
  fprintf(stderr, "%s: %s\n", nnl_last_error_function(), nnl_last_error_message());
  exit(1);
}

int main(void) {
  const int32_t contexts[] = {1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6}, next[] = {4, 5, 6, 7};
  const int64_t shape[] = {4, 3};
  nnl_tensor x, y, parameters[5], logits, loss;
  check(nnl_tensor_from_data(0, NNL_I32, 2, shape, contexts, sizeof contexts, &x));
  check(nnl_tensor_from_data(0, NNL_I32, 1, shape, next, sizeof next, &y));

  nnl_module layers[4], model;
  check(nnl_embedding_create(0, 8, 4, NULL, &layers[0]));
  check(nnl_flatten_create(0, &layers[1]));
  check(nnl_linear_create(0, 12, 8, NULL, &layers[2]));
  check(nnl_batch_norm1d_create(0, 8, NULL, &layers[3]));
  check(nnl_sequential_create(0, 4, layers, &model));

  nnl_optimizer sgd;
  nnl_sgd_options options;
  nnl_sgd_options_init(&options, sizeof options);
  options.learning_rate = 0.1;
  for (int i = 0; i < 5; ++i) check(nnl_module_parameter(model, i, &parameters[i]));
  check(nnl_sgd_create(5, parameters, &options, &sgd));

  double value = 0;
  for (int step = 0; step < 50; ++step) {
    check(nnl_module_forward(model, x, &logits));
    check(nnl_cross_entropy(logits, y, NULL, &loss));
    check(nnl_optimizer_zero_grad(sgd));
    check(nnl_tensor_backward(loss, 0, 0));
    check(nnl_optimizer_step(sgd));
    check(nnl_tensor_item(loss, &value));
    nnl_tensor_release(logits);
    nnl_tensor_release(loss);
  }
  printf("loss %.6f\n", value);

  nnl_optimizer_release(sgd);
  nnl_module_release(model);
  for (int i = 0; i < 4; ++i) nnl_module_release(layers[i]);
  for (int i = 0; i < 5; ++i) nnl_tensor_release(parameters[i]);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
  return 0;
}
