#!/bin/sh
# Installs what the bindings need and runs, for each, its tests, its example and the conformance program
# (CONFORMANCE.md), whose output must be that of the program in C to the last bit.
#
#   sh capi/bindings/run_all.sh [--where-possible] [LANGUAGE...]
#
# Languages are the folders beside this file that hold a run.sh; all of them without any. --where-possible passes over
# one whose tools cannot be installed on this machine within four minutes, and says so; otherwise that is a failure.
# NNLITE_LIBRARY names a libnnlite.so to use; without it the release preset builds one. A folder's run.sh takes one
# of the words install, test, example and conformance, and finds NNLITE_LIBRARY and NNLITE_INCLUDE set.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
out=$root/build/bindings
mkdir -p "$out"

where_possible=
if [ "${1-}" = --where-possible ]; then
  where_possible=1
  shift
fi
if [ $# -eq 0 ]; then
  for script in "$here"/*/run.sh; do
    folder=${script%/run.sh}
    set -- "$@" "${folder##*/}"
  done
fi
for language; do
  [ -r "$here/$language/run.sh" ] || { echo "run_all.sh: no binding for '$language'" >&2; exit 2; }
done

if [ -z "${NNLITE_LIBRARY:-}" ]; then
  sh "$root/cmake/packages.sh" build
  (cd "$root" && cmake --preset release -DNNLITE_TESTS=OFF && cmake --build --preset release --target nnlite) >&2
  NNLITE_LIBRARY=$root/build/release/libnnlite.so
fi
NNLITE_INCLUDE=$root/include
export NNLITE_LIBRARY NNLITE_INCLUDE

library_folder=$(dirname "$NNLITE_LIBRARY")
cc -std=c99 -O1 -I "$NNLITE_INCLUDE" "$here/c/conformance.c" "$NNLITE_LIBRARY" -Wl,-rpath,"$library_folder" \
  -o "$out/conformance-c"
(cd "$out" && ./conformance-c >c.txt)

passed=0
failed=
skipped=
for language; do
  printf '\n== %s\n' "$language"
  log=$out/$language.log
  problem=
  if ! timeout 240 sh "$here/$language/run.sh" install >"$log" 2>&1; then
    tail -n 60 "$log"
    if [ -n "$where_possible" ]; then
      echo "$language: PASSED OVER, its tools could not be installed"
      skipped="$skipped $language"
    else
      echo "$language: FAILED (install)"
      failed="$failed $language"
    fi
    continue
  fi
  for word in test example; do
    sh "$here/$language/run.sh" $word >"$log" 2>&1 || { problem=$word; break; }
    tail -n 3 "$log"
  done
  if [ -n "$problem" ]; then
    tail -n 60 "$log"
  elif ! (cd "$out" && sh "$here/$language/run.sh" conformance >"$language.txt" 2>"$log"); then
    problem=conformance
    tail -n 60 "$log"
  elif ! diff "$out/c.txt" "$out/$language.txt" >"$log"; then
    problem='conformance: other bits than in C'
    head -n 20 "$log"
  fi
  if [ -z "$problem" ]; then
    passed=$((passed + 1))
    echo "$language: conformance: $(wc -l <"$out/$language.txt") lines equal to those of C"
  else
    echo "$language: FAILED ($problem)"
    failed="$failed $language"
  fi
done
printf '\n%d passed, %d failed%s, %d passed over%s\n' "$passed" "$(echo $failed | wc -w)" "${failed:+:$failed}" \
  "$(echo $skipped | wc -w)" "${skipped:+:$skipped}"
[ -z "$failed" ]
