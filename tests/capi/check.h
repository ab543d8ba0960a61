/* Ends a program of the tests where something is not as it must be. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include <nnlite/nnlite.h>

static void fail_at(const char* file, int line, const char* what) {
  fprintf(stderr, "%s:%d: %s; last error: %s: %s\n", file, line, what, nnl_last_error_function(),
          nnl_last_error_message());
  exit(1);
}
#define CHECK(condition)                                       \
  do {                                                         \
    if (!(condition)) fail_at(__FILE__, __LINE__, #condition); \
  } while (0)
#define OK(call) CHECK((call) == NNL_OK)
