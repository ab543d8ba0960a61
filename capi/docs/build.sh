#!/bin/sh
# Installs what is missing and renders the reference to build/docs (or the folder given).
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
sh "$root/cmake/packages.sh" docs
# Debian's own Python has Debian's packages.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
exec "$python" -B "$root/capi/docs/pages.py" "$root/capi/docs" "${1:-$root/build/docs}"
