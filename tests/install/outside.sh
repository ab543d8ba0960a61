# Functions for the tests of what is installed, to be sourced: outside projects in C and C++17 against a copy of nnlite.
# Set beforehand: test (the test's name), here, version, scratch; in the environment CMAKE, CMAKE_GENERATOR, CC, CXX.

fail() { echo "$test: $*" >&2; exit 1; }

# Shows a command's output only when it fails.
quietly() { "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "failed: $*"; }; }

# The files of an installation at $1 with libraries in $2, which says nothing about what the library is made from, and
# where: nobody's business but its own.
check_files() {
  major=${version%%.*}
  for file in include/nnlite/nnlite.h include/nnlite/nnlite.hpp "$2/libnnlite.so" "$2/libnnlite.so.$major" \
    "$2/libnnlite.so.$version" "$2/cmake/nnlite/nnliteConfig.cmake" "$2/cmake/nnlite/nnliteConfigVersion.cmake" \
    "$2/pkgconfig/nnlite.pc"; do
    [ -e "$1/$file" ] || fail "$file was not installed"
  done
  for word in "$1" "$build" openblas fmt spdlog nlohmann xsimd Threads standalone; do
    status=0
    grep -rnF -e "$word" "$1/$2/cmake" "$1/$2/pkgconfig" || status=$?
    [ $status -eq 1 ] || fail "the installed package mentions $word"
  done
  if readelf --dynamic "$1/$2/libnnlite.so" | grep -E 'RPATH|RUNPATH'; then fail 'the library has a search path'; fi
}

# Whether the program $1 prints the library's version; further arguments run it.
says_version() {
  program=$1
  shift
  [ "$("$@" "$program")" = "$version" ] || fail "$program: not version $version"
}

# Builds both projects through CMake against the installation at $1 as $2/c and $2/cpp.
build_with_cmake_package() {
  for language in c cpp; do
    quietly "$CMAKE" -S "$here/$language" -B "$2/$language" -DCMAKE_PREFIX_PATH="$1" -DNNLITE_VERSION="$version"
    quietly "$CMAKE" --build "$2/$language"
  done
}

# Builds both programs as $1/c and $1/cpp through pkg-config alone, which is told by its environment where to look;
# $2 is a folder to find the library in when they run.
build_with_pkg_config() {
  pkg-config --exact-version="$version" nnlite || fail "pkg-config: not version $version"
  mkdir -p "$1"
  rpath="-Wl,-rpath,$2"
  # What pkg-config prints is quoted for the shell.
  eval "set -- \"\$1\" $(pkg-config --cflags --libs nnlite)"
  out=$1
  shift
  quietly "$CC" -std=c99 "$here/c/main.c" "$@" "$rpath" -o "$out/c"
  quietly "$CXX" -std=c++17 "$here/cpp/main.cpp" "$@" "$rpath" -o "$out/cpp"
}

# All of this against the movable installation at $1 with libraries in $2; programs go to $3.
use_installation() {
  build_with_cmake_package "$1" "$3/cmake"
  (
    export PKG_CONFIG_PATH="$1/$2/pkgconfig"
    build_with_pkg_config "$3/pkg-config" "$1/$2"
  )
  for program in cmake/c/program cmake/cpp/program pkg-config/c pkg-config/cpp; do says_version "$3/$program" env; done
}
