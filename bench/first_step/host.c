/* Loads a library and runs its first_step(): prints the seconds from before loading until it has returned,
 * and by how many bytes the resident memory has grown. */
#define _POSIX_C_SOURCE 200809L

#include <dlfcn.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static long resident_bytes(void) {
  long all = 0, resident = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (file) {
    if (fscanf(file, "%ld %ld", &all, &resident) != 2) resident = 0;
    fclose(file);
  }
  return resident * sysconf(_SC_PAGESIZE);
}

int main(int argc, char** argv) {
  const long before = resident_bytes();
  const double start = now();
  void* library = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL;
  void (*first_step)(void) = library ? (void (*)(void))dlsym(library, "first_step") : NULL;
  if (!first_step) {
    fprintf(stderr, "usage: first_step LIBRARY; %s\n", argc == 2 ? dlerror() : "one argument");
    return 2;
  }
  first_step();
  printf("%.9f %ld\n", now() - start, resident_bytes() - before);
  return 0;
}
