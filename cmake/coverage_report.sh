#!/bin/sh
# Prints what the counters of a build folder have come to, and fails where that is too little; see coverage.sh.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
folder=$1
mkdir -p "$folder/report"
gcovr --root "$root" --filter "$root/src/" --filter "$root/capi/[^/]*\$" \
  --exclude-throw-branches --exclude-unreachable-branches \
  --json-summary "$folder/report/summary.json" --html-details "$folder/report/index.html" -j 2 "$folder" >/dev/null
python3 "$root/cmake/coverage_table.py" "$folder/report/summary.json"
