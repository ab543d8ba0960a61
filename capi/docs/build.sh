#!/bin/sh
# Installs what is missing and renders the reference to build/docs (or the folder given) with Doxygen, which takes the
# contracts from nnlite.h and the pages from this folder.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
out=${1:-$root/build/docs}
sh "$root/cmake/packages.sh" docs
mkdir -p "$out"
NNLITE_DOCS_OUT=$(CDPATH= cd -- "$out" && pwd)
NNLITE_VERSION=$(sed -n 's/.*NNL_VERSION_MAJOR = \(.*\), NNL_VERSION_MINOR = \(.*\), NNL_VERSION_PATCH = \(.*\) };/\1.\2.\3/p' \
  "$root/include/nnlite/nnlite.h")
export NNLITE_DOCS_OUT NNLITE_VERSION
cd "$root"
doxygen capi/docs/Doxyfile
echo "$(ls "$NNLITE_DOCS_OUT" | grep -c '\.html$') pages in $NNLITE_DOCS_OUT"
