/* Reports the handles that are live, with and without tracing. */
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_handle_report report_of(nnl_context context, int32_t all) {
  nnl_handle_report report = 0;
  OK(nnl_handle_report_create(context, all, &report));
  return report;
}

static int64_t rows_of(nnl_handle_report report) {
  int64_t count = -1;
  OK(nnl_handle_report_count(report, &count));
  return count;
}

/* Whether row `index` is as given. */
static int is_row(nnl_handle_report report, int64_t index, int32_t kind, int64_t count, int64_t bytes,
                  const char* function, const char* label) {
  nnl_handle_row row;
  char text[64];
  int64_t needed = 0;
  nnl_handle_row_init(&row, sizeof row);
  OK(nnl_handle_report_row(report, index, &row));
  OK(nnl_handle_report_function(report, index, text, sizeof text, &needed));
  if (strcmp(text, function) != 0 || needed != (int64_t)strlen(function) + 1) return 0;
  OK(nnl_handle_report_label(report, index, text, sizeof text, NULL));
  if (strcmp(text, label) != 0) return 0;
  return row.kind == kind && row.count == count && row.bytes == bytes &&
         (row.thread != 0) == (*function != 0);
}

static void check_contexts(void) {
  const int64_t shape[] = {10, 2};
  nnl_context context = 0;
  nnl_tensor x = 0, view = 0, other = 0;
  nnl_module linear = 0;
  nnl_optimizer sgd = 0;
  nnl_schedule schedule = 0;
  nnl_loader loader = 0;
  nnl_scope scope = 0;
  nnl_handle_report report, all;
  struct {
    nnl_handle_row row;
    int64_t beyond;
  } guarded;
  OK(nnl_context_create(NULL, &context));
  OK(nnl_tensor_full(context, NNL_F32, 2, shape, 1, &x));
  OK(nnl_transpose(x, 0, 1, &view)); /* of the same 80 bytes */
  OK(nnl_linear_create(context, 2, 3, NULL, &linear));
  OK(nnl_sgd_create(1, &x, NULL, &sgd));
  OK(nnl_step_lr_create(sgd, 1, 0.1, &schedule));
  OK(nnl_loader_create(1, &x, NULL, &loader));
  OK(nnl_tensor_full(0, NNL_F64, 1, shape, 1, &other));
  OK(nnl_scope_begin(&scope));
  report = report_of(context, 0);
  CHECK(rows_of(report) == 6);
  CHECK(is_row(report, 0, NNL_KIND_CONTEXT, 1, 0, "", ""));
  CHECK(is_row(report, 1, NNL_KIND_TENSOR, 2, 80, "", ""));
  CHECK(is_row(report, 2, NNL_KIND_MODULE, 1, (2 * 3 + 3) * 4, "", ""));
  CHECK(is_row(report, 3, NNL_KIND_OPTIMIZER, 1, 0, "", ""));
  CHECK(is_row(report, 4, NNL_KIND_LOADER, 1, 0, "", ""));
  CHECK(is_row(report, 5, NNL_KIND_SCHEDULE, 1, 0, "", ""));
  all = report_of(0, 1);
  CHECK(rows_of(all) == 8);
  CHECK(is_row(all, 1, NNL_KIND_TENSOR, 3, 160, "", ""));
  CHECK(is_row(all, 6, NNL_KIND_SCOPE, 1, 0, "", ""));
  CHECK(is_row(all, 7, NNL_KIND_HANDLE_REPORT, 1, 0, "", ""));
  nnl_handle_report_release(all);
  OK(nnl_scope_end(scope)); /* and the report */
  report = report_of(0, 0);
  CHECK(rows_of(report) == 1 && is_row(report, 0, NNL_KIND_TENSOR, 1, 80, "", ""));

  memset(&guarded, 0x5a, sizeof guarded);
  nnl_handle_row_init(&guarded.row, 16);
  OK(nnl_handle_report_row(report, 0, &guarded.row));
  CHECK(guarded.row.kind == NNL_KIND_TENSOR && guarded.row.count == 1);
  CHECK(guarded.row.bytes == guarded.beyond);
  guarded.row.struct_size = 12;
  CHECK(nnl_handle_report_row(report, 0, &guarded.row) == NNL_INVALID_ARGUMENT);
  nnl_handle_row_init(&guarded.row, sizeof guarded.row);
  CHECK(nnl_handle_report_row(report, 1, &guarded.row) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(nnl_handle_report_row(report, 0, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_handle_report_function(report, -1, NULL, 0, NULL) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(nnl_handle_report_label(report, 1, NULL, 0, NULL) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(nnl_handle_report_count(x, &guarded.beyond) == NNL_INVALID_HANDLE);
  CHECK(strstr(nnl_last_error_message(), " is a tensor, not a handle report"));
  CHECK(nnl_tensor_count(report, &guarded.beyond) == NNL_INVALID_HANDLE);
  CHECK(strstr(nnl_last_error_message(), " is a handle report, not a tensor"));
  CHECK(nnl_handle_report_create(x, 0, &all) == NNL_INVALID_HANDLE && all == 0);
  CHECK(nnl_handle_report_create(0, 2, &all) == NNL_INVALID_ARGUMENT);
  nnl_handle_report_release(report);
  nnl_tensor_release(x);
  nnl_tensor_release(view);
  nnl_tensor_release(other);
  nnl_module_release(linear);
  nnl_optimizer_release(sgd);
  nnl_schedule_release(schedule);
  nnl_loader_release(loader);
  nnl_context_release(context);
}

/* In a callback what it borrows is live too, and made by the call around it. */
static nnl_status look(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data) {
  const nnl_handle_report report = report_of(0, 0);
  CHECK(count == 1);
  *(int*)user_data += rows_of(report) == 2 && is_row(report, 0, NNL_KIND_TENSOR, 1, 8, "", "") &&
                      is_row(report, 1, NNL_KIND_TENSOR, 1, 8, "nnl_custom_op", "within");
  nnl_handle_report_release(report);
  return nnl_tensor_share(inputs[0], output);
}

static void check_tracing(void) {
  const int64_t shape[] = {3};
  nnl_tensor before = 0, a = 0, b = 0, c = 0, d = 0;
  nnl_handle_report report;
  char table[1024];
  int64_t needed = 0;
  int looks = 0;
  OK(nnl_tensor_full(0, NNL_F64, 1, shape, 1, &before));
  CHECK(nnl_set_handle_tracing(2) == NNL_INVALID_ARGUMENT);
  OK(nnl_set_handle_tracing(1));
  OK(nnl_set_handle_label("setup"));
  OK(nnl_relu(before, &a));
  OK(nnl_relu(before, &b));
  OK(nnl_set_handle_label("a label that is too long with \xc3\xa4\xc3\xa4"));
  OK(nnl_add(a, b, &c));
  OK(nnl_set_handle_label(NULL));
  OK(nnl_add(a, b, &d));
  report = report_of(0, 0);
  CHECK(rows_of(report) == 4);
  CHECK(is_row(report, 0, NNL_KIND_TENSOR, 2, 48, "nnl_relu", "setup"));
  CHECK(is_row(report, 1, NNL_KIND_TENSOR, 1, 24, "", ""));
  CHECK(is_row(report, 2, NNL_KIND_TENSOR, 1, 24, "nnl_add", ""));
  CHECK(is_row(report, 3, NNL_KIND_TENSOR, 1, 24, "nnl_add", "a label that is too long with "));
  OK(nnl_handle_report_table(report, NULL, 0, &needed));
  CHECK(needed < (int64_t)sizeof table);
  CHECK(nnl_handle_report_table(report, table, needed - 1, NULL) == NNL_BUFFER_TOO_SMALL);
  OK(nnl_handle_report_table(report, table, sizeof table, NULL));
  CHECK(strncmp(table, "kind ", 5) == 0 && strstr(table, "\ntensor  nnl_relu  setup "));
  CHECK(strstr(table, "\nlive handles: 5\n"));
  nnl_handle_report_release(report);
  nnl_tensor_release(b);
  nnl_tensor_release(c);
  nnl_tensor_release(d);
  nnl_tensor_release(before);

  OK(nnl_set_handle_label("within"));
  nnl_tensor_release(a);
  OK(nnl_tensor_full(0, NNL_F64, 0, NULL, 1, &a));
  OK(nnl_set_handle_tracing(0)); /* forgets the full */
  OK(nnl_set_handle_tracing(1));
  OK(nnl_custom_op("look", 1, &a, look, NULL, NULL, &looks, &b));
  OK(nnl_set_handle_tracing(0));
  report = report_of(0, 0);
  CHECK(rows_of(report) == 1 && is_row(report, 0, NNL_KIND_TENSOR, 2, 8, "", ""));
  nnl_handle_report_release(report);
  nnl_tensor_release(a);
  nnl_tensor_release(b);
  CHECK(looks == 1);
}

int main(void) {
  int64_t live = -1;
  check_contexts();
  check_tracing();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
