#!/bin/sh
# Trains the character-level language model of capi/examples/quickstart.c on the system's dictionary: installs what
# is missing, builds an optimised libnnlite.so and the program, runs it. Its options (see --help) are passed on.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/release

sh "$root/cmake/packages.sh" build quickstart
# The tests need packages of their own; test.sh switches them on.
[ -f "$build/build.ninja" ] || (cd "$root" && cmake --preset release -DNNLITE_TESTS=OFF)
cmake --build "$build" --target nnlite_quickstart
exec "$build/quickstart" "$@"
