#!/bin/sh
# Installs what is missing, builds the library with counters, runs the tests, and prints which part of the lines and branches of
# src and capi they run, by folder. Fails below 95 % of the lines or 85 % of the branches.
#
#   sh cmake/coverage.sh [CTEST OPTION...]
#
# coverage.py says what counts as run, and names with --missing what is not. The tests run with this processor's best
# instruction set alone, since a kernel counts once for all of them.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

sh "$root/cmake/packages.sh" build tests
cd "$root"
cmake --preset coverage -DNNLITE_TESTS=ON
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
# Left out is what concerns the library as it is shipped, without counters.
ctest --preset coverage --parallel 2 --no-tests=error \
  --label-exclude '^(isa|exports|abi|install|docs|headers|bench|soak)$' "$@"
python3 -B cmake/coverage.py build/coverage
