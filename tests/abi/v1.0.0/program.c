/* A program of version 1.0.0, compiled against the header of that version, that every later library runs: a
 * cross-section of the interface, with structs, callbacks, errors and files. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

static void fail_at(int line, const char* what) {
  fprintf(stderr, "program.c:%d: %s; last error: %s: %s\n", line, what, nnl_last_error_function(),
          nnl_last_error_message());
  exit(1);
}
#define CHECK(condition)                             \
  do {                                               \
    if (!(condition)) fail_at(__LINE__, #condition); \
  } while (0)
#define OK(call) CHECK((call) == NNL_OK)

enum { samples = 64, features = 3, classes = 4 };
static const char path[] = "abi_v1.safetensors";

static nnl_tensor filled(nnl_context context, int64_t rows, int64_t columns, double value) {
  int64_t shape[2];
  nnl_tensor tensor = 0;
  shape[0] = rows;
  shape[1] = columns;
  OK(nnl_tensor_full(context, NNL_F32, columns ? 2 : 1, shape, value, &tensor));
  return tensor;
}

static void check_process(void) {
  char text[2048];
  int64_t needed = 0;
  int32_t enabled = 0;
  CHECK(nnl_version() >= 10000 && nnl_abi_version() == 1);
  OK(nnl_build_info(text, sizeof text, &needed));
  CHECK((int64_t)strlen(text) + 1 == needed && strstr(text, "abi: 1\n"));
  OK(nnl_set_grad_enabled(0));
  OK(nnl_grad_enabled(&enabled));
  CHECK(enabled == 0);
  OK(nnl_set_grad_enabled(1));
}

static nnl_module make_model(nnl_context context) {
  nnl_embedding_options embedding;
  nnl_linear_options linear;
  nnl_batch_norm_options norm;
  nnl_module part[6], model = 0;
  int i;
  nnl_embedding_options_init(&embedding, sizeof embedding);
  embedding.has_padding_idx = 1;
  embedding.padding_idx = -1;
  OK(nnl_embedding_create(context, 10, 4, &embedding, &part[0]));
  OK(nnl_flatten_create(context, &part[1]));
  nnl_linear_options_init(&linear, sizeof linear);
  linear.bias = 0;
  OK(nnl_linear_create(context, 4 * features, 8, &linear, &part[2]));
  nnl_batch_norm_options_init(&norm, sizeof norm);
  norm.momentum = 0.2;
  OK(nnl_batch_norm1d_create(context, 8, &norm, &part[3]));
  OK(nnl_tanh_create(context, &part[4]));
  OK(nnl_linear_create(context, 8, classes, NULL, &part[5]));
  OK(nnl_sequential_create(context, 6, part, &model));
  for (i = 0; i < 6; ++i) nnl_module_release(part[i]);
  return model;
}

static nnl_status count_epochs(const nnl_fit_progress* progress, void* user_data) {
  if (progress->struct_size < sizeof *progress) return NNL_INTERNAL;
  *(int*)user_data += progress->epoch_ended;
  return NNL_OK;
}

static void check_training(nnl_context context) {
  const int64_t shape[] = {samples, features}, target_shape[] = {samples};
  int32_t inputs[samples * features], targets[samples];
  nnl_tensor data[2], batch[2], weight = 0, gradient = 0, logits = 0, again = 0;
  nnl_module model = make_model(context), loss = 0, loaded = make_model(context);
  nnl_optimizer sgd = 0;
  nnl_schedule schedule = 0;
  nnl_loader loader = 0;
  nnl_tensor parameters[5];
  nnl_sgd_options settings;
  nnl_loader_options drawing;
  nnl_fit_options fit;
  nnl_fit_report report;
  nnl_checkpoint_parts parts;
  int64_t count = 0, needed = 0;
  double first = 0, last = 0, rate = 0;
  char name[32];
  float a[samples * classes], b[samples * classes];
  int i, epochs = 0;
  for (i = 0; i < samples * features; ++i) inputs[i] = i * 7 % 9;
  for (i = 0; i < samples; ++i) targets[i] = inputs[i * features] % classes;
  OK(nnl_tensor_from_data(context, NNL_I32, 2, shape, inputs, sizeof inputs, &data[0]));
  OK(nnl_tensor_from_data(context, NNL_I32, 1, target_shape, targets, sizeof targets, &data[1]));
  OK(nnl_cross_entropy_loss_create(context, NULL, &loss));
  OK(nnl_module_num_parameters(model, &count));
  CHECK(count == 6);
  for (i = 0; i < 5; ++i) OK(nnl_module_parameter(model, i, &parameters[i]));
  OK(nnl_module_parameter_name(model, 1, name, sizeof name, &needed));
  CHECK(strcmp(name, "2.weight") == 0 && needed == 9);
  OK(nnl_module_tensor(model, "5.bias", &weight));
  nnl_sgd_options_init(&settings, sizeof settings);
  settings.learning_rate = 0.2;
  settings.momentum = 0.9;
  OK(nnl_sgd_create(5, parameters, &settings, &sgd));
  OK(nnl_sgd_add_group(sgd, 1, &weight, &settings));
  OK(nnl_step_lr_create(sgd, 10, 0.5, &schedule));
  OK(nnl_train_step(model, loss, sgd, 1, data, 1, data + 1, NULL, &first));
  OK(nnl_tensor_grad(weight, &gradient));
  CHECK(gradient != 0);
  nnl_loader_options_init(&drawing, sizeof drawing);
  drawing.sampling = NNL_SAMPLING_SHUFFLE;
  drawing.batch_size = 16;
  OK(nnl_loader_create(2, data, &drawing, &loader));
  nnl_fit_options_init(&fit, sizeof fit);
  fit.epochs = 20;
  fit.schedule = schedule;
  nnl_fit_report_init(&report, sizeof report);
  OK(nnl_fit(model, loss, sgd, loader, &fit, count_epochs, &epochs, &report));
  CHECK(epochs == 20 && report.epochs == 20 && report.steps == 80 && report.end == NNL_FIT_EPOCHS);
  CHECK(report.loss < first);
  OK(nnl_optimizer_learning_rate(sgd, 1, &rate));
  CHECK(fabs(rate - 0.05) < 1e-12);
  OK(nnl_evaluate(model, loss, loader, 1, &last));
  CHECK(last < first / 2);
  OK(nnl_loader_next(loader, 2, batch));

  nnl_checkpoint_parts_init(&parts, sizeof parts);
  parts.model = model;
  parts.optimizer = sgd;
  OK(nnl_checkpoint_save(path, &parts));
  parts.model = loaded;
  parts.optimizer = 0;
  OK(nnl_checkpoint_load(path, &parts));
  OK(nnl_module_train(model, 0));
  OK(nnl_module_train(loaded, 0));
  OK(nnl_module_forward(model, data[0], &logits));
  OK(nnl_module_forward(loaded, data[0], &again));
  OK(nnl_tensor_read(logits, a, sizeof a));
  OK(nnl_tensor_read(again, b, sizeof b));
  CHECK(memcmp(a, b, sizeof a) == 0);
  CHECK(remove(path) == 0);

  nnl_tensor_release(data[0]);
  nnl_tensor_release(data[1]);
  nnl_tensor_release(batch[0]);
  nnl_tensor_release(batch[1]);
  for (i = 0; i < 5; ++i) nnl_tensor_release(parameters[i]);
  nnl_tensor_release(weight);
  nnl_tensor_release(gradient);
  nnl_tensor_release(logits);
  nnl_tensor_release(again);
  nnl_module_release(model);
  nnl_module_release(loaded);
  nnl_module_release(loss);
  nnl_optimizer_release(sgd);
  nnl_schedule_release(schedule);
  nnl_loader_release(loader);
}

static nnl_status cube(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data) {
  CHECK(count == 1 && *(int*)user_data == 7);
  return nnl_pow(inputs[0], 3, output);
}

static nnl_status cube_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                nnl_tensor output_gradient, const int32_t* wanted, nnl_tensor* gradients,
                                void* user_data) {
  nnl_scope scope = 0;
  nnl_tensor square = 0, scaled = 0;
  CHECK(count == 1 && wanted[0] == 1 && output != 0 && *(int*)user_data == 7);
  OK(nnl_scope_begin(&scope));
  OK(nnl_pow(inputs[0], 2, &square));
  OK(nnl_affine(square, 3, 0, &scaled));
  OK(nnl_multiply(scaled, output_gradient, &gradients[0]));
  OK(nnl_scope_keep(scope, gradients[0]));
  return nnl_scope_end(scope);
}

static nnl_status refuse(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data) {
  (void)count, (void)inputs, (void)output, (void)user_data;
  nnl_set_last_error("not today");
  return NNL_CALLBACK_FAILED;
}

static void check_callbacks_and_errors(nnl_context context) {
  nnl_tensor x = filled(context, 2, 2, 2), y = 0, total = 0, gradient = 0, wrong = filled(context, 3, 0, 1);
  int seven = 7;
  float values[4];
  double item = 0;
  OK(nnl_tensor_set_requires_grad(x, 1));
  OK(nnl_custom_op("cube", 1, &x, cube, cube_backward, NULL, &seven, &y));
  OK(nnl_sum(y, 0, NULL, 0, &total));
  OK(nnl_tensor_item(total, &item));
  CHECK(item == 32);
  OK(nnl_tensor_backward(total, 0, 0));
  OK(nnl_tensor_grad(x, &gradient));
  OK(nnl_tensor_read(gradient, values, sizeof values));
  CHECK(values[0] == 12 && values[3] == 12);
  nnl_tensor_release(y);
  CHECK(nnl_custom_op("none", 1, &x, refuse, NULL, NULL, NULL, &y) == NNL_CALLBACK_FAILED && y == 0);
  CHECK(strstr(nnl_last_error_message(), "not today"));
  CHECK(nnl_add(x, wrong, &y) == NNL_SHAPE_MISMATCH && nnl_last_error_status() == NNL_SHAPE_MISMATCH);
  CHECK(strcmp(nnl_last_error_function(), "nnl_add") == 0);
  CHECK(nnl_add(x, 0, &y) == NNL_INVALID_HANDLE && strcmp(nnl_last_error_argument(), "b") == 0);
  CHECK(nnl_softmax(x, 2, &y) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(nnl_tensor_read(x, values, 3) == NNL_SHAPE_MISMATCH);
  nnl_tensor_release(x);
  nnl_tensor_release(total);
  nnl_tensor_release(gradient);
  nnl_tensor_release(wrong);
}

static void count_release(void* user_data) { ++*(int*)user_data; }

static void check_memory(nnl_context context) {
  const int64_t shape[] = {4};
  float memory[] = {1, 2, 3, 4};
  nnl_tensor borrowed = 0, imported = 0, row = 0;
  nnl_handle_report report = 0;
  nnl_handle_row live;
  void *managed = NULL, *direct = NULL;
  int64_t bytes = 0, rows = 0;
  int released = 0;
  OK(nnl_tensor_borrow(context, NNL_F32, 1, shape, memory, sizeof memory, count_release, &released,
                       &borrowed));
  OK(nnl_tensor_to_dlpack(borrowed, 1, &managed));
  OK(nnl_tensor_from_dlpack(context, managed, 1, &imported));
  nnl_tensor_release(borrowed);
  OK(nnl_tensor_data(imported, 1, &direct, &bytes));
  CHECK(direct == memory && bytes == 16);
  OK(nnl_affine(imported, 2, 1, &row));
  OK(nnl_tensor_read(row, memory, sizeof memory));
  CHECK(memory[0] == 3 && memory[3] == 9 && released == 0);
  OK(nnl_handle_report_create(context, 0, &report));
  OK(nnl_handle_report_count(report, &rows));
  CHECK(rows == 2);
  nnl_handle_row_init(&live, sizeof live);
  OK(nnl_handle_report_row(report, 1, &live));
  CHECK(live.kind == NNL_KIND_TENSOR && live.count == 2 && live.bytes == 32);
  nnl_handle_report_release(report);
  nnl_tensor_release(imported);
  CHECK(released == 1);
  nnl_tensor_release(row);
}

int main(void) {
  nnl_context context = 0;
  nnl_context_options options;
  int64_t live = -1;
  nnl_context_options_init(&options, sizeof options);
  options.threads = 2;
  options.seed = 5;
  check_process();
  OK(nnl_context_create(&options, &context));
  check_training(context);
  check_callbacks_and_errors(context);
  check_memory(context);
  nnl_context_release(context);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  OK(nnl_shutdown());
  return 0;
}
