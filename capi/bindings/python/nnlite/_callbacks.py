"""What C calls: a few functions for all of Python's. The object that a call is for travels as a number, so that a
number that is no longer known is an error and not a crash."""

from __future__ import annotations

import atexit
import itertools
import sys
import threading
import time
import types
from typing import TYPE_CHECKING, Any, Callable

from ._errors import keep_raised
from ._grad_mode import begin_callback, end_callback
from ._library import ffi, lib

if TYPE_CHECKING:
    from ._abi import CData

_numbers = itertools.count(1)
_lent: dict[int, Any] = {}


def lend(thing: Any) -> CData:
    """The user_data for an object, which lives until C calls `on_release` with it, or `take_back`."""
    number = next(_numbers)
    _lent[number] = thing
    return ffi.cast("void *", number)


def _number(user_data: CData, cast: Callable[[str, Any], Any] = ffi.cast) -> int:
    return int(cast("intptr_t", user_data))


def lent(user_data: CData) -> Any:
    """The object behind a user_data."""
    return _lent[_number(user_data)]


def take_back(user_data: CData) -> None:
    """For a call that failed, and so does not call `on_release`."""
    _lent.pop(_number(user_data), None)


def report(exception: BaseException, where: object) -> None:
    """Hands an exception that nothing can catch to sys.unraisablehook, as Python does with those of __del__."""
    sys.unraisablehook(
        types.SimpleNamespace(
            exc_type=type(exception),
            exc_value=exception,
            exc_traceback=exception.__traceback__,
            err_msg=None,
            object=where,
        )
    )


def run(body: Callable[[], int]) -> int:
    """The status of a callback's body; what it raises waits for the call around it."""
    before = begin_callback()
    keep_raised(None)
    try:
        return body()
    except BaseException as exception:
        keep_raised(exception)
        return lib.NNL_CALLBACK_FAILED
    finally:
        end_callback(before)


def escaped(kind: type[BaseException], exception: BaseException, traceback: Any) -> None:
    """For what is raised around `run`, such as a KeyboardInterrupt: cffi then returns NNL_CALLBACK_FAILED."""
    keep_raised(exception)


def callback(kind: str) -> Callable[[Callable[..., int]], CData]:
    """Makes a function C's, as a callback type of nnlite.h."""
    made: Callable[[Callable[..., int]], CData] = ffi.callback(kind, error=lib.NNL_CALLBACK_FAILED, onerror=escaped)
    return made


_inside: dict[int, int] = {}  # how many calls that may call back each thread is in
_end: list[int] = []  # the thread that ends the interpreter, once it does


def is_ending() -> bool:
    """Whether the interpreter ends, on another thread than this."""
    return bool(_end) and _end[0] != threading.get_ident()


def calling(function: Callable[..., int], *arguments: Any) -> int:
    """Calls a function of nnlite.h that may call back into Python.

    Python ends daemon threads where they next ask for its lock. A thread that does so in a callback would be ended
    inside the library, which the C++ runtime answers by ending the process: so the interpreter's end waits for calls
    under way, of which a fit is ended at its next step, and lets no other begin."""
    if is_ending():
        threading.Event().wait()
    thread = threading.get_ident()
    depth = _inside.get(thread, 0)
    _inside[thread] = depth + 1
    try:
        return function(*arguments)
    finally:
        if depth:
            _inside[thread] = depth
        else:
            del _inside[thread]


@atexit.register
def _wait_for_calls() -> None:
    _end.append(threading.get_ident())
    latest = time.monotonic() + 10  # a callback that never returns does not hold the end up for ever
    while any(thread != _end[0] for thread in list(_inside)) and time.monotonic() < latest:
        time.sleep(0.001)


# Defaults instead of globals: at the end of the interpreter these functions outlive the module's names.
@ffi.callback("nnl_release_callback")  # type: ignore[untyped-decorator]
def on_release(
    user_data: CData, objects: dict[int, Any] = _lent, number: Callable[[CData], int] = _number, report: Any = report
) -> None:
    """Lets go of an object; one that has a method `released` has it called."""
    thing = objects.pop(number(user_data), None)
    released = getattr(thing, "released", None)
    if released is None:
        return
    try:
        released()
    except BaseException as exception:
        report(exception, released)
