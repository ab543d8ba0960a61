#!/bin/sh
# The Python binding: sh run.sh install|test|example|conformance. PYTHON names an interpreter other than python3.
# NNLITE_LIBRARY is the libnnlite.so to use. All that is made goes to build/bindings/python of the checkout.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
out=$root/build/bindings/python
python=$out/venv/bin/python
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here"

case ${1:-} in
  install)
    sh "$root/cmake/packages.sh" python
    [ -x "$python" ] || "${PYTHON:-python3}" -m venv "$out/venv"
    # What pyproject.toml asks for; the binding itself is used from its folder.
    "$python" -m pip install --quiet --disable-pip-version-check \
      'cffi>=1.15' 'numpy>=1.22' 'hatchling>=1.18' 'mypy>=1.8' 'pytest>=7'
    ;;
  test) cd "$here" && exec "$python" -m pytest -q ;;
  example) exec "$python" "$here/example.py" ;;
  conformance) exec "$python" "$here/conformance.py" ;;
  *) echo "usage: run.sh install|test|example|conformance" >&2; exit 2 ;;
esac
