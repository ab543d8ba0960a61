/* Calls the bags of embeddings, and the embeddings with given weights. */
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

/* Compares two numbers with what is expected and releases the tensor. */
static int gives(nnl_tensor tensor, double a, double b) {
  double data[2];
  OK(nnl_tensor_read(tensor, data, sizeof data));
  nnl_tensor_release(tensor);
  return data[0] == a && data[1] == b;
}

int main(void) {
  const double rows[] = {1, 2, 4, 8}, halves[] = {0.5, 0.5, 2};
  const int64_t table_shape[] = {4, 1}, three[] = {3}, two[] = {2}, grid_shape[] = {2, 1};
  const int32_t picks[] = {0, 3, 2};
  const int64_t begins[] = {0, 2}, ends[] = {0, 1, 3}, picked[] = {3, 0};
  nnl_tensor weight = 0, indices = 0, offsets = 0, csr = 0, shares = 0, grid = 0, inputs[4], y = 0, own = 0;
  nnl_embedding_bag_options options;
  nnl_module layer = 0, chain = 0, flatten = 0;
  int64_t live = -1;
  int32_t requires_grad = -1;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, table_shape, rows, sizeof rows, &weight));
  OK(nnl_tensor_from_data(0, NNL_I32, 1, three, picks, sizeof picks, &indices));
  OK(nnl_tensor_from_data(0, NNL_I64, 1, two, begins, sizeof begins, &offsets));
  OK(nnl_tensor_from_data(0, NNL_I64, 1, three, ends, sizeof ends, &csr));
  OK(nnl_tensor_from_data(0, NNL_F64, 1, three, halves, sizeof halves, &shares));
  OK(nnl_tensor_from_data(0, NNL_I64, 2, grid_shape, picked, sizeof picked, &grid));

  nnl_embedding_bag_options_init(&options, sizeof options);
  CHECK(options.dtype == NNL_F32 && options.mode == NNL_BAG_MEAN && options.norm_type == 2);
  OK(nnl_embedding_bag(weight, indices, offsets, 0, NULL, &y));
  CHECK(gives(y, 4.5, 4));
  OK(nnl_embedding_bag(weight, grid, 0, 0, NULL, &y));
  CHECK(gives(y, 8, 1));
  options.mode = NNL_BAG_MAX;
  OK(nnl_embedding_bag(weight, indices, offsets, 0, &options, &y));
  CHECK(gives(y, 8, 4));
  options.mode = NNL_BAG_SUM;
  OK(nnl_embedding_bag(weight, indices, offsets, shares, &options, &y));
  CHECK(gives(y, 4.5, 8));
  options.include_last_offset = 1;
  OK(nnl_embedding_bag(weight, indices, csr, 0, &options, &y));
  CHECK(gives(y, 1, 12));
  CHECK(nnl_embedding_bag(weight, indices, offsets, 0, &options, &y) == NNL_INDEX_OUT_OF_RANGE && y == 0);
  options.include_last_offset = 0;
  options.mode = 3;
  CHECK(nnl_embedding_bag(weight, indices, offsets, 0, &options, &y) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "options.mode") == 0);
  options.mode = NNL_BAG_SUM;
  options.reserved = 1;
  CHECK(nnl_embedding_bag(weight, indices, offsets, 0, &options, &y) == NNL_NOT_SUPPORTED);
  options.reserved = 0;

  /* As a layer, with one to three inputs, of which the offsets may be 0. */
  OK(nnl_embedding_bag_from_pretrained(weight, 1, &options, &layer));
  OK(nnl_module_parameter(layer, 0, &own));
  OK(nnl_tensor_requires_grad(own, &requires_grad));
  CHECK(requires_grad == 0);
  nnl_tensor_release(own);
  OK(nnl_module_forward(layer, grid, &y));
  CHECK(gives(y, 8, 1));
  inputs[0] = indices;
  inputs[1] = offsets;
  inputs[2] = shares;
  inputs[3] = shares;
  OK(nnl_module_forward_inputs(layer, 2, inputs, &y));
  CHECK(gives(y, 9, 4));
  OK(nnl_module_forward_inputs(layer, 3, inputs, &y));
  CHECK(gives(y, 4.5, 8));
  CHECK(nnl_module_forward_inputs(layer, 4, inputs, &y) == NNL_INVALID_ARGUMENT && y == 0);
  inputs[0] = grid;
  inputs[1] = inputs[2] = 0;
  OK(nnl_module_forward_inputs(layer, 3, inputs, &y));
  CHECK(gives(y, 8, 1));
  inputs[1] = 12345;
  CHECK(nnl_module_forward_inputs(layer, 3, inputs, &y) == NNL_INVALID_HANDLE && y == 0);
  inputs[0] = 0;
  CHECK(nnl_module_forward_inputs(layer, 1, inputs, &y) == NNL_INVALID_HANDLE && y == 0);
  CHECK(nnl_module_forward(layer, 0, &y) == NNL_INVALID_HANDLE && y == 0);
  nnl_module_release(layer);

  /* Other modules refuse an absent input. */
  OK(nnl_flatten_create(0, &flatten));
  OK(nnl_sequential_create(0, 1, &flatten, &chain));
  inputs[0] = grid;
  inputs[1] = 0;
  CHECK(nnl_module_forward_inputs(flatten, 2, inputs, &y) == NNL_INVALID_HANDLE && y == 0);
  CHECK(nnl_module_forward_inputs(chain, 2, inputs, &y) == NNL_INVALID_HANDLE && y == 0);
  CHECK(nnl_cat(2, inputs, 0, &y) == NNL_INVALID_HANDLE && y == 0);
  nnl_module_release(flatten);
  nnl_module_release(chain);

  options.dtype = NNL_F64;
  OK(nnl_embedding_bag_create(0, 4, 1, &options, &layer));
  OK(nnl_module_parameter(layer, 0, &own));
  OK(nnl_tensor_copy_from(own, weight));
  nnl_tensor_release(own);
  OK(nnl_module_forward(layer, grid, &y));
  CHECK(gives(y, 8, 1));
  nnl_module_release(layer);
  CHECK(nnl_embedding_bag_create(0, -1, 1, &options, &layer) == NNL_INVALID_ARGUMENT && layer == 0);

  OK(nnl_embedding_from_pretrained(weight, 0, NULL, &layer));
  OK(nnl_module_parameter(layer, 0, &own));
  OK(nnl_tensor_requires_grad(own, &requires_grad));
  CHECK(requires_grad == 1);
  nnl_tensor_release(own);
  OK(nnl_module_forward(layer, grid, &y));
  CHECK(gives(y, 8, 1));
  nnl_module_release(layer);
  CHECK(nnl_embedding_from_pretrained(indices, 0, NULL, &layer) == NNL_SHAPE_MISMATCH && layer == 0);
  CHECK(nnl_embedding_from_pretrained(weight, 2, NULL, &layer) == NNL_INVALID_ARGUMENT && layer == 0);

  nnl_tensor_release(weight);
  nnl_tensor_release(indices);
  nnl_tensor_release(offsets);
  nnl_tensor_release(csr);
  nnl_tensor_release(shares);
  nnl_tensor_release(grid);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
