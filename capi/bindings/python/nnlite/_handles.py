"""Objects of the library, and the few ways to call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Sequence

from ._errors import InvalidHandleError, check, raise_last
from ._grad_mode import follow, mode, thread
from ._library import ffi, lib

if TYPE_CHECKING:
    from ._abi import CData
    from ._tensor import Tensor

_cell = ffi.typeof("int64_t[1]")
_new_cell = ffi.new
_new_object = object.__new__


class Handle:
    """An object of the library. It is released when the last reference to it goes, on whichever thread, or with
    `release()`; releasing twice is harmless, and what others still use (a module's parameter, a tensor in a graph)
    lives on there. Using an object after its `release()` raises InvalidHandleError."""

    __slots__ = ("_handle", "__weakref__")
    _handle: int

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        self = object.__new__(cls)
        self._handle = 0
        return self

    def release(self) -> None:
        """Ends this object before Python does."""
        self.__del__()
        self._handle = -abs(self._handle)  # which no function takes, also where 0 stands for none

    def __del__(self) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        try:
            return self._describe()
        except InvalidHandleError:  # also by a scope, which the object does not know of
            return f"<released {type(self).__name__}>"

    def _describe(self) -> str:
        """The repr of an object that is not released."""
        return object.__repr__(self)

    def _holds(self) -> Iterable[Any]:
        """What it keeps alive in Python: objects of the library among them, or in lists, tuples and dicts."""
        return ()

    def __reduce__(self) -> Any:
        raise TypeError(f"cannot pickle or copy a {type(self).__name__}: save what it holds to a file instead")


def handle_of(thing: Any) -> int:
    """The handle of an object of the library."""
    try:
        handle: int = thing._handle
    except AttributeError:
        raise TypeError(f"expected an object of nnlite, got {type(thing).__name__}") from None
    return handle


def optional(thing: Handle | None) -> int:
    """The same, 0 for None."""
    return 0 if thing is None else handle_of(thing)


def get(function: Callable[..., int], *arguments: Any) -> int:
    """The integer that a function of nnlite.h returns through its last parameter, an int64_t."""
    cell = ffi.new(_cell)
    if function(*arguments, cell):
        raise_last()
    value: int = cell[0]
    return value


def get_as(kind: str, function: Callable[..., int], *arguments: Any) -> Any:
    """The same for another type: get_as("double *", ...)."""
    cell = ffi.new(kind)
    if function(*arguments, cell):
        raise_last()
    return cell[0]


def get_flag(function: Callable[..., int], *arguments: Any) -> bool:
    return bool(get_as("int32_t *", function, *arguments))


def get_text(function: Callable[..., int], *arguments: Any) -> str:
    """The text that function(arguments..., buffer, capacity, needed) copies out."""
    needed = ffi.new(_cell)
    capacity = 256
    while True:
        buffer = ffi.new("char[]", capacity)
        status = function(*arguments, buffer, capacity, needed)
        if status != lib.NNL_BUFFER_TOO_SMALL:
            check(status)
            text: str = ffi.string(buffer).decode("utf-8")
            return text
        capacity = needed[0]


def int64s(values: Iterable[int]) -> tuple[int, CData]:
    """How many, and the array."""
    numbers = list(values)
    return len(numbers), ffi.new("int64_t[]", numbers)


def handles(things: Sequence[Handle]) -> tuple[int, CData]:
    """How many, and the array of their handles, which are good while the caller holds the things: a sequence, not an
    iterator that drops them."""
    return len(things), ffi.new("int64_t[]", [handle_of(thing) for thing in things])


def utf8(text: Any) -> bytes:
    """Text for C; a path of pathlib too."""
    data = str(text).encode("utf-8")
    if b"\0" in data:
        raise ValueError("a text for nnlite holds no NUL")
    return data


def options(name: str, **fields: Any) -> CData:
    """The struct nnl_<name> with its defaults, and then these fields; a field of None keeps its default."""
    struct = ffi.new(f"nnl_{name} *")
    getattr(lib, f"nnl_{name}_init")(struct, ffi.sizeof(f"nnl_{name}"))
    for field, value in fields.items():
        if value is not None:
            setattr(struct, field, value)
    return struct


_tensor_class: Any = None


def use_tensor_class(kind: type[Tensor]) -> None:
    """Tells `make` what it makes, which is defined on top of it."""
    global _tensor_class
    _tensor_class = kind


def wrap_tensor(handle: int) -> Tensor:
    """A tensor that owns the handle."""
    tensor: Tensor = object.__new__(_tensor_class)
    tensor._handle = handle
    return tensor


def make(function: Callable[..., int], *arguments: Any) -> Tensor:
    """The tensor that an operation makes, which is recorded or not as the grad mode says."""
    if mode() is not thread.applied:
        follow()
    cell = _new_cell(_cell)
    if function(*arguments, cell):
        raise_last()
    tensor: Tensor = _new_object(_tensor_class)
    tensor._handle = cell[0]
    return tensor


def make_two(function: Callable[..., int], *arguments: Any) -> tuple[Tensor, Tensor]:
    """The same for an operation that makes two."""
    follow()
    first, second = ffi.new(_cell), ffi.new(_cell)
    check(function(*arguments, first, second))
    return wrap_tensor(first[0]), wrap_tensor(second[0])


def make_many(count: int, function: Callable[..., int], *arguments: Any) -> list[Tensor]:
    """The same for one that fills an array."""
    follow()
    cells = ffi.new("int64_t[]", count)
    check(function(*arguments, cells))
    return [wrap_tensor(handle) for handle in cells]
