#!/bin/sh
# Installs what is missing, builds, and runs every test.
#
#   sh cmake/test.sh [PRESET [CTEST OPTION...]]      presets: release (the default), debug, ci, sanitize, tsan
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
preset=${1:-${NNLITE_PRESET:-release}}
[ $# -eq 0 ] || shift

sh "$root/cmake/packages.sh" build tests docs package
cd "$root"
cmake --preset "$preset" -DNNLITE_TESTS=ON
cmake --build --preset "$preset"
# A sanitizer's finding ends the program that it is in, with a trace; so does a leak.
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
ctest --preset "$preset" --parallel 2 --no-tests=error "$@"
