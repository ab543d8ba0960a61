#!/bin/sh
# Makes the archive, unpacks it in two places, one after the other, and builds and runs outside projects against it. Its
# one library needs only libc and libm, also in a program with a C++ runtime of its own, whose exceptions stay apart.
#
#   archive_test.sh BUILD VERSION SCRATCH      environment: CMAKE CMAKE_GENERATOR CC CXX
set -eu
test=archive
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
build=$1 version=$2 scratch=$3
. "$here/outside.sh"
name=nnlite-$version-linux-$(uname -m)

rm -rf "$scratch"
mkdir -p "$scratch/one" "$scratch/another place"
sh "$here/../../cmake/package.sh" archive "$build" >"$scratch/facts"
cat "$scratch/facts"
for line in 'library, stripped: [0-9]{8} bytes' 'OpenBLAS in it: [0-9]{8} bytes' 'least glibc: 2\.[0-9]+'; do
  grep -Eq "^  $line\$" "$scratch/facts" || fail "package.sh does not say: $line"
done

tar -C "$scratch/one" -xJf "$build/packages/$name.tar.xz"
[ "$(ls "$scratch/one")" = "$name" ] || fail 'the archive has more than its one folder'
copy=$scratch/one/$name
check_files "$copy" lib
for file in LICENSE copyright CHANGELOG.md html/index.html; do
  [ -s "$copy/share/doc/nnlite/$file" ] || fail "$file is not in the archive"
done
for needed in $(readelf --dynamic --wide "$copy/lib/libnnlite.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
  case $needed in libc.so.6 | libm.so.6 | ld-linux*) ;; *) fail "the library needs $needed" ;; esac
done
! nm -D --defined-only "$copy/lib/libnnlite.so" | grep -Ev ' (T nnl_|A NNLITE_)' || fail 'the library exports more than nnl_*'
use_installation "$copy" lib "$scratch/programs-one"

mv "$copy" "$scratch/another place/moved"
copy="$scratch/another place/moved"
use_installation "$copy" lib "$scratch/programs-another"
quietly "$CXX" -std=c++17 -O1 -pthread -I "$copy/include" "$here/host/host.cpp" -ldl -o "$scratch/host"
"$scratch/host" "$copy/lib/libnnlite.so"
