/* What the Go binding adds to nnlite.h on the C side: loading, errors by value, callbacks. */
#ifndef NNLGO_NATIVE_H
#define NNLGO_NATIVE_H

#include <stdint.h>

/* The header's functions are looked up at run time, never linked. */
#include <nnlite/nnlite.h>

/* A failure, in one block of memory of its own. `cause` is 0 or the cgo.Handle of what a callback failed
 * with. */
typedef struct nnlgo_error {
  nnl_status status;
  uintptr_t cause;
  char message[512];
  char function[64];
  char argument[64];
} nnlgo_error;

/* What calls give; `error` is NULL or the caller's, to be given back with nnlgo_free_error. */
typedef struct nnlgo_integer {
  int64_t value;
  nnlgo_error* error;
} nnlgo_integer;
typedef struct nnlgo_number {
  double value;
  nnlgo_error* error;
} nnlgo_number;
typedef struct nnlgo_pair {
  int64_t first, second;
  nnlgo_error* error;
} nnlgo_pair;
typedef struct nnlgo_shape {
  int64_t count;
  int64_t values[NNL_MAX_RANK];
  nnlgo_error* error;
} nnlgo_shape;
/* `text` is from malloc. */
typedef struct nnlgo_text {
  char* text;
  nnlgo_error* error;
} nnlgo_text;

/* Loads the library, unless it cannot be: then another path may be tried, and until one works every call
 * reports the last failure. Returns whether it was loaded. */
int nnlgo_load(const char* path);

/* The thread's last error with what the callback that failed on this thread left. */
nnlgo_error* nnlgo_take_error(void);
/* The error of calling a function that the library lacks. */
nnlgo_error* nnlgo_missing(const char* function);
void nnlgo_free_error(nnlgo_error* error);

/* For nnlgo_text: makes room, or fails; and whether a call's buffer was too small. */
int nnlgo_grow(nnlgo_text* text, int64_t* capacity, int64_t needed);
int nnlgo_again(nnlgo_text* text, nnl_status status);

/* For a callback that is about to fail: its text, and its cgo.Handle for the call that fails for it. */
void nnlgo_fail(const char* message, uintptr_t cause);

/* Notes the label that the thread was given (NULL: none), and gives back the one before. The text is the
 * caller's, and must live as long as it is noted. */
const char* nnlgo_swap_label(const char* label);

/* The callbacks that nnlite gets; user_data is the cgo.Handle of the Go function. */
void nnlgo_on_release(void* user_data);
nnl_status nnlgo_on_log(int32_t level, const char* text, void* user_data);
nnl_status nnlgo_on_fit(const nnl_fit_progress* progress, void* user_data);
nnl_status nnlgo_on_module(nnl_module module, int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                           void* user_data);
nnl_status nnlgo_on_function(int64_t count, const nnl_tensor* inputs, nnl_tensor* output, void* user_data);
nnl_status nnlgo_on_backward(int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                             nnl_tensor output_gradient, const int32_t* wanted, nnl_tensor* gradients,
                             void* user_data);

#endif
