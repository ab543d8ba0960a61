#!/bin/sh
# The binding for LuaJIT: sh run.sh install|test|example|conformance. NNLITE_LIBRARY names the libnnlite.so to use.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)

case ${1:-} in
  install) { command -v luajit && command -v python3; } >/dev/null || sh "$root/cmake/packages.sh" luajit ;;
  test)
    python3 -B "$here/generate.py" --check
    luajit "$here/test/run.lua"
    ;;
  example) luajit "$here/examples/words.lua" ;;
  conformance) luajit "$here/conformance.lua" ;;
  *)
    echo "usage: run.sh install|test|example|conformance" >&2
    exit 2
    ;;
esac
