#!/bin/sh
# Counts the instructions of a step of embedding_step with tables of 10^4 and 10^7 rows, and prints their ratio.
#
#   sh bench/instructions.sh [OPTIONS]     OPTIONS are those of bench/instructions.py
set -eu
bench=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
sh "$bench/../cmake/packages.sh" build bench count
programs=$(sh "$bench/build.sh" embedding_step)
exec python3 "$bench/instructions.py" "$programs" "$@"
