"""Failures of the library as exceptions."""

from __future__ import annotations

import threading
from typing import Any, NoReturn

from ._library import ffi, lib


class Error(RuntimeError):
    """A call to nnlite failed, and has changed nothing.

    `status` is the number in nnlite.h (NNL_SHAPE_MISMATCH is 30), `message` says what is wrong, `function` is the C
    function that failed and `argument` its parameter at fault ("" where the message says it). If a function of yours
    raised inside the call, that exception is the `__cause__`.
    """

    def __init__(self, message: str, status: int = lib.NNL_INTERNAL, function: str = "", argument: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.function = function
        self.argument = argument

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.status, self.function, self.argument)


class InvalidArgumentError(Error, ValueError):
    """A setting out of its range, or something missing."""


class InvalidHandleError(Error):
    """An object that was released, or of another kind."""


class ShapeMismatchError(Error, ValueError):
    """Shapes that do not fit each other or the operation."""


class DTypeMismatchError(Error, TypeError):
    """Element types that do not fit each other or the operation."""


class IndexOutOfRangeError(Error, IndexError):
    """An index, class number or axis that does not exist."""


class InvalidStateError(Error):
    """Such as backward twice, or objects of two contexts in one call."""


class OutOfMemoryError(Error, MemoryError):
    """No memory, or none within the context's limit."""


class FileError(Error, OSError):
    """The system could not read or write."""


class InvalidFileError(Error, ValueError):
    """What was read is not what it should be."""


class NotFoundError(Error, KeyError):
    """A name that does not exist, in a module or a file."""


class CancelledError(Error):
    """A callback ended the call."""


class NotSupportedError(Error, NotImplementedError):
    """Something that the object does not do."""


class CallbackFailedError(Error):
    """A function of yours raised inside the call: the exception is the `__cause__`."""


_KINDS: dict[int, type[Error]] = {
    lib.NNL_INVALID_ARGUMENT: InvalidArgumentError,
    lib.NNL_INVALID_HANDLE: InvalidHandleError,
    lib.NNL_SHAPE_MISMATCH: ShapeMismatchError,
    lib.NNL_DTYPE_MISMATCH: DTypeMismatchError,
    lib.NNL_INDEX_OUT_OF_RANGE: IndexOutOfRangeError,
    lib.NNL_INVALID_STATE: InvalidStateError,
    lib.NNL_OUT_OF_MEMORY: OutOfMemoryError,
    lib.NNL_IO_ERROR: FileError,
    lib.NNL_INVALID_FILE: InvalidFileError,
    lib.NNL_NOT_FOUND: NotFoundError,
    lib.NNL_CANCELLED: CancelledError,
    lib.NNL_NOT_SUPPORTED: NotSupportedError,
    lib.NNL_CALLBACK_FAILED: CallbackFailedError,
}


class _Thread(threading.local):
    """What a callback raised, on its way past C to the call that caused it."""

    raised: BaseException | None = None


_thread = _Thread()


def _text(pointer: Any) -> str:
    text: str = ffi.string(pointer).decode("utf-8", "replace")
    return text


def error(status: int, message: str, function: str, argument: str = "") -> Error:
    """An exception for something that the binding itself refuses, in the library's words."""
    return _KINDS.get(status, Error)(message, status, function, argument)


def last_error() -> Error:
    """The last failure on this thread, as the library tells it."""
    return error(
        lib.nnl_last_error_status(),
        _text(lib.nnl_last_error_message()),
        _text(lib.nnl_last_error_function()),
        _text(lib.nnl_last_error_argument()),
    )


def raise_last() -> NoReturn:
    """Raises the last failure on this thread. One that a callback caused has what that raised as its cause; what is
    no Exception (KeyboardInterrupt, SystemExit) goes through as it is."""
    cause, _thread.raised = _thread.raised, None
    failure = last_error()
    try:
        if cause is None or failure.status != lib.NNL_CALLBACK_FAILED:
            raise failure
        if not isinstance(cause, Exception):
            raise cause
        raise failure from cause
    finally:
        del failure, cause  # which this frame, a part of the traceback, would hold in a cycle


def check(status: int) -> None:
    """Raises unless a call went well."""
    if status:
        raise_last()


def keep_raised(exception: BaseException | None) -> None:
    """Keeps what a callback raised for the call around it, and puts its text into that call's message."""
    _thread.raised = exception
    if exception is None:
        return
    text = exception.message if isinstance(exception, Error) else f"{type(exception).__name__}: {exception}"
    lib.nnl_set_last_error(ffi.new("char[]", text.encode("utf-8", "replace")))
