/* Calls every function of nnlite.h that normalises each sample on its own. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

/* Whether the four elements are -s, s, -s, s; releases the tensor. */
static int alternates(nnl_tensor tensor, double s) {
  double data[4] = {0, 0, 0, 0};
  OK(nnl_tensor_read(tensor, data, sizeof data));
  nnl_tensor_release(tensor);
  return fabs(data[0] + s) < 1e-12 && fabs(data[1] - s) < 1e-12 && fabs(data[2] + s) < 1e-12 &&
         fabs(data[3] - s) < 1e-12;
}

int main(void) {
  const int64_t shape[] = {2, 2}, sizes[] = {2}, wrong[] = {3}, negative[] = {-1};
  const double data[] = {1, 3, 1e6, 1e6 + 2};
  nnl_tensor x = 0, twos = 0, y = 0;
  nnl_module layer = 0;
  nnl_layer_norm_options layer_options;
  nnl_group_norm_options group_options;
  int64_t count = -1, live = -1;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, data, sizeof data, &x));
  OK(nnl_tensor_full(0, NNL_F64, 1, sizes, 2, &twos));

  OK(nnl_layer_norm(x, 1, sizes, 0, 0, 0, &y));
  CHECK(alternates(y, 1));
  OK(nnl_layer_norm(x, 1, sizes, twos, 0, 3, &y));
  CHECK(alternates(y, 1));
  CHECK(nnl_layer_norm(x, 1, wrong, 0, 0, 1e-5, &y) == NNL_SHAPE_MISMATCH && y == 0);
  CHECK(nnl_layer_norm(x, 0, NULL, 0, 0, 1e-5, &y) == NNL_SHAPE_MISMATCH);
  CHECK(nnl_layer_norm(x, 1, NULL, 0, 0, 1e-5, &y) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "normalized_shape") == 0);
  CHECK(nnl_layer_norm(x, 1, sizes, 0, 0, -1, &y) == NNL_INVALID_ARGUMENT);
  OK(nnl_group_norm(x, 1, twos, 0, 0, &y));
  CHECK(alternates(y, 2));
  CHECK(nnl_group_norm(x, 3, 0, 0, 1e-5, &y) == NNL_SHAPE_MISMATCH && y == 0);
  CHECK(nnl_group_norm(x, 0, 0, 0, 1e-5, &y) == NNL_INVALID_ARGUMENT);

  nnl_layer_norm_options_init(&layer_options, sizeof layer_options);
  CHECK(layer_options.elementwise_affine == 1 && layer_options.bias == 1 && layer_options.eps == 1e-5);
  layer_options.dtype = NNL_F64;
  layer_options.bias = 0;
  layer_options.eps = 3;
  OK(nnl_layer_norm_create(0, 1, sizes, &layer_options, &layer));
  OK(nnl_module_num_parameters(layer, &count));
  CHECK(count == 1);
  OK(nnl_module_forward(layer, x, &y));
  CHECK(alternates(y, 0.5));
  nnl_module_release(layer);
  CHECK(nnl_layer_norm_create(0, 0, NULL, NULL, &layer) == NNL_SHAPE_MISMATCH && layer == 0);
  CHECK(nnl_layer_norm_create(0, 1, negative, NULL, &layer) == NNL_SHAPE_MISMATCH);
  layer_options.bias = 2;
  CHECK(nnl_layer_norm_create(0, 1, sizes, &layer_options, &layer) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "options.bias") == 0);

  nnl_group_norm_options_init(&group_options, sizeof group_options);
  CHECK(group_options.affine == 1 && group_options.eps == 1e-5);
  group_options.dtype = NNL_F64;
  group_options.eps = 3;
  OK(nnl_group_norm_create(0, 1, 2, &group_options, &layer));
  OK(nnl_module_num_parameters(layer, &count));
  CHECK(count == 2);
  OK(nnl_module_forward(layer, x, &y));
  CHECK(alternates(y, 0.5));
  nnl_module_release(layer);
  CHECK(nnl_group_norm_create(0, 2, 3, NULL, &layer) == NNL_SHAPE_MISMATCH && layer == 0);
  group_options.reserved = 1;
  CHECK(nnl_group_norm_create(0, 1, 2, &group_options, &layer) == NNL_NOT_SUPPORTED);

  nnl_tensor_release(x);
  nnl_tensor_release(twos);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
