#!/bin/sh
# Plays random sequences of all C functions under AddressSanitizer and UndefinedBehaviorSanitizer, in two processes.
#
#   sh tests/fuzz/run.sh [CALLS [SEED]]      how many calls (10000000), the first of the two seeds (1)
#   sh tests/fuzz/run.sh --search [SECONDS]  libFuzzer instead, which looks for new paths (600); needs clang
#
# A failing sequence is shortened, printed call by call, and left as fuzz-failure-* in the working folder:
# `build/sanitize/tests/fuzz/fuzz_runner --trace FILE` plays it again. The search begins with tests/fuzz/corpus and leaves what it
# adds in build/fuzz/corpus; `--keep` in the place of `--search` writes a small selection of all back into tests/fuzz/corpus.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
here=$PWD
cd "$root"

sh cmake/packages.sh build tests
# Uses of stack frames that are gone are ctest's to find: looking for them takes as long as all else together.
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=0:malloc_context_size=8}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"

case ${1:-} in
  --search | --keep)
    sh cmake/packages.sh fuzz
    cmake --preset fuzz
    cmake --build --preset fuzz --target fuzz_api
    corpus=$root/build/fuzz/corpus
    mkdir -p "$corpus"
    fuzzer="$root/build/fuzz/tests/fuzz/fuzz_api -max_len=1600 -timeout=120 -rss_limit_mb=4096"
    if [ "$1" = --keep ]; then
      mkdir -p "$corpus-kept"
      $fuzzer -merge=1 "$corpus-kept" tests/fuzz/corpus "$corpus"
      rm -f tests/fuzz/corpus/*
      # The largest add the least: a selection that is quick to play.
      ls -S -r "$corpus-kept" | head -n 400 | while read -r name; do cp "$corpus-kept/$name" tests/fuzz/corpus; done
      exit
    fi
    cd "$here"
    exec $fuzzer -max_total_time="${2:-600}" -jobs=2 -workers=2 "$corpus" "$root/tests/fuzz/corpus"
    ;;
esac

calls=${1:-10000000}
seed=${2:-1}
cmake --preset sanitize -DNNLITE_TESTS=ON
cmake --build --preset sanitize --target fuzz_runner
runner=$root/build/sanitize/tests/fuzz/fuzz_runner
cd "$here"
half=$(((calls + 1) / 2))
"$runner" --seed "$seed" --calls "$half" --progress &
first=$!
status=0
"$runner" --seed $((seed + 1)) --calls "$half" --progress || status=1
wait $first || status=1
exit $status
