#!/bin/sh
# Installs nnlite, then builds and runs outside projects against the copy: C and C++17 through find_package and through
# pkg-config. Then moves the copy elsewhere and does it all again.
#
#   install_test.sh BUILD LIBDIR VERSION SCRATCH      environment: CMAKE CMAKE_GENERATOR CC CXX
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
build=$1 libdir=$2 version=$3 scratch=$4

fail() { echo "install: $*" >&2; exit 1; }

# Shows a command's output only when it fails.
quietly() { "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "failed: $*"; }; }

check_files() {
  major=${version%%.*}
  for file in include/nnlite/nnlite.h include/nnlite/nnlite.hpp "$libdir/libnnlite.so" "$libdir/libnnlite.so.$major" \
    "$libdir/libnnlite.so.$version" "$libdir/cmake/nnlite/nnliteConfig.cmake" "$libdir/pkgconfig/nnlite.pc"; do
    [ -e "$1/$file" ] || fail "$file was not installed"
  done
  # What the library is made from, and where, is nobody's business but its own.
  for word in "$1" "$build" openblas fmt spdlog nlohmann xsimd Threads; do
    status=0
    grep -rnF -e "$word" "$1/$libdir/cmake" "$1/$libdir/pkgconfig" || status=$?
    [ $status -eq 1 ] || fail "the installed package mentions $word"
  done
  if readelf --dynamic "$1/$libdir/libnnlite.so" | grep -E 'RPATH|RUNPATH'; then fail 'the library has a search path'; fi
}

# Both projects through CMake, with the installation at $1 and the build folder $2.
use_cmake_package() {
  for language in c cpp; do
    quietly "$CMAKE" -S "$here/$language" -B "$2/$language" -DCMAKE_PREFIX_PATH="$1" -DNNLITE_VERSION="$version"
    quietly "$CMAKE" --build "$2/$language"
    [ "$("$2/$language/program")" = "$version" ] || fail "$language through find_package: not version $version"
  done
}

# Both programs through pkg-config alone.
use_pkg_config() {
  export PKG_CONFIG_PATH="$1/$libdir/pkgconfig"
  pkg-config --exact-version="$version" nnlite || fail "pkg-config: not version $version"
  mkdir -p "$2"
  rpath="-Wl,-rpath,$1/$libdir"
  # What pkg-config prints is quoted for the shell.
  eval "set -- \"\$2\" $(pkg-config --cflags --libs nnlite)"
  out=$1
  shift
  quietly "$CC" -std=c99 "$here/c/main.c" "$@" "$rpath" -o "$out/c"
  quietly "$CXX" -std=c++17 "$here/cpp/main.cpp" "$@" "$rpath" -o "$out/cpp"
  for language in c cpp; do
    [ "$("$out/$language")" = "$version" ] || fail "$language through pkg-config: not version $version"
  done
}

rm -rf "$scratch"
mkdir -p "$scratch"
quietly "$CMAKE" --install "$build" --prefix "$scratch/first"
check_files "$scratch/first"
use_cmake_package "$scratch/first" "$scratch/cmake-first"
use_pkg_config "$scratch/first" "$scratch/pkgconfig-first"

mkdir "$scratch/elsewhere"
mv "$scratch/first" "$scratch/elsewhere/second"
use_cmake_package "$scratch/elsewhere/second" "$scratch/cmake-second"
use_pkg_config "$scratch/elsewhere/second" "$scratch/pkgconfig-second"
