/* Calls every loss of nnlite.h beside those of every_function.c. */
#include <math.h>

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

/* Compares a loss with what is expected and releases it. */
static int gives(nnl_tensor loss, double expected) {
  double value = NAN;
  OK(nnl_tensor_item(loss, &value));
  nnl_tensor_release(loss);
  return fabs(value - expected) < 1e-9;
}

int main(void) {
  const int64_t one[] = {1};
  nnl_tensor x = row(0.5, 2), y = row(0, 0.5), p = row(0.5, 0.25), logs = row(log(0.25), log(0.75));
  nnl_tensor first = 0, together = 0, loss = 0;
  nnl_triplet_margin_options triplet;
  int64_t live = -1;
  OK(nnl_tensor_full(0, NNL_I64, 1, one, 0, &first));
  OK(nnl_tensor_full(0, NNL_I64, 1, one, 1, &together));

  OK(nnl_l1_loss(x, y, NNL_REDUCTION_SUM, &loss));
  CHECK(gives(loss, 2));
  OK(nnl_smooth_l1_loss(x, y, 1, NNL_REDUCTION_SUM, &loss));
  CHECK(gives(loss, 0.125 + 1));
  OK(nnl_huber_loss(x, y, 0.5, NNL_REDUCTION_SUM, &loss));
  CHECK(gives(loss, 0.5 * 0.25 + 0.5 * 1.25));
  OK(nnl_bce_loss(p, y, 0, NNL_REDUCTION_SUM, &loss));
  CHECK(gives(loss, log(2) - 0.5 * log(0.25) - 0.5 * log(0.75)));
  CHECK(nnl_bce_loss(x, y, 0, NNL_REDUCTION_SUM, &loss) == NNL_INVALID_ARGUMENT && loss == 0);
  OK(nnl_bce_with_logits_loss(x, y, 0, 0, NNL_REDUCTION_SUM, &loss));
  CHECK(gives(loss, log(1 + exp(0.5)) + 0.5 * log(1 + exp(-2)) + 0.5 * log(1 + exp(2))));
  OK(nnl_nll_loss(logs, first, 0, -100, NNL_REDUCTION_MEAN, &loss));
  CHECK(gives(loss, log(4)));
  OK(nnl_cosine_embedding_loss(x, y, together, 0, NNL_REDUCTION_MEAN, &loss));
  CHECK(gives(loss, 1 - 2 / sqrt(4.25)));
  nnl_triplet_margin_options_init(&triplet, sizeof triplet);
  CHECK(triplet.margin == 1 && triplet.p == 2 && triplet.eps == 1e-6);
  triplet.p = 1;
  triplet.eps = 0;
  OK(nnl_triplet_margin_loss(x, y, p, &triplet, &loss));
  CHECK(gives(loss, 1 + 2 - 1.75));
  CHECK(nnl_l1_loss(x, y, 7, &loss) == NNL_INVALID_ARGUMENT && loss == 0);

  nnl_tensor_release(x);
  nnl_tensor_release(y);
  nnl_tensor_release(p);
  nnl_tensor_release(logs);
  nnl_tensor_release(first);
  nnl_tensor_release(together);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
