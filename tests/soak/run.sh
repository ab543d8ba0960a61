#!/bin/sh
# Installs what is missing, builds the soak for release, and runs it: two threads train, infer, save, load, cancel and fail
# while memory, handles, threads, descriptors and losses are watched. It prints a line each minute.
#
#   sh tests/soak/run.sh [SECONDS]      7200, two hours, unless given
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
sh "$root/cmake/packages.sh" build tests
cd "$root"
cmake --preset release -DNNLITE_TESTS=ON
cmake --build --preset release --target soak
exec build/release/tests/soak/soak --seconds "${1:-7200}"
