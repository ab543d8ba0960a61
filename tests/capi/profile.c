/* Profiles a training step and reads what was recorded in every way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

static const char path[] = "profile_test.json";

/* The row of that kind and name, and its index. */
static nnl_profile_row find(nnl_context context, int32_t kind, const char* name, int64_t* index) {
  nnl_profile_summary summary;
  nnl_profile_row row;
  char text[64];
  nnl_profile_summary_init(&summary, sizeof summary);
  nnl_profile_row_init(&row, sizeof row);
  OK(nnl_profile_read_summary(context, &summary));
  for (*index = 0; *index < summary.rows; ++*index) {
    OK(nnl_profile_read_row(context, *index, &row));
    CHECK(row.calls > 0 && row.bytes >= 0);
    CHECK(0 <= row.self_ns && row.self_ns <= row.total_ns && row.total_ns <= summary.total_ns);
    OK(nnl_profile_row_name(context, *index, text, sizeof text, NULL));
    if (row.kind == kind && strcmp(text, name) == 0) return row;
  }
  fail_at(__FILE__, __LINE__, name);
  return row;
}

static void check_refusals(nnl_context context) {
  nnl_profile_options options;
  nnl_profile_summary summary;
  nnl_profile_row row;
  int64_t needed = -7;
  nnl_profile_options_init(&options, sizeof options);
  nnl_profile_summary_init(&summary, sizeof summary);
  nnl_profile_row_init(&row, sizeof row);
  CHECK(options.max_events == 1000000 && options.reserved == 0);

  CHECK(nnl_profile_stop(context) == NNL_INVALID_STATE);
  CHECK(nnl_profile_table(context, NULL, 0, &needed) == NNL_INVALID_STATE && needed == -7);
  CHECK(strcmp(nnl_last_error_message(), "profile: nothing was recorded; start it first") == 0);
  CHECK(nnl_profile_read_summary(context, &summary) == NNL_INVALID_STATE);
  CHECK(nnl_profile_read_row(context, 0, &row) == NNL_INVALID_STATE);
  CHECK(nnl_profile_row_name(context, 0, NULL, 0, &needed) == NNL_INVALID_STATE && needed == -7);
  CHECK(nnl_profile_row_layer(context, 0, NULL, 0, &needed) == NNL_INVALID_STATE);
  CHECK(nnl_profile_save_trace(context, path) == NNL_INVALID_STATE);
  CHECK(nnl_profile_save_trace(context, NULL) == NNL_INVALID_ARGUMENT);

  options.max_events = -1;
  CHECK(nnl_profile_start(context, &options) == NNL_INVALID_ARGUMENT);
  options.max_events = 1;
  options.reserved = 1;
  CHECK(nnl_profile_start(context, &options) == NNL_NOT_SUPPORTED);
  CHECK(strcmp(nnl_last_error_argument(), "options.reserved") == 0);
  CHECK(nnl_profile_start(context + 12345, NULL) == NNL_INVALID_HANDLE);
  CHECK(nnl_profile_stop(context) == NNL_INVALID_STATE);

  OK(nnl_profile_start(context, NULL));
  CHECK(nnl_profile_start(context, NULL) == NNL_INVALID_STATE);
  OK(nnl_profile_read_summary(context, &summary));
  CHECK(summary.recording == 1 && summary.rows == 0 && summary.events == 0 && summary.total_ns == 0);
  CHECK(nnl_profile_read_row(context, 0, &row) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(strcmp(nnl_last_error_message(), "index: 0 is not in [0, 0)") == 0);
  CHECK(nnl_profile_read_row(context, 0, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_profile_read_summary(context, NULL) == NNL_INVALID_ARGUMENT);
  row.struct_size = 0;
  CHECK(nnl_profile_read_row(context, 0, &row) == NNL_INVALID_ARGUMENT);
  summary.struct_size = 7;
  CHECK(nnl_profile_read_summary(context, &summary) == NNL_INVALID_ARGUMENT);
  OK(nnl_profile_stop(context));
}

/* The whole text of a file; the caller frees it. */
static char* read_file(const char* name) {
  FILE* file = fopen(name, "rb");
  long size;
  char* text;
  CHECK(file && fseek(file, 0, SEEK_END) == 0);
  size = ftell(file);
  CHECK(size > 0 && fseek(file, 0, SEEK_SET) == 0);
  text = (char*)malloc((size_t)size + 1);
  CHECK(text && fread(text, 1, (size_t)size, file) == (size_t)size);
  text[size] = 0;
  fclose(file);
  return text;
}

static void check_training(nnl_context context) {
  const int64_t shape[] = {4, 2};
  nnl_tensor x = 0, y = 0, parameter[2];
  nnl_module linear = 0, relu = 0, model = 0, loss = 0, parts[2];
  nnl_optimizer sgd = 0;
  nnl_sgd_options settings;
  nnl_linear_options sizes;
  nnl_profile_options options;
  nnl_profile_summary summary;
  nnl_profile_row row;
  struct {
    nnl_profile_row row;
    int64_t beyond;
  } guarded;
  int64_t index = 0, needed = 0;
  char small[4], *text;
  OK(nnl_tensor_full(context, NNL_F32, 2, shape, 0.5, &x));
  OK(nnl_tensor_full(context, NNL_F32, 2, shape, 1, &y));
  nnl_linear_options_init(&sizes, sizeof sizes);
  OK(nnl_linear_create(context, 2, 2, &sizes, &linear));
  OK(nnl_relu_create(context, &relu));
  parts[0] = linear;
  parts[1] = relu;
  OK(nnl_sequential_create(context, 2, parts, &model));
  OK(nnl_l1_loss_create(context, NNL_REDUCTION_MEAN, &loss));
  OK(nnl_module_parameter(model, 0, &parameter[0]));
  OK(nnl_module_parameter(model, 1, &parameter[1]));
  nnl_sgd_options_init(&settings, sizeof settings);
  settings.learning_rate = 0.1;
  OK(nnl_sgd_create(2, parameter, &settings, &sgd));

  nnl_profile_options_init(&options, sizeof options);
  options.max_events = 4;
  OK(nnl_profile_start(context, &options));
  OK(nnl_train_step(model, loss, sgd, 1, &x, 1, &y, NULL, NULL));
  OK(nnl_train_step(model, loss, sgd, 1, &x, 1, &y, NULL, NULL));
  OK(nnl_profile_stop(context));
  OK(nnl_train_step(model, loss, sgd, 1, &x, 1, &y, NULL, NULL));

  nnl_profile_summary_init(&summary, sizeof summary);
  OK(nnl_profile_read_summary(context, &summary));
  CHECK(summary.recording == 0 && summary.events == 4 && summary.total_ns > 0);
  CHECK(summary.rows == 13 && summary.dropped_events == 2 * 13 - 4);
  CHECK(find(context, NNL_PROFILE_OP, "linear", &index).calls == 2);
  row = find(context, NNL_PROFILE_OP, "relu", &index);
  CHECK(row.calls == 2 && row.bytes == 2 * 4 * 2 * 4);
  CHECK(find(context, NNL_PROFILE_BACKWARD, "l1_loss", &index).calls == 2);
  CHECK(find(context, NNL_PROFILE_OPTIMIZER, "sgd", &index).calls == 2);
  CHECK(find(context, NNL_PROFILE_STEP, "backward", &index).calls == 2);
  CHECK(find(context, NNL_PROFILE_STEP, "train_step", &index).total_ns == summary.total_ns);
  OK(nnl_profile_row_layer(context, index, small, sizeof small, &needed));
  CHECK(needed == 1 && small[0] == 0);
  CHECK(find(context, NNL_PROFILE_LAYER, "1", &index).calls == 2);
  CHECK(nnl_profile_row_layer(context, index, small, 4, &needed) == NNL_BUFFER_TOO_SMALL && needed == 5);
  CHECK(nnl_profile_row_name(context, index, small, sizeof small, &needed) == NNL_OK && needed == 2);
  CHECK(nnl_profile_row_name(context, 13, small, sizeof small, &needed) == NNL_INDEX_OUT_OF_RANGE);
  CHECK(nnl_profile_row_layer(context, -1, small, sizeof small, &needed) == NNL_INDEX_OUT_OF_RANGE);
  memset(&guarded, 0x5a, sizeof guarded);
  nnl_profile_row_init(&guarded.row, 16);
  OK(nnl_profile_read_row(context, index, &guarded.row));
  CHECK(guarded.row.calls == 2 && guarded.row.struct_size == 16);
  CHECK(guarded.row.total_ns == guarded.beyond);

  OK(nnl_profile_table(context, NULL, 0, &needed));
  text = (char*)malloc((size_t)needed);
  CHECK(text && nnl_profile_table(context, text, needed - 1, NULL) == NNL_BUFFER_TOO_SMALL);
  OK(nnl_profile_table(context, text, needed, NULL));
  CHECK((int64_t)strlen(text) + 1 == needed);
  CHECK(strncmp(text, "operation", 9) == 0 && strstr(text, "\nlayer") && strstr(text, "\ntraining"));
  CHECK(strstr(text, "events: 4, dropped: 22\n"));
  free(text);

  OK(nnl_profile_save_trace(context, path));
  text = read_file(path);
  CHECK(text[0] == '{' && strstr(text, "\"traceEvents\":[") && strstr(text, "\"ph\":\"X\""));
  free(text);
  CHECK(remove(path) == 0);
  CHECK(nnl_profile_save_trace(context, "no/such/folder/trace.json") == NNL_IO_ERROR);

  nnl_tensor_release(x);
  nnl_tensor_release(y);
  nnl_tensor_release(parameter[0]);
  nnl_tensor_release(parameter[1]);
  nnl_module_release(linear);
  nnl_module_release(relu);
  nnl_module_release(model);
  nnl_module_release(loss);
  nnl_optimizer_release(sgd);
}

int main(void) {
  nnl_context context = 0;
  nnl_profile_summary summary;
  int64_t live = -1;
  OK(nnl_context_create(NULL, &context));
  check_refusals(context);
  check_training(context);
  nnl_profile_summary_init(&summary, sizeof summary);
  CHECK(nnl_profile_read_summary(0, &summary) == NNL_INVALID_STATE); /* the default context's */
  nnl_context_release(context);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
