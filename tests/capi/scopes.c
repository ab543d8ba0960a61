/* Releases handles by scopes, as a language without destructors does. */
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static int64_t live(void) {
  int64_t count = -1;
  OK(nnl_live_handles(&count));
  return count;
}

static nnl_tensor number(double value) {
  nnl_tensor tensor = 0;
  OK(nnl_tensor_full(0, NNL_F64, 0, NULL, value, &tensor));
  return tensor;
}

static int is(nnl_tensor tensor, double wanted) {
  double value = 0;
  return nnl_tensor_item(tensor, &value) == NNL_OK && value == wanted;
}

static int gone(nnl_tensor tensor) {
  int32_t rank = 0;
  return nnl_tensor_rank(tensor, &rank) == NNL_INVALID_HANDLE;
}

/* Handles of every kind go; what was there before, was kept or was released stays as it is. */
static void check_one(void) {
  const nnl_tensor before = number(1);
  nnl_tensor parameter[2], kept, released, sum = 0, batch[1];
  nnl_module module = 0, copy = 0;
  nnl_optimizer sgd = 0;
  nnl_schedule schedule = 0;
  nnl_loader loader = 0;
  nnl_context context = 0;
  nnl_scope scope = 0, other = 0;
  OK(nnl_scope_begin(&scope));
  CHECK(scope > 0 && live() == 2);
  OK(nnl_linear_create(0, 1, 1, NULL, &module));
  OK(nnl_module_parameter(module, 0, &parameter[0]));
  OK(nnl_module_parameter(module, 1, &parameter[1]));
  OK(nnl_sgd_create(2, parameter, NULL, &sgd));
  OK(nnl_step_lr_create(sgd, 1, 0.1, &schedule));
  OK(nnl_context_create(NULL, &context));
  OK(nnl_module_fold_batch_norms(module, &copy));
  OK(nnl_loader_create(1, &parameter[1], NULL, &loader));
  OK(nnl_loader_next(loader, 1, batch));
  kept = number(2);
  released = number(3);
  OK(nnl_add(before, kept, &sum));
  nnl_tensor_release(released);
  CHECK(live() == 13);
  OK(nnl_scope_keep(scope, kept));
  OK(nnl_scope_keep(scope, kept));
  OK(nnl_scope_keep(scope, module));
  OK(nnl_scope_keep(scope, before)); /* which it does not hold */
  OK(nnl_scope_end(scope));
  CHECK(live() == 3 && is(before, 1) && is(kept, 2) && gone(sum) && gone(released) && gone(batch[0]));

  CHECK(nnl_scope_end(scope) == NNL_INVALID_HANDLE);
  CHECK(strcmp(nnl_last_error_argument(), "scope") == 0);
  CHECK(nnl_scope_keep(scope, kept) == NNL_INVALID_HANDLE);
  nnl_scope_release(scope);
  nnl_scope_release(0);
  nnl_scope_release(kept);
  CHECK(is(kept, 2));
  CHECK(nnl_scope_begin(NULL) == NNL_INVALID_ARGUMENT);
  OK(nnl_scope_begin(&scope));
  OK(nnl_scope_begin(&other));
  CHECK(nnl_scope_keep(scope, 0) == NNL_INVALID_HANDLE);
  CHECK(strcmp(nnl_last_error_message(), "handle: 0 is no handle") == 0);
  CHECK(nnl_scope_keep(scope, sum) == NNL_INVALID_HANDLE);
  CHECK(nnl_scope_keep(scope, -1) == NNL_INVALID_HANDLE);
  CHECK(nnl_scope_keep(kept, kept) == NNL_INVALID_HANDLE);
  CHECK(nnl_scope_keep(scope, other) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_argument(), "handle") == 0);
  nnl_scope_release(other);
  nnl_scope_release(scope);
  nnl_tensor_release(before);
  nnl_tensor_release(kept);
  nnl_module_release(module);
  CHECK(live() == 0);
}

static void check_nested(void) {
  nnl_scope outer = 0, middle = 0, inner = 0;
  nnl_tensor a, b, c, d;
  OK(nnl_scope_begin(&outer));
  a = number(1);
  OK(nnl_scope_begin(&middle));
  b = number(2);
  OK(nnl_scope_begin(&inner));
  c = number(3);
  d = number(4);
  OK(nnl_scope_keep(inner, c));  /* becomes middle's */
  OK(nnl_scope_keep(middle, d)); /* from inner to outer */
  OK(nnl_scope_keep(inner, d));
  OK(nnl_scope_end(inner));
  CHECK(is(c, 3) && is(d, 4));
  OK(nnl_scope_begin(&inner));
  OK(nnl_scope_end(middle)); /* and inner with it */
  CHECK(nnl_scope_end(inner) == NNL_INVALID_HANDLE);
  CHECK(gone(b) && gone(c) && is(a, 1) && is(d, 4));
  OK(nnl_scope_keep(outer, d));
  nnl_scope_release(outer);
  CHECK(gone(a) && is(d, 4) && live() == 1);
  nnl_tensor_release(d);
}

/* A loop that releases nothing by hand, and carries one result from each turn to the next. */
static void check_loop(void) {
  nnl_scope whole = 0;
  nnl_tensor state;
  int64_t at_first, i;
  OK(nnl_scope_begin(&whole));
  state = number(0);
  at_first = live();
  for (i = 1; i <= 100000; ++i) {
    nnl_scope turn = 0;
    nnl_tensor square = 0, next = 0;
    OK(nnl_scope_begin(&turn));
    OK(nnl_multiply(state, state, &square));
    OK(nnl_affine(state, 1, 1, &next));
    OK(nnl_scope_keep(turn, next));
    OK(nnl_scope_end(turn));
    nnl_tensor_release(state);
    state = next;
    CHECK(live() == at_first);
  }
  CHECK(is(state, 100000));
  OK(nnl_scope_end(whole));
  CHECK(live() == 0);
}

/* Begins a scope, computes in it and leaves it open; keeps its output unless user_data says otherwise. */
static nnl_status square_and_forget(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                    void* user_data) {
  nnl_scope scope = 0;
  nnl_tensor doubled = 0;
  CHECK(count == 1);
  OK(nnl_scope_begin(&scope));
  OK(nnl_affine(inputs[0], 2, 0, &doubled));
  OK(nnl_multiply(inputs[0], inputs[0], output));
  return user_data ? nnl_scope_keep(scope, *output) : NNL_OK;
}

static void check_callbacks(void) {
  nnl_scope scope = 0;
  nnl_tensor x, y = 0;
  int keeps = 1;
  OK(nnl_scope_begin(&scope));
  x = number(3);
  OK(nnl_custom_op("square", 1, &x, square_and_forget, NULL, NULL, &keeps, &y));
  CHECK(is(y, 9) && live() == 3);
  CHECK(nnl_custom_op("square", 1, &x, square_and_forget, NULL, NULL, NULL, &y) == NNL_INVALID_HANDLE);
  CHECK(strstr(nnl_last_error_message(), "output: ") && y == 0 && live() == 3);
  OK(nnl_scope_end(scope));
  CHECK(live() == 0);
}

int main(void) {
  check_one();
  check_nested();
  check_loop();
  check_callbacks();
  return 0;
}
