#!/bin/sh
# Installs what is missing, builds the library with counters, runs the tests, and prints which part of the lines and branches of
# src and capi they run, by folder. Fails below 95 % of the lines or 85 % of the branches.
#
#   sh cmake/coverage.sh [CTEST OPTION...]
#
# Branches that only an exception takes are left out, as are those that cannot be reached. A line or branch of a template, or of
# a kernel that is compiled once per instruction set, counts as run when one of its copies has run it: the tests of each
# instruction set are not run here. Which lines and branches are missing is in build/coverage/report/index.html.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

sh "$root/cmake/packages.sh" build tests coverage
cd "$root"
cmake --preset coverage -DNNLITE_TESTS=ON
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
# What concerns the shipped library, which is built without counters, and what is the same for each instruction set.
ctest --preset coverage --parallel 2 --no-tests=error \
  --label-exclude '^(isa|exports|abi|install|docs|headers|bench|soak)$' "$@"
sh cmake/coverage_report.sh build/coverage
