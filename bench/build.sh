#!/bin/sh
# Configures the benchmark's build in Release and builds the given targets, or all; prints the folder of its programs.
# Arguments for CMake stand in CMAKE_ARGS.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/bench
mkdir -p "$root/build"
# shellcheck disable=SC2086  # several arguments
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DNNLITE_TESTS=OFF -DNNLITE_EXAMPLES=OFF \
  -DNNLITE_BENCH=ON ${CMAKE_ARGS-} >"$build.log" 2>&1 || { cat "$build.log" >&2; exit 1; }
cmake --build "$build" --target "${@:-all}" >&2
echo "$build/bench"
