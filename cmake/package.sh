#!/bin/sh
# Builds a package of nnlite into BUILD/packages and says what is in it; installs what that needs.
#
#   sh cmake/package.sh deb|archive [BUILD]
#
# deb      libnnlite1 and libnnlite-dev, for the Debian or Ubuntu at hand
# archive  nnlite-VERSION-linux-MACHINE.tar.xz, which works in any folder, on any Linux whose glibc is new enough
#
# BUILD is a folder in which all of nnlite is built already. Without it, the release preset is built first.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

usage() { echo 'usage: sh cmake/package.sh deb|archive [BUILD]' >&2; exit 2; }

[ $# -eq 1 ] || [ $# -eq 2 ] || usage
kind=$1
case $kind in deb | archive) ;; *) usage ;; esac
if [ $# -eq 2 ]; then
  build=$(CDPATH= cd -- "$2" && pwd)
else
  build=$root/build/release
  sh "$root/cmake/packages.sh" build docs package
  (cd "$root" && cmake --preset release -DNNLITE_TESTS=OFF && cmake --build --preset release)
fi
made=$build/package
packages=$build/packages
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")

size() { echo "$(stat -Lc %s "$1") bytes"; }

# Bytes of OpenBLAS in the library that the link map describes: the sections that were taken from its archive.
openblas_bytes() {
  awk '
    /^Linker script and memory map/ { inside = 1 }
    inside && $NF ~ /libopenblas[^\/]*\.a\(/ {
      # A section with a long name has its address and size on a line of their own.
      at = NF == 4 ? $2 : $1; bytes = NF == 4 ? $3 : $2
      if (NF >= 3 && at !~ /^0x0*$/ && bytes ~ /^0x/) print bytes
    }' "$1" | { total=0; while read -r bytes; do total=$((total + bytes)); done; echo $total; }
}

describe_library() {
  echo "  library, stripped: $(size "$1")"
  echo "  needs: $(readelf --dynamic --wide "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | paste -sd' ')"
  echo "  least glibc: $(objdump -T "$1" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1 | cut -c7-)"
}

# Files get the time of the last commit, so that the same sources give the same packages.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
umask 022

rm -rf "$made"
mkdir -p "$made" "$packages"
sh "$root/capi/docs/build.sh" "$made/html" >"$made/docs.log" 2>&1 || { cat "$made/docs.log" >&2; exit 1; }

if [ "$kind" = deb ]; then
  maintainer=$(sed -n 's/^NNLITE_DEBIAN_MAINTAINER:STRING=//p' "$build/CMakeCache.txt")
  gzip -9nc "$root/CHANGELOG.md" >"$made/changelog.gz"
  gzip -9nc >"$made/changelog.Debian.gz" <<END
nnlite ($version-1) unstable; urgency=medium

  * Packages of version $version; what is new in it is in changelog.gz.

 -- $maintainer  $(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S +0000')
END
  rm -f "$packages"/*.deb
  (cd "$build" && cpack -G DEB) >"$made/cpack.log" 2>&1 || { cat "$made/cpack.log" >&2; exit 1; }
  for package in "$packages"/*.deb; do
    echo "$package: $(size "$package")"
    dpkg-deb --field "$package" Package Version Architecture Installed-Size Depends | sed 's/^/  /'
  done
else
  name=nnlite-$version-linux-$(uname -m)
  cmake --install "$build" --component archive --strip --prefix "$made/$name" >"$made/install.log"
  rm -f "$packages/$name.tar.xz"
  tar -C "$made" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    -cJf "$packages/$name.tar.xz" "$name"
  echo "$packages/$name.tar.xz: $(size "$packages/$name.tar.xz")"
  describe_library "$made/$name/lib/libnnlite.so"
  echo "  OpenBLAS in it: $(openblas_bytes "$build/standalone/libnnlite.map") bytes"
fi
