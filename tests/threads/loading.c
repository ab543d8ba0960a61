/* Loads and unloads the library 1,000 times, using it each time, and looks at what grows: nothing does.
 * Usage: threads_loading PATH-TO-LIBRARY [TIMES] */
#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

static void fail_at(int line, const char* what) {
  fprintf(stderr, "loading.c:%d: %s\n", line, what);
  exit(1);
}
#define CHECK(condition)                             \
  do {                                               \
    if (!(condition)) fail_at(__LINE__, #condition); \
  } while (0)

/* Sets a pointer to a function; C99 has no cast from dlsym's pointer to one. */
static void find(void* library, const char* name, void* function) {
  void* found = dlsym(library, name);
  CHECK(found);
  memcpy(function, &found, sizeof found);
}

static void use(void* library) {
  nnl_status (*full)(nnl_context, nnl_dtype, int32_t, const int64_t*, double, nnl_tensor*);
  nnl_status (*matmul)(nnl_tensor, nnl_tensor, nnl_tensor*);
  nnl_status (*relu)(nnl_tensor, nnl_tensor*);
  void (*release)(nnl_tensor);
  nnl_status (*shutdown)(void);
  nnl_status (*live_handles)(int64_t*);
  const int64_t shape[] = {300, 300};
  nnl_tensor x = 0, y = 0, z = 0;
  int64_t live = -1;
  find(library, "nnl_tensor_full", &full);
  find(library, "nnl_matmul", &matmul);
  find(library, "nnl_relu", &relu);
  find(library, "nnl_tensor_release", &release);
  find(library, "nnl_shutdown", &shutdown);
  find(library, "nnl_live_handles", &live_handles);
  CHECK(full(0, NNL_F32, 2, shape, 1, &x) == NNL_OK);
  CHECK(matmul(x, x, &y) == NNL_OK && relu(y, &z) == NNL_OK);
  release(x);
  release(y);
  release(z);
  CHECK(relu(x, &y) == NNL_INVALID_HANDLE);
  CHECK(shutdown() == NNL_OK);
  CHECK(live_handles(&live) == NNL_OK && live == 0);
}

static void* load_and_use(void* path) {
  void* library = dlopen((const char*)path, RTLD_NOW | RTLD_LOCAL);
  if (!library) fprintf(stderr, "%s\n", dlerror());
  CHECK(library);
  use(library);
  CHECK(dlclose(library) == 0);
  return NULL;
}

static int count_entries(const char* folder) {
  DIR* entries = opendir(folder);
  int count = 0;
  CHECK(entries);
  while (readdir(entries)) ++count;
  closedir(entries);
  return count;
}

/* In kB. */
static long resident(void) {
  long pages = 0, all = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  CHECK(file && fscanf(file, "%ld %ld", &all, &pages) == 2);
  fclose(file);
  return pages * 4;
}

static long mapped(void) {
  long pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  CHECK(file && fscanf(file, "%ld", &pages) == 1);
  fclose(file);
  return pages * 4;
}

/* How many thread-specific keys are free. */
static int free_keys(void) {
  static pthread_key_t keys[4096];
  int count = 0, i;
  while (count < 4096 && pthread_key_create(&keys[count], NULL) == 0) ++count;
  for (i = 0; i < count; ++i) pthread_key_delete(keys[i]);
  return count;
}

static void load_on_a_thread_of_its_own(char* path) {
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, load_and_use, path) == 0);
  CHECK(pthread_join(thread, NULL) == 0);
}

int main(int argc, char** argv) {
  const int times = argc > 2 ? atoi(argv[2]) : 1000;
  int i, files, threads, keys;
  long memory, space;
  CHECK(argc > 1);
  for (i = 0; i < times / 10 + 1; ++i) {
    load_and_use(argv[1]);
    load_on_a_thread_of_its_own(argv[1]);
  }
  files = count_entries("/proc/self/fd");
  threads = count_entries("/proc/self/task");
  keys = free_keys();
  memory = resident();
  space = mapped();
  for (i = 0; i < times; ++i) {
    if (i % 2 == 0)
      load_and_use(argv[1]);
    else
      load_on_a_thread_of_its_own(argv[1]);
  }
  printf("%d times: from %ld to %ld kB resident, from %ld to %ld kB mapped\n", times, memory, resident(),
         space, mapped());
  CHECK(count_entries("/proc/self/fd") == files);
  CHECK(count_entries("/proc/self/task") == threads);
  CHECK(free_keys() == keys);
  CHECK(resident() <= memory + 256);
  CHECK(mapped() <= space + 256);
  return 0;
}
