/* Calls every function of nnlite.h for convolution and pooling. */
#include <stdio.h>
#include <stdlib.h>

#include <nnlite/nnlite.h>

static void fail_at(int line, const char* what) {
  fprintf(stderr, "convolution.c:%d: %s; last error: %s: %s\n", line, what, nnl_last_error_function(),
          nnl_last_error_message());
  exit(1);
}
#define CHECK(condition)                             \
  do {                                               \
    if (!(condition)) fail_at(__LINE__, #condition); \
  } while (0)
#define OK(call) CHECK((call) == NNL_OK)

/* The numbers 1, 2, ... in the given shape. */
static nnl_tensor counting(int32_t rank, int64_t a, int64_t b, int64_t c, int64_t d) {
  int64_t shape[4], i, n = 1;
  double data[64];
  nnl_tensor tensor = 0;
  shape[0] = a;
  shape[1] = b;
  shape[2] = c;
  shape[3] = d;
  for (i = 0; i < rank; ++i) n *= shape[i];
  for (i = 0; i < n; ++i) data[i] = (double)(i + 1);
  OK(nnl_tensor_from_data(0, NNL_F64, rank, shape, data, n * (int64_t)sizeof data[0], &tensor));
  return tensor;
}

/* Compares `count` elements with what is expected and releases the tensor. */
static int gives(nnl_tensor tensor, int64_t count, const double* expected) {
  double data[64];
  int64_t i, n = 0;
  OK(nnl_tensor_count(tensor, &n));
  if (n != count) return 0;
  OK(nnl_tensor_read(tensor, data, n * (int64_t)sizeof data[0]));
  nnl_tensor_release(tensor);
  for (i = 0; i < n; ++i)
    if (data[i] != expected[i]) return 0;
  return 1;
}

static void convolve(void) {
  const double plain[] = {37, 47, 67, 77}, strided[] = {2, 8}, shifted[] = {3, 9}, same[] = {5, 8, 3};
  nnl_tensor image = counting(3, 1, 3, 3, 0), square = counting(4, 1, 1, 2, 2), y = 0;
  nnl_tensor signal = counting(2, 1, 3, 0, 0), pair = counting(3, 1, 1, 2, 0), bias = counting(1, 1, 0, 0, 0);
  nnl_conv_options options;

  OK(nnl_conv2d(image, square, 0, NULL, &y));
  CHECK(gives(y, 4, plain));
  nnl_conv_options_init(&options, sizeof options);
  CHECK(options.dtype == NNL_F32 && options.bias == 1 && options.padding_same == 0 && options.groups == 1);
  CHECK(options.stride[1] == 1 && options.padding[1] == 0 && options.dilation[1] == 1);
  options.stride[0] = 2;
  options.padding[0] = 1;
  OK(nnl_conv1d(signal, pair, 0, &options, &y));
  CHECK(gives(y, 2, strided));
  OK(nnl_conv1d(signal, pair, bias, &options, &y));
  CHECK(gives(y, 2, shifted));
  nnl_conv_options_init(&options, sizeof options);
  options.padding_same = 1;
  OK(nnl_conv1d(signal, pair, 0, &options, &y));
  CHECK(gives(y, 3, same));
  options.stride[0] = 0;
  CHECK(nnl_conv1d(signal, pair, 0, &options, &y) == NNL_INVALID_ARGUMENT && y == 0);

  nnl_tensor_release(image);
  nnl_tensor_release(square);
  nnl_tensor_release(signal);
  nnl_tensor_release(pair);
  nnl_tensor_release(bias);
}

static void convolve_by_layers(void) {
  nnl_tensor image = counting(4, 1, 2, 4, 4), signal = counting(3, 1, 2, 8, 0), y = 0;
  nnl_conv_options options;
  nnl_module layer = 0;
  int64_t shape[4], count = 0;

  nnl_conv_options_init(&options, sizeof options);
  options.dtype = NNL_F64;
  options.groups = 2;
  options.padding[0] = 1;
  OK(nnl_conv2d_create(0, 2, 6, 3, 2, &options, &layer));
  OK(nnl_module_num_parameters(layer, &count));
  CHECK(count == 2);
  OK(nnl_module_forward(layer, image, &y));
  OK(nnl_tensor_shape(y, shape, 4, NULL));
  CHECK(shape[0] == 1 && shape[1] == 6 && shape[2] == 4 && shape[3] == 3);
  nnl_tensor_release(y);
  nnl_module_release(layer);

  options.bias = 0;
  OK(nnl_conv1d_create(0, 2, 4, 3, &options, &layer));
  OK(nnl_module_num_parameters(layer, &count));
  CHECK(count == 1);
  OK(nnl_module_forward(layer, signal, &y));
  OK(nnl_tensor_shape(y, shape, 4, NULL));
  CHECK(shape[1] == 4 && shape[2] == 8);
  nnl_tensor_release(y);
  nnl_module_release(layer);
  CHECK(nnl_conv2d_create(0, 3, 6, 3, 3, &options, &layer) == NNL_INVALID_ARGUMENT && layer == 0);

  nnl_tensor_release(image);
  nnl_tensor_release(signal);
}

int main(void) {
  int64_t live = -1;
  convolve();
  convolve_by_layers();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
