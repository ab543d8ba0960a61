/* The conformance program (see CONFORMANCE.md) in C, which the other languages are compared with. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

static void check(nnl_status status) {
  if (status == NNL_OK) return;
  fprintf(stderr, "conformance: %s: %s\n", nnl_last_error_function(), nnl_last_error_message());
  exit(1);
}

static int64_t state;

static int64_t draw(void) { return state = state * 16807 % 2147483647; }

static double draw_unit(void) { return (double)(draw() % 1000) / 500 - 1; }

/* A context as each case begins with. */
static nnl_context begin(void) {
  nnl_context_options options;
  nnl_context context;
  nnl_context_options_init(&options, (uint32_t)sizeof options);
  options.seed = 7;
  check(nnl_context_create(&options, &context));
  state = 1;
  return context;
}

static void print_loss(const char* name, int step, double loss) { printf("%s %d %.13a\n", name, step, loss); }

/* Saves the model, prints the file's size and hash, and removes it. */
static void print_file(const char* name, nnl_module model) {
  char path[64];
  snprintf(path, sizeof path, "conformance-c-%s.safetensors", name);
  check(nnl_module_save(model, path));
  FILE* file = fopen(path, "rb");
  if (file == NULL) exit(1);
  uint64_t hash = UINT64_C(14695981039346656037);
  int64_t size = 0;
  for (int byte; (byte = fgetc(file)) != EOF; ++size)
    hash = (hash ^ (uint64_t)byte) * UINT64_C(1099511628211);
  fclose(file);
  remove(path);
  printf("%s file %" PRId64 " %016" PRIx64 "\n", name, size, hash);
}

enum { MAX_PARAMETERS = 16 };

/* The parameters of the modules in order; returns their number. */
static int64_t parameters_of(int64_t modules, const nnl_module* module, nnl_tensor* parameters) {
  int64_t total = 0;
  for (int64_t m = 0; m < modules; ++m) {
    int64_t count;
    check(nnl_module_num_parameters(module[m], &count));
    for (int64_t i = 0; i < count; ++i) check(nnl_module_parameter(module[m], i, &parameters[total++]));
  }
  return total;
}

static void release_tensors(int64_t count, nnl_tensor* tensors) {
  for (int64_t i = 0; i < count; ++i) nnl_tensor_release(tensors[i]);
}

static nnl_module sequential(nnl_context context, int64_t count, nnl_module* layers) {
  nnl_module model;
  check(nnl_sequential_create(context, count, layers, &model));
  for (int64_t i = 0; i < count; ++i) nnl_module_release(layers[i]);
  return model;
}

/* The next batch of two tensors; an epoch's end is passed over. */
static void next_batch(nnl_loader loader, nnl_tensor batch[2]) {
  check(nnl_loader_next(loader, 2, batch));
  if (batch[0] == 0) check(nnl_loader_next(loader, 2, batch));
}

/* ---- words ---- */

enum { SAMPLES = 4096, LENGTH = 5, LETTERS = 27 };

static void words_data(nnl_context context, nnl_tensor data[2]) {
  static int32_t letters[SAMPLES + LENGTH], contexts[SAMPLES][LENGTH], targets[SAMPLES];
  for (int i = 0; i < SAMPLES + LENGTH; ++i) letters[i] = (int32_t)(draw() % LETTERS);
  for (int i = 0; i < SAMPLES; ++i) {
    memcpy(contexts[i], letters + i, sizeof contexts[i]);
    targets[i] = letters[i + LENGTH];
  }
  const int64_t shape[] = {SAMPLES, LENGTH};
  check(nnl_tensor_from_data(context, NNL_I32, 2, shape, contexts, (int64_t)sizeof contexts, &data[0]));
  check(nnl_tensor_from_data(context, NNL_I32, 1, shape, targets, (int64_t)sizeof targets, &data[1]));
}

static nnl_module words_model(nnl_context context) {
  nnl_module layers[6];
  nnl_linear_options no_bias;
  nnl_linear_options_init(&no_bias, (uint32_t)sizeof no_bias);
  no_bias.bias = 0;
  check(nnl_embedding_create(context, LETTERS, 16, NULL, &layers[0]));
  check(nnl_flatten_create(context, &layers[1]));
  check(nnl_linear_create(context, 80, 256, &no_bias, &layers[2]));
  check(nnl_batch_norm1d_create(context, 256, NULL, &layers[3]));
  check(nnl_tanh_create(context, &layers[4]));
  check(nnl_linear_create(context, 256, LETTERS, NULL, &layers[5]));
  return sequential(context, 6, layers);
}

static void words(void) {
  const nnl_context context = begin();
  nnl_tensor data[2], batch[2], logits, loss, parameters[MAX_PARAMETERS];
  words_data(context, data);
  nnl_module model = words_model(context);

  nnl_sgd_options settings;
  nnl_sgd_options_init(&settings, (uint32_t)sizeof settings);
  settings.learning_rate = 0.1;
  settings.momentum = 0.9;
  nnl_optimizer sgd;
  const int64_t count = parameters_of(1, &model, parameters);
  check(nnl_sgd_create(count, parameters, &settings, &sgd));

  nnl_loader_options order;
  nnl_loader_options_init(&order, (uint32_t)sizeof order);
  order.sampling = NNL_SAMPLING_SHUFFLE;
  order.last_batch = NNL_LAST_BATCH_DROP;
  order.batch_size = 32;
  order.seed = 3;
  nnl_loader loader;
  check(nnl_loader_create(2, data, &order, &loader));

  for (int step = 1; step <= 200; ++step) {
    double value;
    next_batch(loader, batch);
    check(nnl_module_forward(model, batch[0], &logits));
    check(nnl_cross_entropy(logits, batch[1], NULL, &loss));
    check(nnl_optimizer_zero_grad(sgd));
    check(nnl_tensor_backward(loss, 0, 0));
    check(nnl_optimizer_step(sgd));
    check(nnl_tensor_item(loss, &value));
    print_loss("words", step, value);
    nnl_tensor_release(logits);
    nnl_tensor_release(loss);
    release_tensors(2, batch);
  }
  print_file("words", model);

  nnl_loader_release(loader);
  nnl_optimizer_release(sgd);
  nnl_module_release(model);
  release_tensors(count, parameters);
  release_tensors(2, data);
  nnl_context_release(context);
}

/* ---- images ---- */

enum { IMAGES = 64, SIDE = 12 };

static void images_data(nnl_context context, nnl_tensor data[2]) {
  static float pixels[IMAGES * SIDE * SIDE];
  int64_t labels[IMAGES];
  for (int i = 0; i < IMAGES * SIDE * SIDE; ++i) pixels[i] = (float)draw_unit();
  for (int i = 0; i < IMAGES; ++i) labels[i] = draw() % 4;
  const int64_t shape[] = {IMAGES, 1, SIDE, SIDE};
  check(nnl_tensor_from_data(context, NNL_F32, 4, shape, pixels, (int64_t)sizeof pixels, &data[0]));
  check(nnl_tensor_from_data(context, NNL_I64, 1, shape, labels, (int64_t)sizeof labels, &data[1]));
}

static nnl_module images_model(nnl_context context) {
  nnl_module layers[10];
  nnl_conv_options padded;
  nnl_conv_options_init(&padded, (uint32_t)sizeof padded);
  padded.padding[0] = padded.padding[1] = 1;
  check(nnl_conv2d_create(context, 1, 8, 3, 3, &padded, &layers[0]));
  check(nnl_batch_norm2d_create(context, 8, NULL, &layers[1]));
  check(nnl_relu_create(context, &layers[2]));
  check(nnl_max_pool2d_create(context, 2, 2, NULL, &layers[3]));
  check(nnl_conv2d_create(context, 8, 16, 3, 3, &padded, &layers[4]));
  check(nnl_batch_norm2d_create(context, 16, NULL, &layers[5]));
  check(nnl_leaky_relu_create(context, 0.1, &layers[6]));
  check(nnl_adaptive_avg_pool2d_create(context, 1, 1, &layers[7]));
  check(nnl_flatten_create(context, &layers[8]));
  check(nnl_linear_create(context, 16, 4, NULL, &layers[9]));
  return sequential(context, 10, layers);
}

/* The mean of the logits of all images. */
static double images_mean(nnl_module model, nnl_tensor images) {
  nnl_tensor logits, mean;
  double value;
  check(nnl_module_train(model, 0));
  check(nnl_set_grad_enabled(0));
  check(nnl_module_forward(model, images, &logits));
  check(nnl_mean(logits, 0, NULL, 0, &mean));
  check(nnl_tensor_item(mean, &value));
  check(nnl_set_grad_enabled(1));
  nnl_tensor_release(logits);
  nnl_tensor_release(mean);
  return value;
}

static void images(void) {
  const nnl_context context = begin();
  nnl_tensor data[2], batch[2], parameters[MAX_PARAMETERS];
  images_data(context, data);
  nnl_module model = images_model(context), loss;
  check(nnl_cross_entropy_loss_create(context, NULL, &loss));

  nnl_adamw_options settings;
  nnl_adamw_options_init(&settings, (uint32_t)sizeof settings);
  settings.learning_rate = 0.01;
  nnl_optimizer adamw;
  const int64_t count = parameters_of(1, &model, parameters);
  check(nnl_adamw_create(count, parameters, &settings, &adamw));

  nnl_loader_options order;
  nnl_loader_options_init(&order, (uint32_t)sizeof order);
  order.batch_size = 16;
  nnl_loader loader;
  check(nnl_loader_create(2, data, &order, &loader));

  for (int step = 1; step <= 60; ++step) {
    double value;
    next_batch(loader, batch);
    check(nnl_train_step(model, loss, adamw, 1, &batch[0], 1, &batch[1], NULL, &value));
    print_loss("images", step, value);
    release_tensors(2, batch);
  }
  printf("images mean %.13a\n", images_mean(model, data[0]));
  print_file("images", model);

  nnl_loader_release(loader);
  nnl_optimizer_release(adamw);
  nnl_module_release(loss);
  nnl_module_release(model);
  release_tensors(count, parameters);
  release_tensors(2, data);
  nnl_context_release(context);
}

/* ---- custom ---- */

enum { ROWS = 32, INPUTS = 3, HIDDEN = 4 };

/* A copy of `like`, with `data` in it. */
static nnl_status filled_like(nnl_tensor like, const double* data, int64_t bytes, nnl_tensor* result) {
  const nnl_status status = nnl_clone(like, result);
  return status != NNL_OK ? status : nnl_tensor_write(*result, data, bytes);
}

static nnl_status NNL_CALL cube(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                void* user_data) {
  double x[ROWS * HIDDEN];
  (void)count;
  (void)user_data;
  const nnl_status status = nnl_tensor_read(inputs[0], x, (int64_t)sizeof x);
  if (status != NNL_OK) return status;
  for (int i = 0; i < ROWS * HIDDEN; ++i) x[i] = x[i] * x[i] * x[i];
  return filled_like(inputs[0], x, (int64_t)sizeof x, output);
}

static nnl_status NNL_CALL cube_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                         nnl_tensor output_gradient, const int32_t* wanted,
                                         nnl_tensor* gradients, void* user_data) {
  double x[ROWS * HIDDEN], g[ROWS * HIDDEN];
  (void)count;
  (void)output;
  (void)user_data;
  if (!wanted[0]) return NNL_OK;
  nnl_status status = nnl_tensor_read(inputs[0], x, (int64_t)sizeof x);
  if (status == NNL_OK) status = nnl_tensor_read(output_gradient, g, (int64_t)sizeof g);
  if (status != NNL_OK) return status;
  for (int i = 0; i < ROWS * HIDDEN; ++i) g[i] = 3 * x[i] * x[i] * g[i];
  return filled_like(inputs[0], g, (int64_t)sizeof g, &gradients[0]);
}

static nnl_status NNL_CALL no_cube(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                   void* user_data) {
  (void)count;
  (void)inputs;
  (void)output;
  (void)user_data;
  nnl_set_last_error("no cube today");
  return NNL_CALLBACK_FAILED;
}

static void custom_data(nnl_context context, nnl_tensor data[2]) {
  double inputs[ROWS * INPUTS], targets[ROWS];
  for (int i = 0; i < ROWS * INPUTS; ++i) inputs[i] = draw_unit();
  for (int i = 0; i < ROWS; ++i) targets[i] = draw_unit();
  const int64_t input_shape[] = {ROWS, INPUTS}, target_shape[] = {ROWS, 1};
  check(nnl_tensor_from_data(context, NNL_F64, 2, input_shape, inputs, (int64_t)sizeof inputs, &data[0]));
  check(nnl_tensor_from_data(context, NNL_F64, 2, target_shape, targets, (int64_t)sizeof targets, &data[1]));
}

static void custom(void) {
  const nnl_context context = begin();
  nnl_tensor data[2], parameters[MAX_PARAMETERS];
  custom_data(context, data);
  nnl_linear_options f64;
  nnl_linear_options_init(&f64, (uint32_t)sizeof f64);
  f64.dtype = NNL_F64;
  nnl_module layers[2];
  check(nnl_linear_create(context, INPUTS, HIDDEN, &f64, &layers[0]));
  check(nnl_linear_create(context, HIDDEN, 1, &f64, &layers[1]));

  nnl_sgd_options settings;
  nnl_sgd_options_init(&settings, (uint32_t)sizeof settings);
  settings.learning_rate = 0.05;
  nnl_optimizer sgd;
  const int64_t count = parameters_of(2, layers, parameters);
  check(nnl_sgd_create(count, parameters, &settings, &sgd));

  for (int step = 1; step <= 50; ++step) {
    nnl_tensor made[4]; /* hidden values, their cubes, the prediction, the loss */
    double value;
    check(nnl_module_forward(layers[0], data[0], &made[0]));
    check(nnl_custom_op("cube", 1, &made[0], cube, cube_backward, NULL, NULL, &made[1]));
    check(nnl_module_forward(layers[1], made[1], &made[2]));
    check(nnl_mse_loss(made[2], data[1], NNL_REDUCTION_MEAN, &made[3]));
    check(nnl_optimizer_zero_grad(sgd));
    check(nnl_tensor_backward(made[3], 0, 0));
    check(nnl_optimizer_step(sgd));
    check(nnl_tensor_item(made[3], &value));
    print_loss("custom", step, value);
    release_tensors(4, made);
  }
  nnl_tensor nothing;
  if (nnl_custom_op("cube", 1, &data[0], no_cube, NULL, NULL, NULL, &nothing) == NNL_CALLBACK_FAILED &&
      strstr(nnl_last_error_message(), "no cube today") != NULL)
    printf("custom failed %d\n", NNL_CALLBACK_FAILED);

  nnl_optimizer_release(sgd);
  nnl_module_release(layers[0]);
  nnl_module_release(layers[1]);
  release_tensors(count, parameters);
  release_tensors(2, data);
  nnl_context_release(context);
}

int main(void) {
  words();
  images();
  custom();
  int64_t left;
  check(nnl_live_handles(&left));
  if (left != 0) fprintf(stderr, "conformance: %" PRId64 " handles were not released\n", left);
  return left != 0;
}
