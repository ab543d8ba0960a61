/* A plain C program that calls every function of nnlite.h and checks what it gives. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor make_f32(int32_t rank, const int64_t* shape, const float* data) {
  nnl_tensor tensor = 0;
  int64_t count = 1;
  int32_t i;
  for (i = 0; i < rank; ++i) count *= shape[i];
  OK(nnl_tensor_from_data(0, NNL_F32, rank, shape, data, count * (int64_t)sizeof(float), &tensor));
  return tensor;
}

static nnl_tensor vector3(float a, float b, float c) {
  const int64_t shape[] = {3};
  float data[3];
  data[0] = a;
  data[1] = b;
  data[2] = c;
  return make_f32(1, shape, data);
}

static double item(nnl_tensor tensor) {
  double value = 0;
  OK(nnl_tensor_item(tensor, &value));
  return value;
}

/* Sums a tensor and gives both it and the sum's handle back. */
static double total(nnl_tensor tensor) {
  nnl_tensor sum = 0;
  double value;
  OK(nnl_sum(tensor, 0, NULL, 0, &sum));
  value = item(sum);
  nnl_tensor_release(sum);
  nnl_tensor_release(tensor);
  return value;
}

static int near(double a, double b) { return fabs(a - b) <= 1e-5 * (1 + fabs(b)); }

struct log_state {
  int lines, ended;
};

static nnl_status count_line(int32_t level, const char* text, void* user_data) {
  struct log_state* log = user_data;
  CHECK(level == NNL_LOG_WARNING && strstr(text, "memory limit") == text);
  ++log->lines;
  return NNL_OK;
}

static void end_log(void* user_data) { ++((struct log_state*)user_data)->ended; }

static void count_release(void* user_data) { ++*(int*)user_data; }

static void check_process(void) {
  int32_t enabled = 0;
  CHECK(nnl_version() == 10000 * NNL_VERSION_MAJOR + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH);
  CHECK(nnl_last_error_status() == NNL_OK && nnl_last_error_message()[0] == '\0');
  OK(nnl_grad_enabled(&enabled));
  CHECK(enabled == 1);
  OK(nnl_set_grad_enabled(0));
  OK(nnl_grad_enabled(&enabled));
  CHECK(enabled == 0);
  OK(nnl_set_grad_enabled(1));
}

static void check_context(void) {
  nnl_context context = 0;
  nnl_tensor tensor = 0;
  const int64_t large[] = {1000000};
  int32_t threads = 0;
  int64_t bytes = -1;
  struct log_state log = {0, 0};
  nnl_context_options settings;
  nnl_context_options_init(&settings, sizeof settings);
  CHECK(settings.device == NNL_DEVICE_CPU && settings.threads == 0);
  settings.threads = 2;
  OK(nnl_context_create(&settings, &context));
  OK(nnl_context_threads(context, &threads));
  CHECK(threads == 2);
  OK(nnl_context_set_threads(context, 3));
  OK(nnl_context_threads(context, &threads));
  CHECK(threads == 3);
  OK(nnl_context_memory_used(context, &bytes));
  CHECK(bytes == 0);
  OK(nnl_context_seed(context, 7));
  OK(nnl_context_set_memory_limit(context, 1000));
  OK(nnl_context_set_log_callback(context, count_line, end_log, &log));
  CHECK(nnl_tensor_full(context, NNL_F32, 1, large, 0, &tensor) == NNL_OUT_OF_MEMORY && tensor == 0);
  CHECK(log.lines == 0);
  OK(nnl_context_set_log_level(context, NNL_LOG_WARNING));
  CHECK(nnl_tensor_full(context, NNL_F32, 1, large, 0, &tensor) == NNL_OUT_OF_MEMORY);
  CHECK(log.lines == 1 && log.ended == 0);
  OK(nnl_context_set_log_callback(context, NULL, NULL, NULL));
  CHECK(log.ended == 1);
  nnl_context_release(context);
  CHECK(nnl_context_threads(context, &threads) == NNL_INVALID_HANDLE);
  CHECK(strcmp(nnl_last_error_argument(), "context") == 0);
}

static void check_tensor(void) {
  const int64_t shape[] = {2, 3};
  const float data[] = {1, 2, 3, 4, 5, 6};
  static float borrowed[] = {7, 8};
  const int64_t two[] = {2};
  float out[6];
  int64_t sizes[2] = {0, 0}, needed = 0, count = 0;
  int32_t rank = 0, requires_grad = 1, released = 0;
  nnl_dtype dtype = 0;
  nnl_tensor t = make_f32(2, shape, data), full = 0, view = 0;
  OK(nnl_tensor_dtype(t, &dtype));
  OK(nnl_tensor_rank(t, &rank));
  OK(nnl_tensor_count(t, &count));
  OK(nnl_tensor_shape(t, NULL, 0, &needed));
  CHECK(dtype == NNL_F32 && rank == 2 && count == 6 && needed == 2);
  CHECK(nnl_tensor_shape(t, sizes, 1, NULL) == NNL_BUFFER_TOO_SMALL && sizes[0] == 0);
  OK(nnl_tensor_shape(t, sizes, 2, NULL));
  CHECK(sizes[0] == 2 && sizes[1] == 3);
  OK(nnl_tensor_read(t, out, sizeof out));
  CHECK(memcmp(out, data, sizeof out) == 0);
  CHECK(nnl_tensor_read(t, out, 5) == NNL_SHAPE_MISMATCH);
  OK(nnl_tensor_full(0, NNL_F32, 2, shape, 2.5, &full));
  OK(nnl_tensor_copy_from(t, full));
  OK(nnl_tensor_read(t, out, sizeof out));
  CHECK(out[5] == 2.5f);
  OK(nnl_tensor_write(t, data, sizeof data));
  OK(nnl_tensor_requires_grad(t, &requires_grad));
  CHECK(requires_grad == 0);
  OK(nnl_tensor_borrow(0, NNL_F32, 1, two, borrowed, sizeof borrowed, count_release, &released, &view));
  CHECK(near(total(view), 15));
  CHECK(released == 1);
  OK(nnl_tensor_borrow_const(0, NNL_F32, 1, two, borrowed, sizeof borrowed, count_release, &released, &view));
  CHECK(nnl_tensor_write(view, data, 8) == NNL_INVALID_STATE && borrowed[0] == 7);
  CHECK(near(total(view), 15));
  CHECK(released == 2);
  OK(nnl_tensor_scalar_like(t, 0.5, &view));
  OK(nnl_tensor_dtype(view, &dtype));
  CHECK(dtype == NNL_F32 && item(view) == 0.5);
  nnl_tensor_release(view);
  nnl_tensor_release(t);
  nnl_tensor_release(full);
}

static void check_gradients(void) {
  nnl_tensor x = vector3(1, 2, 3), y = 0, sum = 0, gradient = 0, rows = 0, values = 0;
  OK(nnl_tensor_set_requires_grad(x, 1));
  OK(nnl_multiply(x, x, &y));
  OK(nnl_sum(y, 0, NULL, 0, &sum));
  OK(nnl_tensor_grad(x, &gradient));
  CHECK(gradient == 0);
  OK(nnl_tensor_backward(sum, 0, 0));
  OK(nnl_tensor_grad(x, &gradient));
  CHECK(near(total(gradient), 12));
  OK(nnl_tensor_set_grad(x, x));
  OK(nnl_tensor_grad(x, &gradient));
  CHECK(near(total(gradient), 6));
  CHECK(nnl_tensor_grad_rows(x, &rows, &values) == NNL_INVALID_STATE && rows == 0);
  CHECK(nnl_tensor_backward(sum, 0, 0) == NNL_INVALID_STATE);
  OK(nnl_tensor_zero_grad(x));
  OK(nnl_tensor_grad(x, &gradient));
  CHECK(gradient == 0);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
  nnl_tensor_release(sum);
}

static void check_operations(void) {
  const int64_t matrix[] = {3, 1}, axes[] = {0};
  nnl_tensor a = vector3(1, 2, 3), b = vector3(4, 5, -6), r = 0, m = 0;
  OK(nnl_add(a, b, &r));
  CHECK(near(total(r), 9));
  OK(nnl_subtract(a, b, &r));
  CHECK(near(total(r), 3));
  OK(nnl_multiply(a, b, &r));
  CHECK(near(total(r), -4));
  OK(nnl_divide(a, b, &r));
  CHECK(near(total(r), 0.25 + 0.4 - 0.5));
  OK(nnl_affine(a, 2, 1, &r));
  CHECK(near(total(r), 15));
  OK(nnl_matmul(a, b, &r));
  CHECK(near(total(r), -4));
  OK(nnl_reshape(a, 2, matrix, &m));
  CHECK(nnl_linear(m, m, 0, &r) == NNL_OK);
  CHECK(near(total(r), 36)); /* the outer product of 1, 2, 3 with itself */
  OK(nnl_transpose(m, 0, 1, &r));
  CHECK(near(total(r), 6));
  OK(nnl_flatten(m, 0, -1, &r));
  CHECK(near(total(r), 6));
  OK(nnl_clone(m, &r));
  CHECK(near(total(r), 6));
  OK(nnl_detach(m, &r));
  CHECK(near(total(r), 6));
  OK(nnl_mean(a, 1, axes, 1, &r));
  CHECK(near(total(r), 2));
  OK(nnl_sigmoid(b, &r));
  CHECK(near(total(r), 1 / (1 + exp(-4.0)) + 1 / (1 + exp(-5.0)) + 1 / (1 + exp(6.0))));
  OK(nnl_tanh(b, &r));
  CHECK(near(total(r), tanh(4) + tanh(5) + tanh(-6)));
  OK(nnl_relu(b, &r));
  CHECK(near(total(r), 9));
  OK(nnl_leaky_relu(b, 0.5, &r));
  CHECK(near(total(r), 6));
  OK(nnl_softmax(b, 0, &r));
  CHECK(near(total(r), 1));
  OK(nnl_log_softmax(a, -1, &r));
  CHECK(near(total(r), 6 - 3 * log(exp(1.0) + exp(2.0) + exp(3.0))));
  OK(nnl_mse_loss(a, b, NNL_REDUCTION_SUM, &r));
  CHECK(near(total(r), 9 + 9 + 81));
  CHECK(nnl_mse_loss(a, b, 7, &r) == NNL_INVALID_ARGUMENT);
  nnl_tensor_release(a);
  nnl_tensor_release(b);
  nnl_tensor_release(m);
}

static void check_losses_and_layers_as_operations(void) {
  const int64_t none[] = {1}, table_shape[] = {3, 2}, index_shape[] = {2};
  const int64_t target_values[] = {2, 0};
  const float table_values[] = {1, 2, 3, 4, 5, 6};
  int64_t row_numbers[2] = {-1, -1};
  nnl_cross_entropy_options loss;
  nnl_embedding_options look_up;
  nnl_batch_norm_options norm;
  nnl_tensor logits = vector3(1, 2, 3), target = 0, r = 0, rows = 0, values = 0, table, indices = 0, sum = 0,
             g = 0;
  nnl_cross_entropy_options_init(&loss, sizeof loss);
  CHECK(loss.ignore_index == -100 && loss.reduction == NNL_REDUCTION_MEAN && loss.struct_size == sizeof loss);
  OK(nnl_tensor_from_data(0, NNL_I64, 0, none, target_values, 8, &target));
  OK(nnl_cross_entropy(logits, target, &loss, &r));
  CHECK(near(total(r), log(exp(1.0) + exp(2.0) + exp(3.0)) - 3));
  loss.struct_size = 0;
  CHECK(nnl_cross_entropy(logits, target, &loss, &r) == NNL_INVALID_ARGUMENT);

  nnl_embedding_options_init(&look_up, sizeof look_up);
  CHECK(look_up.norm_type == 2 && look_up.has_padding_idx == 0 && look_up.dtype == NNL_F32);
  table = make_f32(2, table_shape, table_values);
  OK(nnl_tensor_set_requires_grad(table, 1));
  OK(nnl_tensor_from_data(0, NNL_I64, 1, index_shape, target_values, 16, &indices));
  OK(nnl_embedding(table, indices, &look_up, &r));
  OK(nnl_sum(r, 0, NULL, 0, &sum));
  OK(nnl_tensor_backward(sum, 0, 0));
  OK(nnl_tensor_grad_rows(table, &rows, &values));
  CHECK(near(total(values), 4));
  OK(nnl_tensor_read(rows, row_numbers, sizeof row_numbers));
  CHECK(row_numbers[0] == 0 && row_numbers[1] == 2);
  OK(nnl_tensor_grad(table, &g));
  CHECK(near(total(g), 4));
  CHECK(near(total(r), 14));
  nnl_tensor_release(rows);
  nnl_tensor_release(sum);

  nnl_batch_norm_options_init(&norm, sizeof norm);
  CHECK(norm.eps == 1e-5 && norm.momentum == 0.1 && norm.affine == 1 && norm.track_running_stats == 1);
  OK(nnl_batch_norm(table, 0, 0, 0, 0, 0, 1, &norm, &r));
  CHECK(near(total(r), 0));
  nnl_tensor_release(table);
  nnl_tensor_release(indices);
  nnl_tensor_release(target);
  nnl_tensor_release(logits);
}

static nnl_module make_model(void) {
  nnl_module parts[8], model = 0;
  nnl_linear_options linear;
  int i;
  nnl_linear_options_init(&linear, sizeof linear);
  CHECK(linear.bias == 1);
  linear.bias = 0;
  OK(nnl_embedding_create(0, 5, 4, NULL, &parts[0]));
  OK(nnl_flatten_create(0, &parts[1]));
  OK(nnl_linear_create(0, 8, 6, &linear, &parts[2]));
  OK(nnl_batch_norm1d_create(0, 6, NULL, &parts[3]));
  OK(nnl_tanh_create(0, &parts[4]));
  OK(nnl_leaky_relu_create(0, 0.01, &parts[5]));
  OK(nnl_relu_create(0, &parts[6]));
  OK(nnl_sigmoid_create(0, &parts[7]));
  OK(nnl_sequential_create(0, 8, parts, &model));
  for (i = 0; i < 8; ++i) nnl_module_release(parts[i]);
  return model;
}

static void check_modules(const char* path) {
  nnl_module model = make_model(), copy = make_model(), norm2d = 0;
  const int64_t shape[] = {3, 2}, image[] = {2, 3, 4, 4};
  const int64_t contexts[] = {0, 1, 2, 3, 4, 0};
  nnl_tensor input = 0, output = 0, parameter = 0, buffer = 0, x = 0;
  int64_t count = 0, needed = 0;
  int32_t training = 0, requires_grad = 1;
  double a, b;
  char name[32];
  OK(nnl_tensor_from_data(0, NNL_I64, 2, shape, contexts, sizeof contexts, &input));
  OK(nnl_module_forward(model, input, &output));
  nnl_tensor_release(output);
  OK(nnl_module_num_parameters(model, &count));
  CHECK(count == 4);
  OK(nnl_module_parameter_name(model, 1, name, sizeof name, &needed));
  CHECK(strcmp(name, "2.weight") == 0 && needed == 9);
  OK(nnl_module_num_buffers(model, &count));
  CHECK(count == 3);
  OK(nnl_module_buffer_name(model, 2, name, sizeof name, NULL));
  CHECK(strcmp(name, "3.num_batches_tracked") == 0);
  OK(nnl_module_buffer(model, 2, &buffer));
  CHECK(item(buffer) == 1);
  OK(nnl_module_forward_inputs(model, 1, &input, &output));
  nnl_tensor_release(output);
  {
    const nnl_tensor twice[] = {input, input};
    CHECK(nnl_module_forward_inputs(model, 2, twice, &output) == NNL_INVALID_ARGUMENT && output == 0);
    CHECK(nnl_module_forward_inputs(model, 0, NULL, &output) == NNL_INVALID_ARGUMENT);
  }
  OK(nnl_module_parameter(model, 0, &parameter));
  OK(nnl_module_set_requires_grad(model, 0));
  OK(nnl_tensor_requires_grad(parameter, &requires_grad));
  CHECK(requires_grad == 0);
  OK(nnl_module_set_requires_grad(model, 1));
  OK(nnl_module_zero_grad(model));
  nnl_tensor_release(parameter);
  nnl_tensor_release(buffer);
  CHECK(nnl_module_tensor(model, "7.weight", &parameter) == NNL_NOT_FOUND && parameter == 0);
  OK(nnl_module_tensor(model, "3.bias", &parameter));
  nnl_tensor_release(parameter);

  OK(nnl_module_save(model, path));
  OK(nnl_module_load(copy, path));
  OK(nnl_module_train(model, 0));
  OK(nnl_module_train(copy, 0));
  OK(nnl_module_is_training(copy, &training));
  CHECK(training == 0);
  OK(nnl_module_forward(model, input, &output));
  a = total(output);
  OK(nnl_module_forward(copy, input, &output));
  b = total(output);
  CHECK(a == b);
  CHECK(nnl_module_load(copy, "no/such/file") == NNL_IO_ERROR);
  remove(path);

  OK(nnl_batch_norm2d_create(0, 3, NULL, &norm2d));
  OK(nnl_tensor_full(0, NNL_F32, 4, image, 1, &x));
  OK(nnl_module_forward(norm2d, x, &output));
  CHECK(near(total(output), 0));
  nnl_tensor_release(x);
  nnl_tensor_release(input);
  nnl_module_release(norm2d);
  nnl_module_release(model);
  nnl_module_release(copy);
}

static void check_init(void) {
  const int64_t shape[] = {64, 64};
  nnl_tensor t = 0;
  double gain = 0;
  OK(nnl_tensor_full(0, NNL_F32, 2, shape, 0, &t));
  OK(nnl_init_uniform(t, 1, 2));
  OK(nnl_init_normal(t, 0, 1));
  OK(nnl_init_xavier_uniform(t, 1));
  OK(nnl_init_xavier_normal(t, 1));
  OK(nnl_init_kaiming_uniform(t, 0, NNL_FAN_IN, NNL_NONLINEARITY_RELU));
  OK(nnl_init_kaiming_normal(t, 0, NNL_FAN_OUT, NNL_NONLINEARITY_LEAKY_RELU));
  OK(nnl_init_constant(t, 3));
  CHECK(near(total(t), 3 * 64 * 64));
  OK(nnl_init_gain(NNL_NONLINEARITY_TANH, 0, &gain));
  CHECK(near(gain, 5.0 / 3));
}

static void check_learning(void) {
  nnl_tensor w = vector3(1, 2, 3), v = vector3(1, 1, 1), y = 0, sum = 0;
  nnl_sgd_options options;
  nnl_optimizer sgd = 0;
  int64_t groups = 0;
  double rate = 0, norm = 0;
  nnl_sgd_options_init(&options, sizeof options);
  CHECK(options.learning_rate == 1e-3);
  options.learning_rate = 0.5;
  OK(nnl_tensor_set_requires_grad(w, 1));
  OK(nnl_tensor_set_requires_grad(v, 1));
  OK(nnl_sgd_create(1, &w, &options, &sgd));
  OK(nnl_sgd_add_group(sgd, 1, &v, NULL));
  OK(nnl_optimizer_num_groups(sgd, &groups));
  CHECK(groups == 2);
  OK(nnl_optimizer_set_learning_rate(sgd, 1, 0.25));
  OK(nnl_optimizer_learning_rate(sgd, 1, &rate));
  CHECK(rate == 0.25);
  OK(nnl_multiply(w, v, &y));
  OK(nnl_sum(y, 0, NULL, 0, &sum));
  OK(nnl_tensor_backward(sum, 0, 0));
  OK(nnl_clip_grad_value(1, &w, 0.5));
  OK(nnl_clip_grad_norm(1, &v, 1.0, 2, 1, &norm));
  CHECK(near(norm, sqrt(14)));
  OK(nnl_optimizer_step(sgd));
  OK(nnl_optimizer_zero_grad(sgd));
  nnl_tensor_release(y);
  nnl_tensor_release(sum);
  CHECK(near(total(w), 6 - 3 * 0.25));
  CHECK(near(total(v), 3 - 0.25 * 6 / sqrt(14)));
  nnl_optimizer_release(sgd);
}

/* Rows without a gradient move by what they are owed, whether that is computed late or at once. */
static void check_lazy_rows(void) {
  const int64_t shape[] = {3, 1}, one[] = {1};
  const float data[] = {1, 2, 4};
  nnl_tensor tables[2], y = 0, sum = 0, index = 0;
  nnl_optimizer sgd[2];
  float values[2][3];
  nnl_sgd_options options;
  int i, step;
  nnl_sgd_options_init(&options, sizeof options);
  CHECK(options.lazy_rows == 1);
  options.momentum = 0.5;
  options.weight_decay = 0.5;
  options.learning_rate = 0.5;
  for (i = 0; i < 2; ++i) {
    tables[i] = make_f32(2, shape, data);
    OK(nnl_tensor_set_requires_grad(tables[i], 1));
    options.lazy_rows = i;
    OK(nnl_sgd_create(1, &tables[i], &options, &sgd[i]));
    for (step = 0; step < 3; ++step) {
      const int64_t row = step % 2;
      OK(nnl_tensor_from_data(0, NNL_I64, 1, one, &row, 8, &index));
      OK(nnl_embedding(tables[i], index, NULL, &y));
      OK(nnl_sum(y, 0, NULL, 0, &sum));
      OK(nnl_optimizer_zero_grad(sgd[i]));
      OK(nnl_tensor_backward(sum, 0, 0));
      OK(nnl_optimizer_step(sgd[i]));
      nnl_tensor_release(index);
      nnl_tensor_release(y);
      nnl_tensor_release(sum);
    }
    OK(nnl_optimizer_settle(sgd[i]));
    OK(nnl_tensor_read(tables[i], values[i], sizeof values[i]));
    nnl_optimizer_release(sgd[i]);
    nnl_tensor_release(tables[i]);
  }
  for (i = 0; i < 3; ++i) CHECK(near(values[0][i], values[1][i]));
  /* v = 2, w = 3; v = 2.5, w = 1.75; v = 2.125, w = 0.6875 */
  CHECK(near(values[1][2], 0.6875));
}

static void check_loader(void) {
  const int64_t shape[] = {5};
  const float data[] = {0, 1, 2, 3, 4};
  nnl_tensor samples = make_f32(1, shape, data), batch = 0;
  nnl_loader_options options;
  nnl_loader loader = 0;
  int64_t batches = 0, epoch = -1;
  double sum = 0;
  nnl_loader_options_init(&options, sizeof options);
  CHECK(options.batch_size == 1);
  options.batch_size = 2;
  options.sampling = NNL_SAMPLING_SHUFFLE;
  OK(nnl_loader_create(1, &samples, &options, &loader));
  OK(nnl_loader_num_batches(loader, &batches));
  CHECK(batches == 3);
  for (;;) {
    OK(nnl_loader_next(loader, 1, &batch));
    if (batch == 0) break;
    sum += total(batch);
  }
  CHECK(sum == 10);
  OK(nnl_loader_epoch(loader, &epoch));
  CHECK(epoch == 1);
  nnl_loader_release(loader);
  nnl_tensor_release(samples);
}

int main(void) {
  int64_t live = -1;
  check_process();
  check_context();
  check_tensor();
  check_gradients();
  check_operations();
  check_losses_and_layers_as_operations();
  check_modules("every_function.safetensors");
  check_init();
  check_learning();
  check_lazy_rows();
  check_loader();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  OK(nnl_shutdown());
  return 0;
}
