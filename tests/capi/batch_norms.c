/* Calls every function of nnlite.h that concerns the batch norms of a module. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static void run(nnl_module module, nnl_tensor x) {
  nnl_tensor y = 0;
  OK(nnl_module_forward(module, x, &y));
  nnl_tensor_release(y);
}

/* The only element of a buffer. */
static double buffer(nnl_module module, const char* name) {
  nnl_tensor tensor = 0;
  double value = NAN;
  OK(nnl_module_tensor(module, name, &tensor));
  OK(nnl_tensor_item(tensor, &value));
  nnl_tensor_release(tensor);
  return value;
}

static nnl_tensor column(double a, double b, double c, double d) {
  const int64_t shape[] = {4, 1};
  double data[4];
  nnl_tensor tensor = 0;
  data[0] = a;
  data[1] = b;
  data[2] = c;
  data[3] = d;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, data, sizeof data, &tensor));
  return tensor;
}

/* A program that was compiled when the struct ended with momentum. */
static void check_old_caller(void) {
  union {
    nnl_batch_norm_options options;
    unsigned char bytes[sizeof(nnl_batch_norm_options)];
  } old;
  const uint32_t old_size = (uint32_t)offsetof(nnl_batch_norm_options, bias);
  nnl_module layer = 0;
  int64_t parameters = -1;
  memset(&old, 0x7f, sizeof old);
  nnl_batch_norm_options_init(&old.options, old_size);
  CHECK(old.options.struct_size == old_size && old.options.momentum == 0.1);
  CHECK(old.bytes[old_size] == 0x7f && old.bytes[sizeof old - 1] == 0x7f);
  OK(nnl_batch_norm1d_create(0, 2, &old.options, &layer));
  OK(nnl_module_num_parameters(layer, &parameters));
  CHECK(parameters == 2);
  nnl_module_release(layer);
}

static void check_options(void) {
  const int64_t shape[] = {1, 1, 1, 1, 1};
  nnl_batch_norm_options options;
  nnl_module layer = 0;
  nnl_tensor one = 0;
  int64_t parameters = -1;
  nnl_batch_norm_options_init(&options, sizeof options);
  CHECK(options.bias == 1 && options.batch_of_one == NNL_BATCH_OF_ONE_ERROR);
  options.bias = 0;
  options.batch_of_one = NNL_BATCH_OF_ONE_RUNNING;
  OK(nnl_batch_norm3d_create(0, 1, &options, &layer));
  OK(nnl_module_num_parameters(layer, &parameters));
  CHECK(parameters == 1);
  OK(nnl_tensor_full(0, NNL_F32, 5, shape, 3, &one));
  run(layer, one);
  CHECK(buffer(layer, "num_batches_tracked") == 0);
  nnl_module_release(layer);
  OK(nnl_batch_norm3d_create(0, 1, NULL, &layer));
  {
    nnl_tensor y = 1;
    CHECK(nnl_module_forward(layer, one, &y) == NNL_SHAPE_MISMATCH && y == 0);
  }
  nnl_tensor_release(one);
  nnl_module_release(layer);
  options.batch_of_one = 2;
  CHECK(nnl_batch_norm3d_create(0, 1, &options, &layer) == NNL_INVALID_ARGUMENT && layer == 0);
  CHECK(strcmp(nnl_last_error_argument(), "options.batch_of_one") == 0);
}

int main(void) {
  nnl_tensor x = column(1, 3, 1, 3), y = column(1, 1, 5, 5);
  nnl_batch_norm_options options;
  nnl_linear_options linear_options;
  nnl_loader_options loader_options;
  nnl_loader loader = 0;
  nnl_module parts[2] = {0, 0}, model = 0, folded = 0;
  int32_t frozen = -1, training = -1;
  int64_t batches = -1, needed = -1, live = -1;
  char text[512];
  check_old_caller();
  check_options();

  nnl_linear_options_init(&linear_options, sizeof linear_options);
  linear_options.dtype = NNL_F64;
  OK(nnl_linear_create(0, 1, 1, &linear_options, &parts[0]));
  {
    nnl_tensor weight = 0, bias = 0;
    OK(nnl_module_parameter(parts[0], 0, &weight));
    OK(nnl_module_parameter(parts[0], 1, &bias));
    OK(nnl_init_constant(weight, 1));
    OK(nnl_init_constant(bias, 0));
    nnl_tensor_release(weight);
    nnl_tensor_release(bias);
  }
  nnl_batch_norm_options_init(&options, sizeof options);
  options.dtype = NNL_F64;
  options.eps = 0;
  OK(nnl_batch_norm1d_create(0, 1, &options, &parts[1]));
  OK(nnl_sequential_create(0, 2, parts, &model));

  OK(nnl_module_freeze_statistics(model, 1));
  OK(nnl_module_statistics_frozen(model, &frozen));
  CHECK(frozen == 1);
  run(model, x);
  CHECK(buffer(model, "1.num_batches_tracked") == 0);
  OK(nnl_module_freeze_statistics(model, 0));
  OK(nnl_module_statistics_frozen(parts[1], &frozen));
  CHECK(frozen == 0);
  CHECK(nnl_module_freeze_statistics(model, 2) == NNL_INVALID_ARGUMENT);

  OK(nnl_module_accumulate_statistics(model, 1));
  run(model, x);
  run(model, y);
  CHECK(buffer(model, "1.num_batches_tracked") == 0);
  OK(nnl_module_commit_statistics(model));
  OK(nnl_module_accumulate_statistics(model, 0));
  CHECK(buffer(model, "1.num_batches_tracked") == 1);
  CHECK(fabs(buffer(model, "1.running_mean") - 0.25) < 1e-12);
  CHECK(fabs(buffer(model, "1.running_var") - (0.9 + 0.1 * 22 / 7)) < 1e-12);

  nnl_loader_options_init(&loader_options, sizeof loader_options);
  loader_options.batch_size = 2;
  OK(nnl_loader_create(1, &y, &loader_options, &loader));
  OK(nnl_module_train(model, 0));
  OK(nnl_recalibrate(model, loader, 0, &batches));
  CHECK(batches == 2 && buffer(model, "1.running_mean") == 3 && buffer(model, "1.running_var") == 0);
  OK(nnl_module_is_training(model, &training));
  CHECK(training == 0);
  CHECK(nnl_recalibrate(model, loader, -1, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_recalibrate(model, 0, 0, NULL) == NNL_INVALID_HANDLE);
  loader_options.batch_size = 4;
  nnl_loader_release(loader);
  OK(nnl_loader_create(1, &x, &loader_options, &loader));
  OK(nnl_recalibrate(model, loader, 1, NULL));
  CHECK(buffer(model, "1.running_mean") == 2 && fabs(buffer(model, "1.running_var") - 4. / 3) < 1e-12);

  OK(nnl_batch_norm_report(model, 1, &y, text, sizeof text, &needed));
  CHECK(strcmp(text,
               "layer  kind         mode       statistics  batches  least variance  "
               "values  mean shift  variance ratio\n"
               "1      BatchNorm1d  inference  tracked           1            1.33  "
               "     4       0.866               4\n") == 0);
  CHECK(needed == (int64_t)strlen(text) + 1);
  CHECK(nnl_batch_norm_report(model, 1, &y, text, 3, &needed) == NNL_BUFFER_TOO_SMALL);
  CHECK(nnl_batch_norm_report(model, 0, NULL, text, sizeof text, NULL) == NNL_INVALID_ARGUMENT);

  OK(nnl_module_fold_batch_norms(model, &folded));
  {
    nnl_tensor before = 0, after = 0;
    double a[4], b[4];
    int i;
    OK(nnl_module_num_buffers(folded, &needed));
    CHECK(needed == 0);
    OK(nnl_module_forward(model, y, &before));
    OK(nnl_module_forward(folded, y, &after));
    OK(nnl_tensor_read(before, a, sizeof a));
    OK(nnl_tensor_read(after, b, sizeof b));
    for (i = 0; i < 4; ++i) CHECK(fabs(a[i] - b[i]) < 1e-12);
    nnl_tensor_release(before);
    nnl_tensor_release(after);
  }

  nnl_module_release(folded);
  nnl_module_release(model);
  nnl_module_release(parts[0]);
  nnl_module_release(parts[1]);
  nnl_loader_release(loader);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
