"""Whether operations are recorded for backward.

The library keeps the mode for each OS thread. Here it is a context variable, so that it belongs to the asyncio task (or
the thread) that set it, whatever else runs on the thread in between; `follow` brings the thread's mode in line before
an operation."""

from __future__ import annotations

import contextvars
import functools
import inspect
import threading
from types import TracebackType
from typing import Any, Callable, TypeVar, cast

from ._errors import check
from ._library import ffi, lib

_Function = TypeVar("_Function", bound=Callable[..., Any])

_mode: contextvars.ContextVar[bool] = contextvars.ContextVar("nnlite_grad_mode", default=True)
mode = _mode.get


def _of_thread() -> bool:
    enabled = ffi.new("int32_t *")
    check(lib.nnl_grad_enabled(enabled))
    return bool(enabled[0])


class _Thread(threading.local):
    """`applied` is the mode that the library has on this thread."""

    def __init__(self) -> None:
        self.applied = _of_thread()


thread = _Thread()


def follow() -> None:
    """Gives the thread the mode of what runs on it now."""
    wanted = mode()
    if wanted is not thread.applied:
        check(lib.nnl_set_grad_enabled(wanted))
        thread.applied = wanted


def begin_callback() -> tuple[bool, bool]:
    """Takes over the mode that the library has set for a callback; returns what `end_callback` puts back."""
    before = mode(), thread.applied
    now = _of_thread()
    thread.applied = now
    if now is not before[0]:
        _mode.set(now)
    return before


def end_callback(before: tuple[bool, bool]) -> None:
    """The library puts its own mode back by itself."""
    if mode() is not before[0]:
        _mode.set(before[0])
    thread.applied = before[1]


def is_grad_enabled() -> bool:
    """Whether operations are recorded for backward here; True at first."""
    follow()
    return _of_thread()


class set_grad_enabled:
    """Turns recording on or off, at once; as a context manager, until its end. The mode belongs to the thread, and in
    asyncio to the task: other tasks do not see it, also when it is held across an `await`."""

    def __init__(self, mode: bool) -> None:
        self._before = [_mode.get()]
        _mode.set(bool(mode))

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _mode.set(self._before.pop())


class _Scope:
    """A mode for a block, or for the calls of the function that it decorates (`async def` too)."""

    _wanted: bool

    def __init__(self) -> None:
        self._before: list[bool] = []

    def __enter__(self) -> None:
        self._before.append(mode())
        _mode.set(self._wanted)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _mode.set(self._before.pop())

    def __call__(self, function: _Function) -> _Function:
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError(f"{type(self).__name__} cannot decorate a generator: its caller runs in between")
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def run_async(*arguments: Any, **options: Any) -> Any:
                with type(self)():
                    return await function(*arguments, **options)

            return cast(_Function, run_async)

        @functools.wraps(function)
        def run(*arguments: Any, **options: Any) -> Any:
            with type(self)():
                return function(*arguments, **options)

        return cast(_Function, run)


class no_grad(_Scope):
    """Operations are not recorded for backward: `with no_grad():`, or `@no_grad()` on a function."""

    _wanted = False


class enable_grad(_Scope):
    """Operations are recorded for backward, inside `no_grad` too."""

    _wanted = True
