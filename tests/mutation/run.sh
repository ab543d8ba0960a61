#!/bin/sh
# Installs what is missing, builds the tests for release, and sees how many changed operators in src/ops, src/nn and src/optim
# they notice: a random sample of 200, since all take about two hours. Prints those that went unnoticed, and the rate.
#
#   sh tests/mutation/run.sh [--sample N] [--seed S] [--only TEXT] [--jobs J] [--list]      --sample 0 is all of them
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
sh "$root/cmake/packages.sh" build tests
cd "$root"
cmake --preset release -DNNLITE_TESTS=ON
cmake --build --preset release --target test_ops test_nn test_optim test_train test_autograd test_io test_numbers
exec python3 -B tests/mutation/mutate.py build/release --sample 200 "$@"
