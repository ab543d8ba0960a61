// Runs the cells of one program, with Google Benchmark's options and --threads=N; --describe says what runs.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cells.h"

namespace {

#ifdef NDEBUG
constexpr const char* kind = "Release";
#else
constexpr const char* kind = "NOT OPTIMISED";
#endif
#ifdef __clang__
constexpr const char* compiler = __VERSION__;
#else
constexpr const char* compiler = "GCC " __VERSION__;
#endif

}  // namespace

int main(int argc, char** argv) {
  int threads = 1, kept = 1;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--threads=", 10) == 0)
      threads = std::atoi(argv[i] + 10);
    else if (std::strcmp(argv[i], "--describe") == 0)
      return std::printf("%s; built as %s with %s\n", bench::describe().c_str(), kind, compiler) < 0;
    else
      argv[kept++] = argv[i];
  }
#ifndef NDEBUG
  std::fputs("This is no optimised build: its figures mean nothing.\n", stderr);
#endif
  bench::set_threads(threads);
  bench::register_cells();
  benchmark::Initialize(&kept, argv);
  if (benchmark::ReportUnrecognizedArguments(kept, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
