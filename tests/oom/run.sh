#!/bin/sh
# Has every request for memory fail in turn in every scenario of tests/oom, and stands the memory limit at every size
# that makes a difference; the tests leave out places of the longest ones. Prints how many failures that came to.
#
#   sh tests/oom/run.sh [--every N] [--filter PATTERN] [--preset PRESET]
#
# --every N       only every N-th request (1)
# --filter PATTERN  of GoogleTest, for some scenarios ('*')
# --preset PRESET   release (the default), debug, ci, sanitize
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
every=1 filter='*' preset=release
while [ $# -gt 1 ]; do
  case $1 in
    --every) every=$2 ;;
    --filter) filter=$2 ;;
    --preset) preset=$2 ;;
    *) break ;;
  esac
  shift 2
done
if [ $# -gt 0 ]; then
  sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p}' "$0" >&2
  exit 2
fi

sh "$root/cmake/packages.sh" build tests
cd "$root"
cmake --preset "$preset" -DNNLITE_TESTS=ON
cmake --build --preset "$preset" --target test_oom
output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
NNL_OOM_EVERY=$every "build/$preset/tests/oom/test_oom" --gtest_brief=1 --gtest_filter="$filter" >"$output" 2>&1 || status=$?
awk '/ failures in / { for (i = 2; i <= NF; ++i) if ($i ~ /^failures/) failures += $(i - 1) } !/ failures in / { print }
  END { print failures + 0 " calls failed for want of memory, changed nothing, and succeeded afterwards" }' "$output"
exit $status
