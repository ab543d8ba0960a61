#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "_cgo_export.h"
#include "raw.h"

/* ---- Loading ---- */

static char load_problem[512] = "no library was loaded";

static int load_fails(const char* path, const char* problem) {
  snprintf(load_problem, sizeof load_problem, "cannot load %s: %s", path, problem);
  return 0;
}

int nnlgo_load(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return load_fails(path, dlerror());
  __typeof__(nnl_version)* version;
  *(void**)&version = dlsym(library, "nnl_version");
  if (version == NULL || version() / 10000 != NNL_VERSION_MAJOR) {
    dlclose(library);
    return load_fails(path, "it is not nnlite, or of another major version");
  }
  nnlgo_resolve(library);
  return 1;
}

/* ---- Errors ---- */

/* Stands for errors that find no memory. */
static nnlgo_error no_memory = {NNL_OUT_OF_MEMORY, 0, "no memory for an error", "", ""};

/* What the last callback that failed on this thread failed with. */
static __thread uintptr_t thread_cause;

static nnlgo_error* make_error(nnl_status status, const char* message, const char* function,
                               const char* argument) {
  nnlgo_error* error = malloc(sizeof *error);
  if (error == NULL) return &no_memory;
  error->status = status;
  error->cause = 0;
  snprintf(error->message, sizeof error->message, "%s", message);
  snprintf(error->function, sizeof error->function, "%s", function);
  snprintf(error->argument, sizeof error->argument, "%s", argument);
  return error;
}

nnlgo_error* nnlgo_take_error(void) {
  nnlgo_error* error = make_error(nnl.last_error_status(), nnl.last_error_message(),
                                  nnl.last_error_function(), nnl.last_error_argument());
  if (error == &no_memory) return error;
  error->cause = thread_cause;
  thread_cause = 0;
  return error;
}

nnlgo_error* nnlgo_missing(const char* function) {
  if (nnl.version == NULL) return make_error(NNL_IO_ERROR, load_problem, function, "");
  return make_error(NNL_NOT_SUPPORTED, "the library has no such function: it is older than the header",
                    function, "");
}

void nnlgo_free_error(nnlgo_error* error) {
  if (error != &no_memory) free(error);
}

/* ---- Text ---- */

int nnlgo_grow(nnlgo_text* text, int64_t* capacity, int64_t needed) {
  char* grown = realloc(text->text, (size_t)needed);
  if (grown == NULL) {
    text->error = &no_memory;
    return 0;
  }
  text->text = grown;
  *capacity = needed;
  return 1;
}

int nnlgo_again(nnlgo_text* text, nnl_status status) {
  if (status == NNL_BUFFER_TOO_SMALL) return 1;
  if (status != NNL_OK) text->error = nnlgo_take_error();
  return 0;
}

/* ---- Labels ---- */

static __thread const char* thread_label;

const char* nnlgo_swap_label(const char* label) {
  const char* before = thread_label;
  thread_label = label;
  return before;
}

/* ---- Callbacks ---- */

void nnlgo_fail(const char* message, uintptr_t cause) {
  nnl.set_last_error(message);
  if (thread_cause != 0) nnlgoForget(thread_cause);
  thread_cause = cause;
}

void nnlgo_on_release(void* user_data) { nnlgoRelease((uintptr_t)user_data); }

nnl_status nnlgo_on_log(int32_t level, const char* text, void* user_data) {
  nnlgoLog(level, (char*)text, (uintptr_t)user_data);
  return NNL_OK;
}

nnl_status nnlgo_on_fit(const nnl_fit_progress* progress, void* user_data) {
  return nnlgoFit((nnl_fit_progress*)progress, (uintptr_t)user_data);
}

nnl_status nnlgo_on_module(nnl_module module, int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                           void* user_data) {
  return nnlgoModule(module, count, (nnl_tensor*)inputs, output, (uintptr_t)user_data);
}

nnl_status nnlgo_on_function(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data) {
  return nnlgoFunction(count, (nnl_tensor*)inputs, output, (uintptr_t)user_data);
}

nnl_status nnlgo_on_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                             nnl_tensor output_gradient, const int32_t* wanted, nnl_tensor* gradients,
                             void* user_data) {
  return nnlgoBackward(count, (nnl_tensor*)inputs, output, output_gradient, (int32_t*)wanted, gradients,
                       (uintptr_t)user_data);
}
