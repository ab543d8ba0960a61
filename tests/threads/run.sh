#!/bin/sh
# Builds with ThreadSanitizer and runs under it all that threads share: tests/threads, and the tests of the pool, the
# allocator, handles, scopes, profiles, tables and callbacks. Then the forks, the loading and the ends of processes,
# which that sanitizer does not follow, in an ordinary build.
#
#   sh tests/threads/run.sh [SCALE]
#
# SCALE (default 20) is how many times as much is done as in ctest: 1,200 forks, each way to end 40 times.
set -eu
cd "$(dirname "$0")/../.."
scale=${1:-20}
export NNLITE_THREADS_SCALE="$scale"

cmake --preset tsan -DNNLITE_TESTS=ON >/dev/null
cmake --build --preset tsan --target test_threads test_base test_tensor test_capi
export TSAN_OPTIONS="halt_on_error=1 second_deadlock_stack=1 ${TSAN_OPTIONS:-}"
build/tsan/tests/test_threads --gtest_brief=1
build/tsan/tests/test_base --gtest_brief=1 --gtest_filter='ThreadPool*:Profiler*:SmallObjects*'
build/tsan/tests/test_tensor --gtest_brief=1 --gtest_filter='Allocator*'
build/tsan/tests/test_capi --gtest_brief=1 --gtest_filter='Misuse*:Scopes*:ProcessHpp*:Profile*:Dlpack*:Custom*'

cmake --preset ci -DNNLITE_TESTS=ON >/dev/null
cmake --build --preset ci --target test_threads threads_ending threads_loading
build/ci/tests/test_threads --gtest_brief=1
build/ci/tests/threads/threads_loading build/ci/libnnlite.so.1 1000
python3 tests/threads/ending_test.py build/ci/tests/threads/threads_ending $((scale * 2))
