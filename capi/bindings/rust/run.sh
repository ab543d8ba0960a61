#!/bin/sh
# Installs what the binding needs, and runs its tests, its example and the conformance program.
#
#   NNLITE_LIBRARY=/path/of/libnnlite.so sh run.sh install | test | example | conformance
#
# Build output goes to build/bindings/rust of the repository.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
: "${NNLITE_LIBRARY:?set it to the absolute path of libnnlite.so}"
export CARGO_TARGET_DIR="$root/build/bindings/rust"
PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
manifest=$here/Cargo.toml

# Whether there is a Cargo of 1.82 or later.
has_cargo() {
  version=$(cargo --version 2>/dev/null | sed -n 's/^cargo 1\.\([0-9]*\)\..*/\1/p')
  [ "${version:-0}" -ge 82 ]
}

case ${1:-} in
  install)
    has_cargo || sh "$root/cmake/packages.sh" rust
    has_cargo || { echo "run.sh: Rust 1.82 or later is needed, by rustup say" >&2; exit 1; }
    cargo fetch --manifest-path "$manifest"
    ;;
  test)
    # Documentation tests are linked without the path of the library.
    export LD_LIBRARY_PATH="$(dirname "$NNLITE_LIBRARY")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    if cargo fmt --version >/dev/null 2>&1; then cargo fmt --manifest-path "$manifest" --all --check; fi
    if cargo clippy --version >/dev/null 2>&1; then
      cargo clippy --manifest-path "$manifest" --workspace --all-targets --all-features -- -D warnings
    fi
    RUSTDOCFLAGS="-D warnings" cargo doc --manifest-path "$manifest" --workspace --no-deps --all-features
    cargo test --manifest-path "$manifest" --workspace --all-features
    ;;
  example) cargo run --manifest-path "$manifest" --release --quiet --example quickstart ;;
  conformance) cargo run --manifest-path "$manifest" --release --quiet --example conformance ;;
  *) echo "usage: run.sh install | test | example | conformance" >&2; exit 2 ;;
esac
