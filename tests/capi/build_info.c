/* Asks the library what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

/* The value of the line "key: value", NULL if there is none; it ends with its line. */
static const char* value_of(const char* text, const char* key) {
  const size_t length = strlen(key);
  while (text) {
    if (strncmp(text, key, length) == 0 && strncmp(text + length, ": ", 2) == 0) return text + length + 2;
    text = strchr(text, '\n');
    if (text) ++text;
  }
  return NULL;
}

int main(void) {
  static const char* const keys[] = {"compiler", "build", "blas", "blas core", "instruction set"};
  char text[1024], small[8], wanted[32];
  int64_t needed = 0;
  int32_t threads = 0;
  size_t i;
  CHECK(nnl_version() == 10000 * NNL_VERSION_MAJOR + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH);
  CHECK(nnl_abi_version() == NNL_VERSION_MAJOR);
  OK(nnl_context_set_threads(0, 3));
  OK(nnl_context_threads(0, &threads));
  OK(nnl_build_info(NULL, 0, &needed));
  CHECK(needed > 1 && needed <= (int64_t)sizeof text);
  strcpy(small, "as was");
  CHECK(nnl_build_info(small, sizeof small, NULL) == NNL_BUFFER_TOO_SMALL && strcmp(small, "as was") == 0);
  CHECK(nnl_build_info(NULL, 10, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(nnl_build_info(text, -1, NULL) == NNL_INVALID_ARGUMENT);
  OK(nnl_build_info(text, sizeof text, &needed));
  CHECK((int64_t)strlen(text) + 1 == needed && text[needed - 2] == '\n');
  sprintf(wanted, "%d.%d.%d\n", NNL_VERSION_MAJOR, NNL_VERSION_MINOR, NNL_VERSION_PATCH);
  CHECK(value_of(text, "version") && strncmp(value_of(text, "version"), wanted, strlen(wanted)) == 0);
  CHECK(value_of(text, "abi") && atoi(value_of(text, "abi")) == nnl_abi_version());
  CHECK(value_of(text, "threads") && atoi(value_of(text, "threads")) == threads);
  for (i = 0; i < sizeof keys / sizeof *keys; ++i)
    CHECK(value_of(text, keys[i]) && value_of(text, keys[i])[0] > ' ');
  CHECK(strstr(value_of(text, "blas"), "OpenBLAS 0.") == value_of(text, "blas"));
  fputs(text, stdout);
  return 0;
}
