#!/bin/sh
# Builds nnlite and the benchmark's programs in Release, and measures nnlite and PyTorch in turn.
#
#   sh bench/run.sh [--install-peer] [OPTIONS]     OPTIONS are those of bench/run.py, such as --json FILE
#
# --install-peer installs Debian's libtorch and oneDNN; without a libtorch the peer's columns stay empty. Another libtorch:
# CMAKE_ARGS="-DTorch_DIR=..." sh bench/run.sh.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/bench

groups="build bench"
if [ "${1-}" = --install-peer ]; then
  shift
  groups="$groups peer"
fi
sh "$root/cmake/packages.sh" $groups
# shellcheck disable=SC2086  # several arguments
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DNNLITE_TESTS=OFF -DNNLITE_EXAMPLES=OFF \
  -DNNLITE_BENCH=ON ${CMAKE_ARGS-} >"$build.log" 2>&1 || { cat "$build.log" >&2; exit 1; }
cmake --build "$build"
exec python3 "$root/bench/run.py" "$build/bench" "$@"
