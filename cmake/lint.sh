#!/bin/sh
# Runs clang-tidy with the checks of .clang-tidy, and cppcheck with those of cmake/lint.py, over src, capi and include;
# installs what is missing. Fails on any finding. Files that were clean and have not changed since, nor anything that
# they include, are not looked at again (build/lint/clean; the first run takes 15 minutes or so of a processor).
#
#   sh cmake/lint.sh [--jobs N] [FILE...]      FILE: only these sources, and no cppcheck
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

sh "$root/cmake/packages.sh" build lint
# Without optimisation there are no options that only GCC knows.
cmake -S "$root" -B "$root/build/lint" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DNNLITE_TESTS=OFF -DNNLITE_INSTALL=OFF >/dev/null
exec python3 -B "$root/cmake/lint.py" "$root" "$@"
