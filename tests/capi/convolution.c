/* Calls every function of nnlite.h for convolution and pooling. */

#include <nnlite/nnlite.h>

#include "check.h"

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

static void pool(void) {
  const double greatest[] = {6, 8, 14, 16}, average[] = {3.5, 5.5, 11.5, 13.5}, all[] = {8.5},
               padded[] = {3, 7}, tall[] = {12, 16};
  nnl_tensor image = counting(4, 1, 1, 4, 4), line = counting(3, 1, 1, 4, 0), y = 0;
  nnl_max_pool2d_options most;
  nnl_avg_pool2d_options mean;

  OK(nnl_max_pool2d(image, 2, 2, NULL, &y));
  CHECK(gives(y, 4, greatest));
  OK(nnl_avg_pool2d(image, 2, 2, NULL, &y));
  CHECK(gives(y, 4, average));
  OK(nnl_adaptive_avg_pool2d(image, 1, 1, &y));
  CHECK(gives(y, 1, all));
  nnl_max_pool2d_options_init(&most, sizeof most);
  CHECK(most.ceil_mode == 0 && most.stride[0] == 0 && most.padding[1] == 0 && most.dilation[1] == 1);
  most.dilation[0] = 2;
  most.ceil_mode = 1;
  most.stride[0] = 3;
  OK(nnl_max_pool2d(image, 2, 4, &most, &y));
  CHECK(gives(y, 2, tall));
  nnl_avg_pool2d_options_init(&mean, sizeof mean);
  CHECK(mean.ceil_mode == 0 && mean.count_include_pad == 1 && mean.divisor_override == 0);
  mean.padding[1] = 1;
  mean.stride[1] = 3;
  mean.divisor_override = 1;
  OK(nnl_avg_pool2d(line, 1, 3, &mean, &y));
  CHECK(gives(y, 2, padded));
  nnl_tensor_release(image);
  nnl_tensor_release(line);
}

static void pool_by_layers(void) {
  const double expected[] = {11};
  nnl_tensor image = counting(4, 1, 1, 4, 4), y = 0;
  nnl_module parts[3] = {0, 0, 0}, model = 0;
  int64_t i;
  OK(nnl_max_pool2d_create(0, 2, 2, NULL, &parts[0]));
  OK(nnl_avg_pool2d_create(0, 1, 2, NULL, &parts[1]));
  OK(nnl_adaptive_avg_pool2d_create(0, 1, 1, &parts[2]));
  OK(nnl_sequential_create(0, 3, parts, &model));
  OK(nnl_module_forward(model, image, &y));
  CHECK(gives(y, 1, expected));
  for (i = 0; i < 3; ++i) nnl_module_release(parts[i]);
  nnl_module_release(model);
  nnl_tensor_release(image);
  CHECK(nnl_max_pool2d_create(0, 0, 2, NULL, &model) == NNL_INVALID_ARGUMENT && model == 0);
}

int main(void) {
  int64_t live = -1;
  convolve();
  convolve_by_layers();
  pool();
  pool_by_layers();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
