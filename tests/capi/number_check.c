/* Finds where NaN arose, and reads it in every way. */
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static nnl_number_report read_report(nnl_context context) {
  nnl_number_report report;
  nnl_number_report_init(&report, sizeof report);
  OK(nnl_number_report_read(context, &report));
  return report;
}

static void check_refusals(nnl_context context) {
  nnl_number_report report;
  int64_t needed = -7;
  struct {
    nnl_number_report report;
    int64_t beyond;
  } guarded;
  nnl_number_report_init(&report, sizeof report);
  CHECK(report.input == -1 && report.found == 0);
  CHECK(nnl_context_set_number_check(context, 3) == NNL_INVALID_ARGUMENT);
  CHECK(strcmp(nnl_last_error_message(), "mode: 3 is no NNL_NUMBER_CHECK_...") == 0);
  CHECK(nnl_context_set_number_check(context, -1) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_context_set_number_check(context + 12345, 1) == NNL_INVALID_HANDLE);
  CHECK(nnl_number_report_read(context, NULL) == NNL_INVALID_ARGUMENT);
  report.struct_size = 0;
  CHECK(nnl_number_report_read(context, &report) == NNL_INVALID_ARGUMENT);
  report = read_report(context);
  CHECK(report.mode == NNL_NUMBER_CHECK_OFF && report.found == 0 && report.input == -1);
  OK(nnl_number_report_op(context, NULL, 0, &needed));
  CHECK(needed == 1);
  memset(&guarded, 0x5a, sizeof guarded);
  nnl_number_report_init(&guarded.report, 24);
  OK(nnl_number_report_read(context, &guarded.report));
  CHECK(guarded.report.input == 0x5a5a5a5a5a5a5a5a && guarded.beyond == 0x5a5a5a5a5a5a5a5a);
}

int main(void) {
  const int64_t shape[] = {2, 3};
  const float values[] = {1, 2, 3, 4, -5, 6};
  nnl_number_report report;
  nnl_context context = 0;
  nnl_tensor x = 0, y = 0;
  char text[200];
  int64_t before = 0, after = 0;
  OK(nnl_context_create(NULL, &context));
  check_refusals(context);
  OK(nnl_tensor_from_data(context, NNL_F32, 2, shape, values, sizeof values, &x));

  OK(nnl_context_set_number_check(context, NNL_NUMBER_CHECK_REPORT));
  OK(nnl_log(x, &y));
  report = read_report(context);
  CHECK(report.mode == NNL_NUMBER_CHECK_REPORT && report.found == 1 && report.kind == NNL_NUMBER_FORWARD);
  CHECK(report.is_nan == 1 && report.inputs_finite == 1 && report.input == -1);
  CHECK(report.position == 4 && report.step == 0);
  OK(nnl_number_report_op(context, text, sizeof text, NULL));
  CHECK(strcmp(text, "log") == 0);
  OK(nnl_number_report_layer(context, text, sizeof text, NULL));
  CHECK(strcmp(text, "") == 0);
  OK(nnl_number_report_text(context, text, sizeof text, NULL));
  CHECK(strcmp(text, "log made NaN (forward, step 0): output [2, 3] at [1, 1], from finite numbers") == 0);
  CHECK(nnl_number_report_text(context, text, 3, NULL) == NNL_BUFFER_TOO_SMALL);
  nnl_tensor_release(y);

  OK(nnl_context_set_number_check(context, NNL_NUMBER_CHECK_FAIL));
  CHECK(read_report(context).found == 0);
  OK(nnl_live_handles(&before));
  CHECK(nnl_log(x, &y) == NNL_INVALID_STATE && y == 0);
  CHECK(strcmp(nnl_last_error_message(),
               "log made NaN (forward, step 0): output [2, 3] at [1, 1], from finite numbers") == 0);
  OK(nnl_live_handles(&after));
  CHECK(before == after && read_report(context).found == 1);

  OK(nnl_context_set_number_check(context, NNL_NUMBER_CHECK_OFF));
  CHECK(read_report(context).found == 0 && read_report(context).mode == NNL_NUMBER_CHECK_OFF);
  OK(nnl_log(x, &y));
  CHECK(read_report(context).found == 0);
  nnl_tensor_release(y);
  nnl_tensor_release(x);
  nnl_context_release(context);
  OK(nnl_live_handles(&after));
  CHECK(after == 0);
  return 0;
}
