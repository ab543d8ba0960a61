#!/bin/sh
# Builds nnlite and the benchmark's programs in Release, and measures nnlite and PyTorch in turn.
#
#   sh bench/run.sh [--install-peer] [OPTIONS]     OPTIONS are those of bench/run.py, such as --json FILE or --targets
#
# --install-peer installs Debian's libtorch and oneDNN, and valgrind, which counts instructions for --targets; without a
# libtorch the peer's columns stay empty. Another libtorch: CMAKE_ARGS="-DTorch_DIR=..." sh bench/run.sh. One that pip
# installed, which asks for CUDA to be built with: CMAKE_ARGS="-DNNLITE_TORCH_WHEEL=.../site-packages/torch".
set -eu
bench=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

groups="build bench"
if [ "${1-}" = --install-peer ]; then
  shift
  groups="$groups peer count"
fi
# shellcheck disable=SC2086  # several arguments
sh "$bench/../cmake/packages.sh" $groups
programs=$(sh "$bench/build.sh")
exec python3 "$bench/run.py" "$programs" "$@"
