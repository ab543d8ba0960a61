#!/bin/sh
# Installs nnlite, then builds and runs outside projects against the copy: C and C++17 through find_package and through
# pkg-config. Then moves the copy elsewhere and does it all again.
#
#   install_test.sh BUILD LIBDIR VERSION SCRATCH      environment: CMAKE CMAKE_GENERATOR CC CXX
set -eu
test=install
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
build=$1 libdir=$2 version=$3 scratch=$4
. "$here/outside.sh"

rm -rf "$scratch"
mkdir -p "$scratch"
quietly "$CMAKE" --install "$build" --prefix "$scratch/first"
check_files "$scratch/first" "$libdir"
use_installation "$scratch/first" "$libdir" "$scratch/programs-first"

# A program that is built needs the runtime part alone, a program that is being built both.
quietly "$CMAKE" --install "$build" --prefix "$scratch/parts" --component runtime
[ "$(cd "$scratch/parts/$libdir" && echo *)" = "libnnlite.so.${version%%.*} libnnlite.so.$version" ] ||
  fail 'the runtime part is not just the library'
quietly "$CMAKE" --install "$build" --prefix "$scratch/parts" --component development
diff -r "$scratch/first" "$scratch/parts" || fail 'the parts are not the whole'

mkdir "$scratch/elsewhere"
mv "$scratch/first" "$scratch/elsewhere/second"
use_installation "$scratch/elsewhere/second" "$libdir" "$scratch/programs-second"
