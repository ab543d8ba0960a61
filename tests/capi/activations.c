/* Calls the activations with settings and dropout, as operations and as layers. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor row(double a, double b) {
  const int64_t shape[] = {1, 2};
  double data[2];
  nnl_tensor tensor = 0;
  data[0] = a;
  data[1] = b;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, data, sizeof data, &tensor));
  return tensor;
}

/* Compares a row with what is expected and releases it. */
static int gives(nnl_tensor tensor, double a, double b) {
  double data[2];
  OK(nnl_tensor_read(tensor, data, sizeof data));
  nnl_tensor_release(tensor);
  return fabs(data[0] - a) < 1e-12 && fabs(data[1] - b) < 1e-12;
}

/* The same for a layer's result; releases the layer. */
static int layer_gives(nnl_module layer, nnl_tensor x, double a, double b) {
  nnl_tensor y = 0;
  OK(nnl_module_forward(layer, x, &y));
  nnl_module_release(layer);
  return gives(y, a, b);
}

int main(void) {
  nnl_tensor x = row(-1, 2), slopes = 0, y = 0, many = 0;
  nnl_module layer = 0;
  const int64_t two[] = {2}, thousand[] = {1000};
  const double minus_e = exp(-1.0) - 1, both = log(1 + exp(-1.0)), sum = exp(-1.0) + exp(2.0);
  const double normal = -0.5 * erfc(sqrt(0.5)), other = 2 - erfc(sqrt(2.0));
  double total = 0;
  int64_t live = -1;
  int32_t rank = 0;
  OK(nnl_tensor_full(0, NNL_F64, 1, two, 0.5, &slopes));

  OK(nnl_elu(x, 0.5, &y));
  CHECK(gives(y, 0.5 * minus_e, 2));
  OK(nnl_gelu(x, NNL_GELU_NONE, &y));
  CHECK(gives(y, normal, other));
  OK(nnl_gelu(x, NNL_GELU_TANH, &y));
  CHECK(gives(y, -0.5 * (1 - tanh(sqrt(2 / acos(-1.0)) * 1.044715)),
              1 + tanh(sqrt(2 / acos(-1.0)) * (2 + 8 * 0.044715))));
  CHECK(nnl_gelu(x, 2, &y) == NNL_INVALID_ARGUMENT && y == 0);
  CHECK(strcmp(nnl_last_error_argument(), "approximate") == 0);
  OK(nnl_silu(x, &y));
  CHECK(gives(y, -1 / (1 + exp(1.0)), 2 / (1 + exp(-2.0))));
  OK(nnl_softplus(x, 1, 1.5, &y));
  CHECK(gives(y, both, 2));
  OK(nnl_hardtanh(x, -0.5, 1, &y));
  CHECK(gives(y, -0.5, 1));
  CHECK(nnl_hardtanh(x, 1, -1, &y) == NNL_INVALID_ARGUMENT && y == 0);
  OK(nnl_prelu(x, slopes, &y));
  CHECK(gives(y, -0.5, 2));
  OK(nnl_dropout(x, 0.5, 0, &y));
  CHECK(gives(y, -1, 2));
  OK(nnl_dropout(x, 1, 1, &y));
  CHECK(gives(y, 0, 0));
  CHECK(nnl_dropout(x, 1.5, 1, &y) == NNL_INVALID_ARGUMENT && y == 0);

  OK(nnl_elu_create(0, 1, &layer));
  CHECK(layer_gives(layer, x, minus_e, 2));
  CHECK(nnl_elu_create(0, NAN, &layer) == NNL_INVALID_ARGUMENT && layer == 0);
  OK(nnl_gelu_create(0, NNL_GELU_NONE, &layer));
  CHECK(layer_gives(layer, x, normal, other));
  OK(nnl_silu_create(0, &layer));
  CHECK(layer_gives(layer, x, -1 / (1 + exp(1.0)), 2 / (1 + exp(-2.0))));
  OK(nnl_softplus_create(0, 1, 20, &layer));
  CHECK(layer_gives(layer, x, both, 2 + log(1 + exp(-2.0))));
  OK(nnl_hardtanh_create(0, -1, 1, &layer));
  CHECK(layer_gives(layer, x, -1, 1));
  CHECK(nnl_hardtanh_create(0, 1, 1, &layer) == NNL_INVALID_ARGUMENT && layer == 0);
  OK(nnl_prelu_create(0, 2, 0.25, NNL_F64, &layer));
  CHECK(layer_gives(layer, x, -0.25, 2));
  CHECK(nnl_prelu_create(0, 0, 0.25, NNL_F64, &layer) == NNL_INVALID_ARGUMENT && layer == 0);
  OK(nnl_softmax_create(0, 1, &layer));
  CHECK(layer_gives(layer, x, exp(-1.0) / sum, exp(2.0) / sum));
  OK(nnl_log_softmax_create(0, -1, &layer));
  CHECK(layer_gives(layer, x, -1 - log(sum), 2 - log(sum)));

  /* A dropout layer drops about half in training mode and nothing in inference mode. */
  OK(nnl_dropout_create(0, 0.5, &layer));
  OK(nnl_tensor_full(0, NNL_F32, 1, thousand, 1, &many));
  OK(nnl_module_forward(layer, many, &y));
  nnl_tensor_release(many);
  OK(nnl_sum(y, 0, NULL, 0, &many));
  OK(nnl_tensor_item(many, &total));
  CHECK(total > 800 && total < 1200);
  OK(nnl_tensor_rank(y, &rank));
  CHECK(rank == 1);
  nnl_tensor_release(y);
  nnl_tensor_release(many);
  OK(nnl_module_train(layer, 0));
  CHECK(layer_gives(layer, x, -1, 2));
  CHECK(nnl_dropout_create(0, -1, &layer) == NNL_INVALID_ARGUMENT && layer == 0);

  nnl_tensor_release(x);
  nnl_tensor_release(slopes);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
