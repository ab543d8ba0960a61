/* Modules and operations that a C program builds itself, the check of their gradients, and loading with a
 * report. */
#include <stdio.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor pair(double a, double b) {
  const int64_t shape[] = {2};
  double data[2];
  nnl_tensor tensor = 0;
  data[0] = a;
  data[1] = b;
  OK(nnl_tensor_from_data(0, NNL_F64, 1, shape, data, sizeof data, &tensor));
  return tensor;
}

static int holds(nnl_tensor tensor, double a, double b) {
  double data[2];
  OK(nnl_tensor_read(tensor, data, sizeof data));
  return data[0] == a && data[1] == b;
}

static void NNL_CALL count_done(void* user_data) { ++*(int*)user_data; }

/* scale * child(x), with what it finds in its module. */
static nnl_status NNL_CALL scaled(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                  nnl_tensor* output, void* user_data) {
  nnl_module child = 0;
  nnl_tensor scale = 0, y = 0;
  nnl_status status;
  (void)user_data;
  if (count != 1) return NNL_INVALID_ARGUMENT;
  if ((status = nnl_module_child(module, 0, &child)) != NNL_OK) return status;
  status = nnl_module_forward(child, inputs[0], &y);
  if (status == NNL_OK) status = nnl_module_tensor(module, "scale", &scale);
  if (status == NNL_OK) status = nnl_multiply(scale, y, output);
  nnl_module_release(child);
  nnl_tensor_release(scale);
  nnl_tensor_release(y);
  return status;
}

static void modules(void) {
  int done = 0;
  int64_t count = -1, needed = -1;
  int32_t passed = 0;
  char text[512];
  nnl_module scale = 0, relu = 0, child = 0, other = 0, wrong = 7;
  nnl_tensor weight = pair(2, 3), seen = pair(0, 0), x = pair(-1, 4), y = 0, sum = 0;
  const char* table =
      "module   kind   output  parameters\n"
      "(model)  Scale  [2]              2\n"
      "  inner  ReLU   [2]              0\n"
      "parameters: 2, trainable: 2\n";
  OK(nnl_module_create(0, "Scale", scaled, count_done, &done, &scale));
  OK(nnl_relu_create(0, &relu));
  OK(nnl_module_add_parameter(scale, "scale", weight));
  OK(nnl_tensor_requires_grad(weight, &passed));
  CHECK(passed == 1);
  OK(nnl_module_add_buffer(scale, "seen", seen));
  OK(nnl_module_add_child(scale, "inner", relu));
  CHECK(nnl_module_add_child(scale, "self", scale) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_module_add_child(relu, "x", relu) == NNL_INVALID_STATE);
  CHECK(nnl_module_create(0, "", NULL, count_done, &done, &wrong) == NNL_INVALID_ARGUMENT && wrong == 0);

  OK(nnl_module_forward(scale, x, &y));
  CHECK(holds(y, 0, 12));
  OK(nnl_sum(y, 0, NULL, 0, &sum));
  OK(nnl_tensor_backward(sum, 0, 0));
  nnl_tensor_release(y);
  OK(nnl_tensor_grad(weight, &y));
  CHECK(holds(y, 0, 4));

  OK(nnl_module_kind(scale, text, sizeof text, NULL));
  CHECK(strcmp(text, "Scale") == 0);
  OK(nnl_module_num_children(scale, &count));
  CHECK(count == 1);
  OK(nnl_module_child_name(scale, 0, text, sizeof text, NULL));
  CHECK(strcmp(text, "inner") == 0);
  CHECK(nnl_module_child(scale, 1, &child) == NNL_INDEX_OUT_OF_RANGE && child == 0);
  OK(nnl_module_summary(scale, 1, &x, NULL, 0, &needed));
  CHECK(needed == (int64_t)strlen(table) + 1);
  CHECK(nnl_module_summary(scale, 1, &x, text, needed - 1, NULL) == NNL_BUFFER_TOO_SMALL);
  CHECK(nnl_module_summary(scale, 0, NULL, text, sizeof text, NULL) == NNL_INVALID_ARGUMENT);
  OK(nnl_module_summary(scale, 1, &x, text, sizeof text, NULL));
  CHECK(strcmp(text, table) == 0);

  OK(nnl_module_share(scale, &other));
  nnl_module_release(scale);
  CHECK(done == 0);
  nnl_module_release(other);
  CHECK(done == 1);
  nnl_module_release(relu);
  nnl_tensor_release(weight);
  nnl_tensor_release(seen);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
  nnl_tensor_release(sum);
}

/* Counts its runs and fails from the one that user_data says. */
static nnl_status NNL_CALL give_up(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                   nnl_tensor* output, void* user_data) {
  (void)module;
  (void)count;
  if (--*(int*)user_data < 0) {
    nnl_set_last_error("no more than two");
    return 7;
  }
  return nnl_tensor_share(inputs[0], output);
}

static void failures(void) {
  int left = 2;
  nnl_module module = 0, layers = 0;
  nnl_tensor x = pair(1, 2), y = 0;
  OK(nnl_module_create(0, "Tired", give_up, NULL, &left, &module));
  OK(nnl_sequential_create(0, 1, &module, &layers));
  while (left > 0) {
    OK(nnl_module_forward(layers, x, &y));
    nnl_tensor_release(y);
  }
  y = 7;
  CHECK(nnl_module_forward(layers, x, &y) == NNL_CALLBACK_FAILED && y == 0);
  CHECK(strcmp(nnl_last_error_function(), "nnl_module_forward") == 0);
  CHECK(strcmp(nnl_last_error_message(),
               "layer 0 (Tired): Tired: the callback failed with status 7: no more than two") == 0);
  nnl_set_last_error(NULL);
  CHECK(nnl_last_error_status() == NNL_CALLBACK_FAILED && strcmp(nnl_last_error_message(), "") == 0);
  CHECK(strcmp(nnl_last_error_function(), "") == 0 && strcmp(nnl_last_error_argument(), "") == 0);
  nnl_module_release(module);
  nnl_module_release(layers);
  nnl_tensor_release(x);
}

/* Does what it likes with the library; user_data is the caller's handle of the module. */
static nnl_status NNL_CALL meddle(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                  nnl_tensor* output, void* user_data) {
  nnl_tensor doubled = 0, sum = 0, weight = 0;
  int32_t enabled = 0;
  (void)count;
  OK(nnl_shutdown());
  OK(nnl_context_set_threads(0, 3));
  OK(nnl_context_seed(0, 5));
  OK(nnl_grad_enabled(&enabled));
  CHECK(enabled == 1);
  nnl_module_release(*(nnl_module*)user_data); /* the last one, but for the call's */
  OK(nnl_module_tensor(module, "weight", &weight));
  OK(nnl_multiply(inputs[0], weight, &doubled));
  OK(nnl_sum(doubled, 0, NULL, 0, &sum));
  OK(nnl_tensor_backward(sum, 0, 1)); /* a walk of its own */
  OK(nnl_module_save(module, "custom_test.safetensors"));
  nnl_tensor_release(inputs[0]);
  CHECK(nnl_tensor_share(inputs[0], output) == NNL_INVALID_HANDLE);
  nnl_tensor_release(sum);
  nnl_tensor_release(weight);
  *output = doubled;
  return NNL_OK;
}

static void meddling(void) {
  nnl_module module = 0;
  nnl_tensor weight = pair(2, 3), x = pair(4, 5), y = 0, gradient = 0, ones = pair(1, 1);
  OK(nnl_module_create(0, "Meddler", meddle, NULL, &module, &module));
  OK(nnl_module_add_parameter(module, "weight", weight));
  OK(nnl_module_forward(module, x, &y));
  CHECK(holds(y, 8, 15) && holds(x, 4, 5));
  OK(nnl_tensor_backward(y, ones, 0));
  nnl_tensor_release(y);
  OK(nnl_tensor_grad(weight, &gradient));
  CHECK(holds(gradient, 8, 10)); /* of both walks */
  CHECK(nnl_module_forward(module, x, &y) == NNL_INVALID_HANDLE);
  OK(nnl_context_set_threads(0, 0));
  remove("custom_test.safetensors");
  nnl_tensor_release(weight);
  nnl_tensor_release(x);
  nnl_tensor_release(ones);
  nnl_tensor_release(gradient);
}

static nnl_status NNL_CALL square(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                  void* user_data) {
  (void)count;
  (void)user_data;
  return nnl_multiply(inputs[0], inputs[0], output);
}

static nnl_status NNL_CALL square_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                           nnl_tensor output_gradient, const int32_t* wanted,
                                           nnl_tensor* gradients, void* user_data) {
  nnl_tensor twice = 0;
  nnl_status status = NNL_OK;
  (void)output;
  (void)user_data;
  CHECK(count == 1 && wanted[0] == 1 && gradients[0] == 0);
  status = nnl_affine(inputs[0], 2, 0, &twice);
  if (status == NNL_OK) status = nnl_multiply(twice, output_gradient, &gradients[0]);
  nnl_tensor_release(twice);
  return status;
}

/* Forgets to double. */
static nnl_status NNL_CALL wrong_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                          nnl_tensor output_gradient, const int32_t* wanted,
                                          nnl_tensor* gradients, void* user_data) {
  (void)count;
  (void)output;
  (void)wanted;
  (void)user_data;
  return nnl_multiply(inputs[0], output_gradient, &gradients[0]);
}

/* Hands on what it was lent. */
static nnl_status NNL_CALL first(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                 void* user_data) {
  (void)count;
  (void)user_data;
  *output = inputs[0];
  return NNL_OK;
}

static nnl_status NNL_CALL first_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                          nnl_tensor output_gradient, const int32_t* wanted,
                                          nnl_tensor* gradients, void* user_data) {
  int64_t i;
  (void)inputs;
  (void)output;
  (void)user_data;
  for (i = 0; i < count; ++i)
    if (wanted[i]) gradients[i] = output_gradient;
  return NNL_OK;
}

/* The operation as a function of its own, for nnl_gradcheck; user_data says which gradient it has. */
enum { RIGHT, WRONG, NO_FORWARD };
static nnl_status NNL_CALL squared(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                   void* user_data) {
  const int version = *(const int*)user_data;
  return nnl_custom_op("square", count, inputs, version == NO_FORWARD ? NULL : square,
                       version == WRONG ? wrong_backward : square_backward, NULL, NULL, output);
}

static void operations(void) {
  int done = 0, version = RIGHT;
  int32_t passed = -1;
  int64_t needed = -1;
  char report[4096];
  nnl_gradcheck_options options;
  nnl_tensor x = pair(3, 4), y = 0, sum = 0, same = 0;
  OK(nnl_tensor_set_requires_grad(x, 1));
  OK(nnl_custom_op("square", 1, &x, square, square_backward, count_done, &done, &y));
  CHECK(holds(y, 9, 16));
  OK(nnl_sum(y, 0, NULL, 0, &sum));
  OK(nnl_tensor_backward(sum, 0, 0));
  nnl_tensor_release(sum);
  CHECK(done == 0);
  nnl_tensor_release(y);
  CHECK(done == 1);
  OK(nnl_tensor_grad(x, &y));
  CHECK(holds(y, 6, 8));

  nnl_gradcheck_options_init(&options, sizeof options);
  CHECK(options.eps == 1e-6 && options.atol == 1e-5 && options.rtol == 1e-3);
  OK(nnl_gradcheck(squared, &version, 1, &x, &options, &passed, report, sizeof report, &needed));
  CHECK(passed == 1 && strncmp(report, "all 4 derivatives agree", 23) == 0);
  CHECK(needed == (int64_t)strlen(report) + 1);
  version = WRONG;
  OK(nnl_gradcheck(squared, &version, 1, &x, NULL, &passed, report, sizeof report, NULL));
  CHECK(passed == 0 && strncmp(report, "2 of 4 derivatives differ", 25) == 0);
  CHECK(strstr(report, "input 0 at [0], output at [0]: analytical 3, numerical"));
  CHECK(strstr(report, "input 0 at [1], output at [1]: analytical 4, numerical"));
  options.rtol = 0.6;
  OK(nnl_gradcheck(squared, &version, 1, &x, &options, &passed, report, sizeof report, NULL));
  CHECK(passed == 1);
  version = NO_FORWARD;
  passed = -1;
  CHECK(nnl_gradcheck(squared, &version, 1, &x, NULL, &passed, report, sizeof report, NULL) ==
        NNL_CALLBACK_FAILED);
  CHECK(passed == -1 && strstr(nnl_last_error_message(), "nnl_custom_op: forward: is NULL"));

  OK(nnl_tensor_share(x, &same));
  CHECK(same != x);
  nnl_tensor_release(x);
  CHECK(holds(same, 3, 4));
  nnl_tensor_release(same);
  nnl_tensor_release(y);
}

static void lent_handles(void) {
  int64_t i;
  nnl_tensor both[2], y = 0, seed = pair(5, 6), gradient = 0;
  both[0] = pair(1, 2);
  both[1] = pair(3, 4);
  for (i = 0; i < 2; ++i) OK(nnl_tensor_set_requires_grad(both[i], 1));
  OK(nnl_custom_op("first", 2, both, first, first_backward, NULL, NULL, &y));
  CHECK(holds(y, 1, 2));
  OK(nnl_tensor_backward(y, seed, 0));
  for (i = 0; i < 2; ++i) {
    OK(nnl_tensor_grad(both[i], &gradient));
    CHECK(holds(gradient, 5, 6));
    OK(nnl_tensor_write(gradient, (double[]){0, 0}, 2 * sizeof(double))); /* shared with no other */
    nnl_tensor_release(gradient);
  }
  CHECK(holds(seed, 5, 6));
  nnl_tensor_release(both[0]);
  nnl_tensor_release(both[1]);
  nnl_tensor_release(y);
  nnl_tensor_release(seed);
}

static void loading(void) {
  const char* path = "custom_test.safetensors";
  char name[64];
  int64_t count = -1;
  int32_t list;
  nnl_load_options options;
  nnl_load_report report = 7;
  nnl_linear_options linear;
  nnl_module saved = 0, loaded = 0;
  nnl_linear_options_init(&linear, sizeof linear);
  linear.bias = 0;
  OK(nnl_linear_create(0, 2, 2, NULL, &saved));
  OK(nnl_linear_create(0, 3, 2, &linear, &loaded));
  OK(nnl_module_save(saved, path));
  CHECK(nnl_module_load_with(loaded, path, NULL, &report) == NNL_INVALID_FILE && report == 0);
  CHECK(
      strcmp(
          nnl_last_error_message(),
          "load: the module has no \"bias\"; \"weight\" is f32 of shape [2, 2] in the file and f32 of shape "
          "[2, 3] in the module") == 0);
  nnl_load_options_init(&options, sizeof options);
  CHECK(options.strict == 1 && options.dry_run == 0);
  options.strict = 0;
  OK(nnl_module_load_with(loaded, path, &options, &report));
  for (list = NNL_LOAD_MISSING; list <= NNL_LOAD_MISMATCHED; ++list) {
    OK(nnl_load_report_count(report, list, &count));
    CHECK(count == (list == NNL_LOAD_MISSING ? 0 : 1));
  }
  OK(nnl_load_report_name(report, NNL_LOAD_UNEXPECTED, 0, name, sizeof name, NULL));
  CHECK(strcmp(name, "bias") == 0);
  CHECK(nnl_load_report_count(report, 3, &count) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_load_report_name(report, NNL_LOAD_MISSING, 0, name, sizeof name, NULL) == NNL_INDEX_OUT_OF_RANGE);
  nnl_load_report_release(report);
  OK(nnl_module_load_with(saved, path, NULL, NULL));
  nnl_module_release(saved);
  nnl_module_release(loaded);
  remove(path);
}

int main(void) {
  int64_t live = -1;
  modules();
  failures();
  meddling();
  operations();
  lent_handles();
  loading();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
