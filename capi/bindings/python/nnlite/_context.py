"""Contexts, and what belongs to the whole process."""

from __future__ import annotations

import contextvars
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable

from ._callbacks import callback, lend, lent, on_release, report, run, take_back
from ._constants import LogLevel
from ._errors import check
from ._grad_mode import begin_callback, end_callback
from ._handles import Handle, get, get_as, get_text, handle_of, options
from ._library import ffi, lib

if TYPE_CHECKING:
    from ._abi import CData


class Context(Handle):
    """What two users in one process must not share: thread budget, memory limit, random stream, log.

    Objects that are made from others lie in their context, and objects of two contexts cannot meet in one call. In
    `with context:` it is where tensors, layers and the like are made that name no context; the setting belongs to the
    thread or asyncio task. The context lives on while objects of it do.
    """

    __slots__ = ("_before",)
    _before: list[Context]

    def __init__(self, *, threads: int = 0, memory_limit: int = 0, seed: int = 0) -> None:
        """`threads`: the most that one operation uses, 0 for the number of processors; `memory_limit`: bytes of tensor
        memory, 0 for no limit; `seed`: where the random stream starts."""
        settings = options(
            "context_options", device=lib.NNL_DEVICE_CPU, threads=threads, memory_limit=memory_limit, seed=seed
        )
        self._before = []
        self._handle = get(lib.nnl_context_create, settings)

    def __del__(self, release: Callable[[int], None] = lib.nnl_context_release, alive: Any = on_release) -> None:
        release(self._handle)

    def __enter__(self) -> Context:
        self._before.append(_current.get())
        _current.set(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _current.set(self._before.pop())

    def _describe(self) -> str:
        return f"Context(threads={self.threads}, memory_used={self.memory_used})"

    @property
    def threads(self) -> int:
        """The most threads that one operation uses, the caller included. Results are the same bits at any number."""
        return int(get_as("int32_t *", lib.nnl_context_threads, self._handle))

    @threads.setter
    def threads(self, threads: int) -> None:
        check(lib.nnl_context_set_threads(self._handle, threads))

    @property
    def memory_used(self) -> int:
        """Bytes of tensor memory in use."""
        return get(lib.nnl_context_memory_used, self._handle)

    def set_memory_limit(self, limit: int) -> None:
        """Bytes of tensor memory that may be in use, 0 for no limit; beyond it the next tensor is an
        OutOfMemoryError."""
        check(lib.nnl_context_set_memory_limit(self._handle, limit))

    def manual_seed(self, seed: int) -> None:
        """Starts the random stream afresh."""
        check(lib.nnl_context_seed(self._handle, seed))

    def set_log(self, log: Callable[[LogLevel, str], Any] | None, level: LogLevel = LogLevel.info) -> None:
        """Calls log(level, text) for each line of at least the level: files saved and loaded (info), tensors refused by
        the memory limit (warning). It may be called on several threads at once; what it raises goes to
        sys.unraisablehook. None ends it."""
        if log is None:
            check(lib.nnl_context_set_log_level(self._handle, lib.NNL_LOG_OFF))
            check(lib.nnl_context_set_log_callback(self._handle, ffi.NULL, ffi.NULL, ffi.NULL))
            return
        user_data = lend(log)
        status = lib.nnl_context_set_log_callback(self._handle, _on_log, on_release, user_data)
        if status:
            take_back(user_data)
        check(status)
        check(lib.nnl_context_set_log_level(self._handle, level))


class _Default(Context):
    """The context of everything that names none: its handle is 0."""

    __slots__ = ()

    def __init__(self) -> None:
        self._before = []

    def __del__(self, *alive: Any) -> None:
        pass

    def release(self) -> None:
        """The default context is always there."""


default_context: Context = _Default()
"""The context that is used where none is named."""
_current: contextvars.ContextVar[Context] = contextvars.ContextVar("nnlite_context", default=default_context)


def current_context() -> Context:
    """That of the `with` around the call, or the default one. In a module's forward, and in the functions of an operation
    of your own, it is at first that of the module or the inputs."""
    return _current.get()


def context_handle(context: Context | None) -> int:
    """That of the context, or for None of the current one."""
    return _current.get()._handle if context is None else handle_of(context)


def context_of(function: Callable[..., int], thing: int) -> Context:
    """The context of a tensor or module, which nnl_tensor_context or nnl_module_context gives."""
    handle = get(function, thing)
    if not handle:
        return default_context
    context: Context = object.__new__(Context)
    context._handle = handle
    context._before = []
    return context


def run_in_context_of(function: Callable[..., int], thing: int, body: Callable[[], int]) -> int:
    """As `run`, with the context of a tensor or module as the current one."""

    def inside() -> int:
        before = _current.set(context_of(function, thing))
        try:
            return body()
        finally:
            _current.reset(before)

    return run(inside)


@callback("nnl_log_callback")
def _on_log(level: int, text: CData, user_data: CData) -> int:
    before = begin_callback()
    try:
        log = lent(user_data)
        log(LogLevel(level), ffi.string(text).decode("utf-8", "replace"))
    except BaseException as exception:
        report(exception, _on_log)
    finally:
        end_callback(before)
    return lib.NNL_OK


def manual_seed(seed: int, *, context: Context | None = None) -> None:
    """Starts the random stream of a context afresh: initial weights, dropout and random tensors after it are the same
    bits for the same seed on every machine."""
    check(lib.nnl_context_seed(context_handle(context), seed))


def version() -> str:
    """The library's version, as "1.0.0"."""
    number = lib.nnl_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def abi_version() -> int:
    """The number of the library's binary interface, which only an incompatible change raises."""
    return lib.nnl_abi_version()


def build_info() -> str:
    """What the library is, for a bug report or a log: lines "key: value" for version, abi, compiler, build, blas, blas
    core, instruction set and threads (those of the default context). Later versions add lines."""
    return get_text(lib.nnl_build_info)


def live_handles() -> int:
    """The library's objects of all kinds that have not been released."""
    return get(lib.nnl_live_handles)


def shutdown() -> None:
    """Ends the library's worker threads and frees cached memory. Objects stay valid, and the next call starts what it
    needs again."""
    check(lib.nnl_shutdown())
