/* A host in C that loads the library while it runs, with the C++ runtime that comes with it, and then has no
 * memory: at each request while the library loads (the C++ runtime is there before, as glibc ends the process
 * where that cannot be loaded), and later at a thread's first failure.
 *
 *     load libnnlite.so.1
 */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nnlite/nnlite.h>

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);

/* Which request fails: none while `first` is 0; with `last` 0 it and all after it. */
static volatile long first = 0, last = 0, requests = 0;

static int is_refused(void) {
  if (first == 0) return 0;
  ++requests;
  return requests >= first && (last == 0 || requests <= last);
}

#define REFUSE(value) \
  if (is_refused()) { \
    errno = ENOMEM;   \
    return value;     \
  }

__attribute__((visibility("default"))) void* malloc(size_t size) {
  REFUSE(NULL)
  return __libc_malloc(size);
}
__attribute__((visibility("default"))) void* calloc(size_t count, size_t size) {
  REFUSE(NULL)
  return __libc_calloc(count, size);
}
__attribute__((visibility("default"))) void* realloc(void* block, size_t size) {
  REFUSE(NULL)
  return __libc_realloc(block, size);
}
__attribute__((visibility("default"))) int posix_memalign(void** block, size_t alignment, size_t size) {
  void* made;
  if (is_refused()) return ENOMEM;
  made = __libc_memalign(alignment, size);
  if (made) *block = made;
  return made ? 0 : ENOMEM;
}

static struct {
  nnl_status (*full)(nnl_context, nnl_dtype, int32_t, const int64_t*, double, nnl_tensor*);
  nnl_status (*add)(nnl_tensor, nnl_tensor, nnl_tensor*);
  void (*release)(nnl_tensor);
  const char* (*message)(void);
} nnl;

static int load(const char* path) {
  void* library = dlopen(path, RTLD_NOW);
  if (!library) return 0;
  *(void**)&nnl.full = dlsym(library, "nnl_tensor_full");
  *(void**)&nnl.add = dlsym(library, "nnl_add");
  *(void**)&nnl.release = dlsym(library, "nnl_tensor_release");
  *(void**)&nnl.message = dlsym(library, "nnl_last_error_message");
  return nnl.full && nnl.add && nnl.release && nnl.message;
}

static nnl_tensor number(int64_t size) {
  nnl_tensor tensor = 0;
  if (nnl.full(0, NNL_F32, 1, &size, 1, &tensor) != NNL_OK) return 0;
  return tensor;
}

/* What a new thread gets for its first failing call. */
static void* first_failure(void* tensors) {
  const nnl_tensor* given = tensors;
  nnl_tensor result = 7;
  nnl_status status;
  requests = 0;
  first = 1;
  status = nnl.add(given[0], given[1], &result);
  first = 0;
  return (void*)(intptr_t)(status == NNL_OUT_OF_MEMORY && result == 0 &&
                           strcmp(nnl.message(), "out of memory") == 0);
}

/* Loads the library in a child, with the k-th request failing, perhaps all after it too. Gives 0 if no
 * request came to fail, 1 if the library was used or could not be loaded, and ends the program otherwise. */
static int load_without(const char* path, long k, int all_later) {
  int status;
  const pid_t child = fork();
  if (child == 0) {
    int loaded;
    last = all_later ? 0 : k;
    first = k;
    loaded = load(path);
    first = 0;
    if (!loaded && requests < k) _exit(3);
    if (loaded) {
      nnl_tensor tensor = number(3);
      if (tensor == 0) _exit(4);
      nnl.release(tensor);
    }
    _exit(requests < k ? 0 : 1);
  }
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    printf("request %ld of loading, %s: status %d\n", k, all_later ? "and all later ones" : "alone", status);
    exit(1);
  }
  return WEXITSTATUS(status);
}

/* Makes the first tensor of the process, and with it all that is made once, in the same way. */
static int begin_without(long k, int all_later) {
  int status;
  const pid_t child = fork();
  if (child == 0) {
    nnl_tensor tensor;
    long asked;
    if (nnl.add(0, 0, &tensor) != NNL_INVALID_HANDLE) _exit(3);
    last = all_later ? 0 : k;
    first = k;
    tensor = number(100);
    first = 0;
    asked = requests;
    if (tensor == 0 && (asked < k || strcmp(nnl.message(), "out of memory") != 0)) _exit(4);
    nnl.release(tensor);
    tensor = number(100);
    if (tensor == 0) _exit(5);
    nnl.release(tensor);
    _exit(asked < k ? 0 : 1);
  }
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    printf("request %ld of the first tensor, %s: status %d\n", k, all_later ? "and all later ones" : "alone",
           status);
    exit(1);
  }
  return WEXITSTATUS(status);
}

int main(int argc, char** argv) {
  long k;
  nnl_tensor tensors[2];
  pthread_t thread;
  void* right = NULL;
  int all_later;
  if (argc < 2) return 2;
  if (!dlopen("libstdc++.so.6", RTLD_NOW)) return printf("%s\n", dlerror()), 1;
  for (all_later = 0; all_later < 2; ++all_later) {
    for (k = 1; load_without(argv[1], k, all_later); ++k) continue;
    printf("loading asks for memory %ld times or less\n", k - 1);
  }

  if (!load(argv[1])) return printf("%s\n", dlerror()), 1;
  for (all_later = 0; all_later < 2; ++all_later) {
    for (k = 1; begin_without(k, all_later); ++k) continue;
    printf("the first tensor asks %ld times or less\n", k - 1);
  }
  tensors[0] = number(3);
  tensors[1] = number(4);
  if (tensors[0] == 0 || tensors[1] == 0) return printf("no tensors\n"), 1;
  if (pthread_create(&thread, NULL, first_failure, tensors) != 0) return printf("no thread\n"), 1;
  pthread_join(thread, &right);
  if (!right) return printf("a new thread's first failure went wrong: %s\n", nnl.message()), 1;
  nnl.release(tensors[0]);
  nnl.release(tensors[1]);
  return 0;
}
