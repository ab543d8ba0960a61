/* A plain C program that calls every operation on elements, axes and positions and checks what it gives. */
#include <math.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_tensor vector3(double a, double b, double c) {
  const int64_t shape[] = {3};
  double data[3];
  nnl_tensor tensor = 0;
  data[0] = a;
  data[1] = b;
  data[2] = c;
  OK(nnl_tensor_from_data(0, NNL_F64, 1, shape, data, sizeof data, &tensor));
  return tensor;
}

/* [[1, 2, 3], [6, 5, 4]] */
static nnl_tensor matrix23(void) {
  const int64_t shape[] = {2, 3};
  const double data[] = {1, 2, 3, 6, 5, 4};
  nnl_tensor tensor = 0;
  OK(nnl_tensor_from_data(0, NNL_F64, 2, shape, data, sizeof data, &tensor));
  return tensor;
}

static nnl_tensor places(int32_t rank, const int64_t* shape, const int64_t* data) {
  nnl_tensor tensor = 0;
  int64_t count = 1;
  int32_t i;
  for (i = 0; i < rank; ++i) count *= shape[i];
  OK(nnl_tensor_from_data(0, NNL_I64, rank, shape, data, count * (int64_t)sizeof *data, &tensor));
  return tensor;
}

/* Whether the tensor has these elements, row-major; releases it. */
static int holds(nnl_tensor tensor, int64_t count, double a, double b, double c) {
  nnl_tensor doubles = 0;
  int64_t shape[8], elements = 0;
  int32_t rank = 0;
  double values[16];
  const double expected[] = {a, b, c};
  int64_t i;
  int same = 1;
  OK(nnl_tensor_rank(tensor, &rank));
  OK(nnl_tensor_shape(tensor, shape, 8, NULL));
  OK(nnl_tensor_count(tensor, &elements));
  OK(nnl_tensor_full(0, NNL_F64, rank, shape, 0, &doubles));
  OK(nnl_tensor_copy_from(doubles, tensor));
  CHECK(elements <= 16);
  OK(nnl_tensor_read(doubles, values, elements * (int64_t)sizeof *values));
  for (i = 0; i < count && i < 3; ++i) same = same && fabs(values[i] - expected[i]) <= 1e-12;
  nnl_tensor_release(doubles);
  nnl_tensor_release(tensor);
  return same && elements == count;
}

static void check_elements(void) {
  nnl_tensor x = vector3(1, 4, 0.25), y = vector3(2, 0.5, -1), r = 0, f = 0;
  OK(nnl_exp(x, &r));
  CHECK(holds(r, 3, exp(1), exp(4), exp(0.25)));
  OK(nnl_log(x, &r));
  CHECK(holds(r, 3, 0, log(4), log(0.25)));
  OK(nnl_sqrt(x, &r));
  CHECK(holds(r, 3, 1, 2, 0.5));
  OK(nnl_abs(y, &r));
  CHECK(holds(r, 3, 2, 0.5, 1));
  OK(nnl_negative(y, &r));
  CHECK(holds(r, 3, -2, -0.5, 1));
  OK(nnl_reciprocal(x, &r));
  CHECK(holds(r, 3, 1, 0.25, 4));
  OK(nnl_pow(x, 1.5, &r));
  CHECK(holds(r, 3, 1, 8, 0.125));
  OK(nnl_pow_tensor(x, y, &r));
  CHECK(holds(r, 3, 1, 2, 4));
  OK(nnl_clamp(x, 0.5, HUGE_VAL, &r));
  CHECK(holds(r, 3, 1, 4, 0.5));
  CHECK(nnl_clamp(x, (double)NAN, 1, &r) == NNL_INVALID_ARGUMENT && r == 0);
  OK(nnl_minimum(x, y, &r));
  CHECK(holds(r, 3, 1, 0.5, -1));
  OK(nnl_maximum(x, y, &r));
  CHECK(holds(r, 3, 2, 4, 0.25));
  OK(nnl_tensor_full(0, NNL_F32, 0, NULL, 1, &f));
  CHECK(nnl_maximum(x, f, &r) == NNL_DTYPE_MISMATCH && r == 0);
  CHECK(nnl_exp(0, &r) == NNL_INVALID_HANDLE);
  nnl_tensor_release(f);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
}

static void check_comparisons(void) {
  nnl_tensor x = vector3(1, 2, 3), y = vector3(2, 2, 2), zero = vector3(0, 0, 5), mask = 0, r = 0;
  OK(nnl_eq(x, y, &r));
  CHECK(holds(r, 3, 0, 1, 0));
  OK(nnl_ne(x, y, &r));
  CHECK(holds(r, 3, 1, 0, 1));
  OK(nnl_lt(x, y, &r));
  CHECK(holds(r, 3, 1, 0, 0));
  OK(nnl_le(x, y, &r));
  CHECK(holds(r, 3, 1, 1, 0));
  OK(nnl_gt(x, y, &r));
  CHECK(holds(r, 3, 0, 0, 1));
  OK(nnl_ge(x, y, &r));
  CHECK(holds(r, 3, 0, 1, 1));
  OK(nnl_eq_scalar(x, 2, &r));
  CHECK(holds(r, 3, 0, 1, 0));
  OK(nnl_ne_scalar(x, 2, &r));
  CHECK(holds(r, 3, 1, 0, 1));
  OK(nnl_lt_scalar(x, 2, &r));
  CHECK(holds(r, 3, 1, 0, 0));
  OK(nnl_le_scalar(x, 2, &r));
  CHECK(holds(r, 3, 1, 1, 0));
  OK(nnl_ge_scalar(x, 2, &r));
  CHECK(holds(r, 3, 0, 1, 1));
  OK(nnl_gt_scalar(x, 2, &mask));
  OK(nnl_logical_not(zero, &r));
  CHECK(holds(r, 3, 1, 1, 0));
  OK(nnl_logical_and(x, zero, &r));
  CHECK(holds(r, 3, 0, 0, 1));
  OK(nnl_logical_or(mask, zero, &r));
  CHECK(holds(r, 3, 0, 0, 1));
  OK(nnl_where(mask, x, zero, &r));
  CHECK(holds(r, 3, 0, 0, 3));
  CHECK(nnl_where(x, x, zero, &r) == NNL_DTYPE_MISMATCH && r == 0);
  OK(nnl_masked_fill(x, mask, -HUGE_VAL, &r));
  CHECK(!holds(r, 3, 1, 2, 3));
  OK(nnl_masked_fill(x, mask, 7, &r));
  CHECK(holds(r, 3, 1, 2, 7));
  nnl_tensor_release(mask);
  nnl_tensor_release(zero);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
}

static void check_selection(void) {
  nnl_tensor m = matrix23(), r = 0, values = 0, indices = 0;
  OK(nnl_max(m, &r));
  CHECK(holds(r, 1, 6, 0, 0));
  OK(nnl_min(m, &r));
  CHECK(holds(r, 1, 1, 0, 0));
  OK(nnl_max_along(m, 0, 0, &values, &indices));
  CHECK(holds(values, 3, 6, 5, 4) && holds(indices, 3, 1, 1, 1));
  OK(nnl_min_along(m, 1, 1, &values, &indices));
  CHECK(holds(values, 2, 1, 4, 0) && holds(indices, 2, 0, 2, 0));
  CHECK(nnl_max_along(m, 2, 0, &values, &indices) == NNL_INDEX_OUT_OF_RANGE && values == 0 && indices == 0);
  CHECK(nnl_max_along(m, 0, 0, &values, NULL) == NNL_INVALID_ARGUMENT && values == 0);
  OK(nnl_argmax(m, 0, &r));
  CHECK(holds(r, 1, 3, 0, 0));
  OK(nnl_argmin(m, 1, &r));
  CHECK(holds(r, 1, 0, 0, 0));
  OK(nnl_argmax_along(m, 1, 0, &r));
  CHECK(holds(r, 2, 2, 0, 0));
  OK(nnl_argmin_along(m, 0, 1, &r));
  CHECK(holds(r, 3, 0, 0, 0));
  OK(nnl_topk(m, 1, 1, 1, &values, &indices));
  CHECK(holds(values, 2, 3, 6, 0) && holds(indices, 2, 2, 0, 0));
  CHECK(nnl_topk(m, 4, 1, 1, &values, &indices) == NNL_INDEX_OUT_OF_RANGE && values == 0);
  nnl_tensor_release(m);
}

static void check_statistics(void) {
  const int64_t rows[] = {1};
  nnl_tensor m = matrix23(), r = 0;
  OK(nnl_var(m, 1, rows, 1, 0, &r));
  CHECK(holds(r, 2, 1, 1, 0));
  OK(nnl_std(m, 1, rows, 0, 1, &r));
  CHECK(holds(r, 2, sqrt(2.0 / 3), sqrt(2.0 / 3), 0));
  OK(nnl_norm(m, 2, 0, NULL, 0, &r));
  CHECK(holds(r, 1, sqrt(91), 0, 0));
  OK(nnl_norm(m, HUGE_VAL, 1, rows, 0, &r));
  CHECK(holds(r, 2, 3, 6, 0));
  CHECK(nnl_norm(m, (double)NAN, 0, NULL, 0, &r) == NNL_INVALID_ARGUMENT && r == 0);
  CHECK(nnl_var(m, 1, rows, -1, 0, &r) == NNL_INVALID_ARGUMENT);
  nnl_tensor_release(m);
}

static void check_joining(void) {
  const int64_t sizes[] = {1, 2}, wrong[] = {1, 1};
  nnl_tensor m = matrix23(), r = 0, parts[2], pair[2];
  pair[0] = m;
  pair[1] = m;
  OK(nnl_cat(2, pair, 1, &r));
  CHECK(holds(r, 12, 1, 2, 3));
  OK(nnl_stack(2, pair, 2, &r));
  CHECK(holds(r, 12, 1, 1, 2));
  CHECK(nnl_cat(0, NULL, 0, &r) == NNL_INVALID_ARGUMENT && r == 0);
  OK(nnl_split(m, 1, 2, sizes, parts));
  CHECK(holds(parts[0], 2, 1, 6, 0));
  nnl_tensor_release(parts[1]);
  CHECK(nnl_split(m, 1, 2, wrong, parts) == NNL_SHAPE_MISMATCH && parts[0] == 0 && parts[1] == 0);
  nnl_tensor_release(m);
}

static void check_indexing(void) {
  const int64_t two[] = {2}, column[] = {2, 1}, rows[] = {1, 0}, classes[] = {0, 2};
  const int64_t beyond[] = {0, 3}, square[] = {2, -1};
  nnl_tensor m = matrix23(), list = places(1, two, rows), each = places(2, column, classes), r = 0,
             bad = places(2, column, beyond), y = 0;
  OK(nnl_slice(m, 1, -2, INT64_MAX, 1, &r));
  CHECK(holds(r, 4, 2, 3, 5));
  CHECK(nnl_slice(m, 1, 0, 1, -1, &r) == NNL_INVALID_ARGUMENT && r == 0);
  OK(nnl_gather(m, 1, each, &r));
  CHECK(holds(r, 2, 1, 4, 0));
  CHECK(nnl_gather(m, 1, bad, &r) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(strstr(nnl_last_error_message(), "[1, 0]") != NULL);
  OK(nnl_index_select(m, 0, list, &r));
  CHECK(holds(r, 6, 6, 5, 4));
  OK(nnl_one_hot(list, 3, &r));
  CHECK(holds(r, 6, 0, 1, 0));
  OK(nnl_permute(m, 2, rows, &r));
  CHECK(holds(r, 6, 1, 6, 2));
  OK(nnl_unsqueeze(m, 0, &y));
  OK(nnl_squeeze(y, 0, NULL, &r));
  CHECK(holds(r, 6, 1, 2, 3));
  nnl_tensor_release(y);
  OK(nnl_expand(list, 2, square, &r));
  CHECK(holds(r, 4, 1, 0, 1));
  CHECK(nnl_expand(m, 2, column, &r) == NNL_SHAPE_MISMATCH && r == 0);
  nnl_tensor_release(m);
  nnl_tensor_release(list);
  nnl_tensor_release(each);
  nnl_tensor_release(bad);
}

static void check_similarity(void) {
  nnl_tensor m = matrix23(), batch = 0, turned = 0, r = 0;
  OK(nnl_unsqueeze(m, 0, &batch));
  OK(nnl_transpose(batch, 1, 2, &turned));
  OK(nnl_bmm(batch, turned, &r));
  CHECK(holds(r, 4, 14, 28, 28));
  CHECK(nnl_bmm(m, m, &r) == NNL_SHAPE_MISMATCH && r == 0);
  OK(nnl_cosine_similarity(m, m, 1, 1e-8, &r));
  CHECK(holds(r, 2, 1, 1, 0));
  nnl_tensor_release(m);
  nnl_tensor_release(batch);
  nnl_tensor_release(turned);
}

/* sum(max(x, 2)^2) by x */
static void check_gradient(void) {
  nnl_tensor x = vector3(1, 3, 4), two = vector3(2, 2, 2), high = 0, y = 0, size = 0, gradient = 0;
  OK(nnl_tensor_set_requires_grad(x, 1));
  OK(nnl_maximum(x, two, &high));
  OK(nnl_pow(high, 2, &y));
  OK(nnl_norm(y, 1, 0, NULL, 0, &size));
  OK(nnl_tensor_backward(size, 0, 0));
  OK(nnl_tensor_grad(x, &gradient));
  CHECK(holds(gradient, 3, 0, 6, 8));
  nnl_tensor_release(x);
  nnl_tensor_release(two);
  nnl_tensor_release(high);
  nnl_tensor_release(y);
  nnl_tensor_release(size);
}

int main(void) {
  int64_t live = -1;
  check_elements();
  check_comparisons();
  check_selection();
  check_statistics();
  check_joining();
  check_indexing();
  check_similarity();
  check_gradient();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
