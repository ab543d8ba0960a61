#!/bin/sh
# The Go binding for run_all.sh: installs what it needs (install), runs the tests, the example or the conformance
# program. NNLITE_LIBRARY and NNLITE_INCLUDE name the library and the folder of its header. Built things go to
# build/bindings/go and Go's own caches.
#
#   sh capi/bindings/go/run.sh install|test|example|conformance
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
out=$root/build/bindings/go
toolchain=golang.org/toolchain@v0.0.1-go1.24.11.linux-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')

# Whether a Go command is 1.24 or later.
is_new() {
  version=$("$1" env GOVERSION 2>/dev/null) || return 1
  minor=${version#go1.}
  minor=${minor%%[!0-9]*}
  [ "${minor:-0}" -ge 24 ]
}

find_go() {
  for go in go /usr/local/go/bin/go "$out/toolchain/bin/go"; do
    ! is_new "$go" || return 0
  done
  return 1
}

# The C compiler, and Go: Debian's own where it is new enough, otherwise with it the one that Go's modules have.
install_all() {
  ! find_go || [ -z "$(command -v cc)" ] || return 0
  sh "$root/cmake/packages.sh" go >&2
  if find_go; then return; fi
  mkdir -p "$out"
  folder=$(cd "$out" && go mod download -json "$toolchain" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  rm -rf "$out/toolchain"
  cp -R "$folder" "$out/toolchain"
  # Modules have no executables.
  chmod -R u+wx "$out/toolchain/bin" "$out/toolchain/pkg/tool"
  find_go
}

case ${1:-} in
  install) install_all; exit ;;
  test | example | conformance) ;;
  *) echo "usage: run.sh install|test|example|conformance" >&2; exit 2 ;;
esac

find_go || { echo "run.sh: Go 1.24 or later is missing; run: sh $0 install" >&2; exit 1; }
export CGO_CFLAGS="-O2 -g${NNLITE_INCLUDE:+ -I$NNLITE_INCLUDE}" GOTOOLCHAIN=local GOWORK=off
mkdir -p "$out"
work=$(pwd)
cd "$here"
case $1 in
  test)
    unformatted=$(gofmt=$("$go" env GOROOT)/bin/gofmt; "$gofmt" -l .)
    [ -z "$unformatted" ] || { echo "run.sh: not as gofmt has it: $unformatted" >&2; exit 1; }
    "$go" vet ./...
    "$go" test -race -count=1 ./...
    ;;
  *)
    "$go" build -o "$out/$1" "./$1" >&2
    cd "$work"
    "$out/$1"
    ;;
esac
