#!/bin/sh
# Loads mutated safetensors files and checkpoints under AddressSanitizer and UndefinedBehaviorSanitizer, in two processes. Each file
# loads whole, can be saved and loads again with the same bits, or it is refused and nothing has changed; none takes more memory
# than twice its size and a megabyte.
#
#   sh tests/fuzz_files/run.sh [FILES [SEED]]      how many files (1000000), the first of the two seeds (1)
#   sh tests/fuzz_files/run.sh --search [SECONDS]  libFuzzer instead, which looks for new paths (600); needs clang
#
# A file that fails is left as fuzz-file-failure.safetensors in the working folder: put it into tests/fuzz_files/corpus, and
# `build/sanitize/tests/fuzz_files/fuzz_files_runner FILE` loads it again. The valid files there are made by `fuzz_files_runner --make`.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
here=$PWD
cd "$root"

sh cmake/packages.sh build tests
# Uses of stack frames that are gone are ctest's to find: looking for them takes as long as all else together.
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=0}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"

if [ "${1:-}" = --search ]; then
  sh cmake/packages.sh fuzz
  cmake --preset fuzz
  cmake --build --preset fuzz --target fuzz_files_search
  mkdir -p build/fuzz/files
  cd "$here"
  exec "$root/build/fuzz/tests/fuzz_files/fuzz_files_search" -max_len=20000 -timeout=120 -rss_limit_mb=4096 \
    -max_total_time="${2:-600}" -jobs=2 -workers=2 "$root/build/fuzz/files" "$root/tests/fuzz_files/corpus"
fi

files=${1:-1000000}
seed=${2:-1}
cmake --preset sanitize -DNNLITE_TESTS=ON
cmake --build --preset sanitize --target fuzz_files_runner
runner=$root/build/sanitize/tests/fuzz_files/fuzz_files_runner
corpus=$root/tests/fuzz_files/corpus
cd "$here"
half=$(((files + 1) / 2))
"$runner" --seed "$seed" --files "$half" "$corpus" &
first=$!
status=0
"$runner" --seed $((seed + 1)) --files "$half" "$corpus" || status=1
wait $first || status=1
exit $status
