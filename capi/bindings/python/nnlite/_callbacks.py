"""What C calls: a few functions for all of Python's. The object that a call is for travels as a number, so that a
number that is no longer known is an error and not a crash."""
from __future__ import annotations

import itertools
import sys
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
            exc_type=type(exception), exc_value=exception, exc_traceback=exception.__traceback__, err_msg=None, object=where
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
