#!/bin/sh
# Kills a process with SIGKILL at 1,000 random moments while it saves checkpoints in a loop. After each the file loads and
# holds, to the last bit, the generation that was saved last or the one after it, and at most one temporary file is left.
#
#   sh tests/io/kill.sh [KILLS [PRESET]]      as built by sh cmake/test.sh PRESET; presets as there
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$root/build/${2:-release}/tests"
NNLITE_KILLS=${1:-1000} ./test_io --gtest_brief=1 --gtest_filter='Crash.a_process_that_is_killed*'
