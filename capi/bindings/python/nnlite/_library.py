"""Finds and loads libnnlite.so."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

from ._abi import ffi

if TYPE_CHECKING:
    from ._abi import Library


def _load() -> Library:
    """NNLITE_LIBRARY names the file; without it, the file beside this one, and then the system's loader."""
    named = os.environ.get("NNLITE_LIBRARY")
    beside = pathlib.Path(__file__).with_name("libnnlite.so")
    path = named or (str(beside) if beside.exists() else "libnnlite.so.1")
    try:
        library: Library = ffi.dlopen(path)
    except OSError as problem:
        raise ImportError(
            f"nnlite: cannot load {path} ({problem}); install the package as a wheel, which carries the library, "
            "or set NNLITE_LIBRARY to the path of libnnlite.so"
        ) from problem
    version = library.nnl_version()
    if version // 10000 != library.NNL_VERSION_MAJOR:
        raise ImportError(f"nnlite: {path} has version {version}, this binding is for {library.NNL_VERSION_MAJOR}.x")
    return library


lib = _load()

__all__ = ["ffi", "lib"]
