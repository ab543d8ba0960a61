"""Scopes: releasing objects together."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Callable, Iterator, TypeVar

from ._callbacks import on_release
from ._errors import check, error
from ._handles import Handle, get, handle_of
from ._library import lib

_Kept = TypeVar("_Kept")


class Scope(Handle):
    """Releases at its end all objects of the library that its thread made in it, also in callbacks, but for those that
    were kept:

        with nnlite.Scope() as scope:
            loss = loss_function(model(xs), ys)
            total = scope.keep(total + loss.detach())

    Objects go anyway when Python lets go of them; a scope lets go of those that something still holds (a cycle, a
    traceback, a name of a notebook), at a known time. Using one later is InvalidHandleError. What a function of yours
    saved for backward goes too: walk back inside.

    Scopes lie within each other, at most 1,024 (NotSupportedError); ending one first ends those inside it. Each belongs
    to the OS thread on which its block begins: hold none across an `await`, where it would get the objects of other
    tasks. After its end it can be used anew.
    """

    __slots__ = ()

    def __init__(self) -> None:
        self._handle = 0

    def __del__(self, release: Callable[[int], None] = lib.nnl_scope_release, alive: Any = on_release) -> None:
        release(self._handle)

    def __enter__(self) -> Scope:
        if self._handle > 0:
            raise error(lib.NNL_INVALID_STATE, "scope: it has begun already", "Scope.__enter__")
        self._handle = get(lib.nnl_scope_begin)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._handle > 0:
            check(lib.nnl_scope_end(self._handle))
            self._handle = -self._handle

    def keep(self, kept: _Kept) -> _Kept:
        """Has an object outlive the scope: it becomes one of the next scope outside, if there is any. A module is kept
        with the parameters, buffers and modules that are its attributes, an optimizer with its parameters; a list, tuple
        or dict with the objects in it. Returns what it was given. InvalidStateError on another thread than the scope's."""
        if not isinstance(kept, (Handle, list, tuple, dict)):
            handle_of(kept)
        for handle in _handles_in(kept, set()):
            check(lib.nnl_scope_keep(self._handle, handle))
        return kept


def _handles_in(thing: Any, seen: set[int]) -> Iterator[int]:
    """The handles of an object and of what it holds that is not released."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Handle):
        if thing._handle > 0 or len(seen) == 1:
            yield thing._handle
        held: Any = thing._holds()
    else:
        held = thing.values() if isinstance(thing, dict) else thing
    for inner in held:
        if isinstance(inner, (Handle, list, tuple, dict)):
            yield from _handles_in(inner, seen)
