#!/bin/sh
# Formats every C and C++ file of the project in place; with --check, changes nothing and fails on a difference.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
case ${1:-} in
  '') mode=-i ;;
  --check) mode='--dry-run -Werror' ;;
  *) echo 'usage: sh cmake/format.sh [--check]' >&2; exit 2 ;;
esac

command -v clang-format >/dev/null || sh "$root/cmake/packages.sh" format
cd "$root"
find . \( -path ./build -o -path './.?*' -o -name node_modules -o -name target \) -prune -o -type f \
  \( -name '*.c' -o -name '*.h' -o -name '*.cpp' -o -name '*.hpp' \) \
  -exec clang-format $mode {} +
