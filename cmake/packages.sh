#!/bin/sh
# Installs the Debian or Ubuntu packages that nnlite needs and that are missing; prints nothing when none is.
#
#   sh cmake/packages.sh GROUP...      groups: build, tests, quickstart, format, lint, docs, package, bench, peer, count,
#                                    fuzz, and those of the bindings: python, rust, go, node, java, luajit
#
# On another system it names what to install and fails. NNLITE_SKIP_PACKAGES=1 skips it, for systems that have
# everything by other means.
set -eu

# Debian name | Fedora name | Arch name | what it is. A dash: there is no such package, or none that will do.
packages_of() {
  case $1 in
    build) cat <<'END' ;;
cmake|cmake|cmake|CMake 3.25 or later
ninja-build|ninja-build|ninja|Ninja
g++|gcc-c++|gcc|a C++20 and C99 compiler
pkg-config|pkgconf-pkg-config|pkgconf|pkg-config
libopenblas-serial-dev|openblas-static|-|OpenBLAS built without threads, as a static archive
libxsimd-dev|xsimd-devel|xsimd|xsimd 8 or later
librandom123-dev|Random123-devel|-|the Random123 headers
nlohmann-json3-dev|json-devel|nlohmann-json|JSON for Modern C++ (nlohmann) 3
libspdlog-dev|spdlog-devel|spdlog|spdlog
libfmt-dev|fmt-devel|fmt|fmt 9 or later
END
    tests) cat <<'END' ;;
libgtest-dev|gtest-devel|gtest|GoogleTest
libgmock-dev|gmock-devel|gtest|GoogleMock
binutils|binutils|binutils|nm and readelf
python3|python3|python|Python 3
python3-numpy|python3-numpy|python-numpy|NumPy, for the exchange of tensors
luajit|luajit|luajit|LuaJIT, which reads the header
abigail-tools|libabigail|-|libabigail, which compares binary interfaces
python3-cffi|python3-cffi|python-cffi|cffi for Python, which reads the header
END
    quickstart) cat <<'END' ;;
wamerican|words|words|an English word list, /usr/share/dict/words
END
    format) cat <<'END' ;;
clang-format|clang-tools-extra|clang|clang-format 14 or later
END
    lint) cat <<'END' ;;
clang-tidy|clang-tools-extra|clang|clang-tidy 14 or later
cppcheck|cppcheck|cppcheck|cppcheck 2.10 or later
python3|python3|python|Python 3.9 or later
END
    docs) cat <<'END' ;;
python3|python3|python|Python 3.9 or later
doxygen|doxygen|doxygen|Doxygen 1.9.4 or later
END
    package) cat <<'END' ;;
dpkg-dev|dpkg-dev|dpkg|dpkg-deb and dpkg-shlibdeps
file|file|file|file, with which CPack finds the libraries
xz-utils|xz|xz|xz
binutils|binutils|binutils|objdump, readelf and strip
END
    bench) cat <<'END' ;;
libbenchmark-dev|google-benchmark-devel|benchmark|Google Benchmark
python3|python3|python|Python 3.9 or later
END
    peer) cat <<'END' ;;
libtorch-dev|-|-|the C++ library of PyTorch
libopenblas0-openmp|openblas-openmp|openblas|OpenBLAS on PyTorch's own threads, for its matrix products
libdnnl-dev|onednn-devel|onednn|oneDNN
END
    count) cat <<'END' ;;
valgrind|valgrind|valgrind|Valgrind, to count instructions
END
    fuzz) cat <<'END' ;;
clang|clang|clang|clang 14 or later
libclang-rt-14-dev|compiler-rt|compiler-rt|its sanitizers and libFuzzer
END
    python) cat <<'END' ;;
python3|python3|python|Python 3.9 or later
python3-venv|python3|python|its virtual environments
END
    rust) cat <<'END' ;;
rustc-web|rust|rust|Rust 1.82 or later
cargo-web|cargo|rust|Cargo 1.82 or later
gcc|gcc|gcc|a linker
pkg-config|pkgconf-pkg-config|pkgconf|pkg-config
python3|python3|python|Python 3.9 or later
END
    go) cat <<'END' ;;
golang-go|golang|go|Go
gcc|gcc|gcc|a C compiler, for cgo
libc6-dev|glibc-devel|glibc|the C library's headers
python3|python3|python|Python 3
END
    node) cat <<'END' ;;
nodejs|nodejs|nodejs|Node.js 20 or later
npm|nodejs-npm|npm|npm
python3|python3|python|Python 3.9 or later
END
    java) cat <<'END' ;;
default-jdk-headless|java-latest-openjdk-devel|jdk-openjdk|a JDK 17 or later
maven|maven|maven|Maven 3.8 or later
python3|python3|python|Python 3.9 or later
END
    luajit) cat <<'END' ;;
luajit|luajit|luajit|LuaJIT 2.1
python3|python3|python|Python 3.9 or later
END
    *) echo "packages.sh: unknown group '$1' (build, tests, quickstart, format, lint, docs, package, bench, peer, count, fuzz, python, rust, go, node, java, luajit)" >&2; return 2 ;;
  esac
}

say() { echo "nnlite: $*" >&2; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Succeeds on Debian 12, Ubuntu 24.04, what came after them, and systems derived from either.
is_supported() {
  [ -r /etc/os-release ] && command -v apt-get >/dev/null || return 1
  (
    . /etc/os-release
    major=${VERSION_ID:-999}
    major=${major%%.*}
    case ${ID:-} in
      debian) [ "$major" -ge 12 ] ;;
      ubuntu) [ "$major" -ge 24 ] ;;
      *) case " ${ID_LIKE:-} " in *' debian '* | *' ubuntu '*) ;; *) false ;; esac ;;
    esac
  )
}

# Names the needed packages in the words of the system at hand: column 2 for Fedora, 3 for Arch, 1 otherwise.
explain() {
  family=$( (. /etc/os-release && echo " ${ID:-} ${ID_LIKE:-} ") 2>/dev/null) || family=
  case $family in
    *' fedora '*) column=2 ;;
    *' arch '*) column=3 ;;
    *) column=1 ;;
  esac
  say "packages are installed only on Debian 12, Ubuntu 24.04 and later. Needed here:"
  echo "$table" | awk -F'|' -v column=$column '
    { name = $column == "-" ? "(build it)" : $column; printf "  %-24s %s\n", name, $4 }' >&2
  [ $column -ne 1 ] || echo "  (the names are Debian's)" >&2
  say "when all of them are there, run this again with NNLITE_SKIP_PACKAGES=1"
}

install() {
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "missing packages; as root, run: apt-get install --no-install-recommends $*"
      return 1
    fi
    as_root=sudo
  fi
  say "installing $*"
  apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
  add="install -y --no-install-recommends"
  # The simulation fails when the index is empty; the installation, when the index is older than the archive.
  if $apt $add --simulate "$@" >/dev/null 2>&1 && $apt $add "$@" >/dev/null; then return; fi
  $apt update && $apt $add "$@" >/dev/null && return
  say "apt-get could not install: $*"
  return 1
}

[ "${NNLITE_SKIP_PACKAGES:-0}" != 1 ] || exit 0
table=$(for group; do packages_of "$group"; done)
missing=
for name in $(echo "$table" | cut -d'|' -f1); do
  is_installed "$name" || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if ! is_supported; then
  explain
  exit 1
fi
install $missing
