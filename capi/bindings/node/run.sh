#!/bin/sh
# The binding for Node.js: sh run.sh install|test|example|conformance. NNLITE_LIBRARY names the libnnlite.so to use.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)

case ${1:-} in
  install)
    { command -v node && command -v npm && command -v python3; } >/dev/null || sh "$root/cmake/packages.sh" node
    cd "$here"
    npm ci --no-progress >&2
    ;;
  test)
    cd "$here"
    python3 -B generate.py --check
    node_modules/.bin/tsc --project test
    npm test --silent
    ;;
  example) node "$here/examples/words.js" ;;
  conformance) node "$here/conformance.js" ;;
  *)
    echo "usage: run.sh install|test|example|conformance" >&2
    exit 2
    ;;
esac
