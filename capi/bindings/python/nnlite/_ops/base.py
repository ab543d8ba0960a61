"""What the methods of Tensor have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence, Union

import numpy as np

from .._callbacks import on_release
from .._handles import Handle, int64s, make
from .._library import ffi, lib

if TYPE_CHECKING:
    from .._abi import CData
    from .._tensor import Tensor

Number = Union[int, float]
Dims = Union[int, Sequence[int], None]


class TensorHandle(Handle):
    """The base of the parts of Tensor."""

    __slots__ = ()

    def __del__(self, release: Any = lib.nnl_tensor_release, alive: Any = on_release) -> None:
        release(self._handle)


def is_number(thing: object) -> bool:
    """Whether it is a number of Python or NumPy, as the operand of an operation."""
    return isinstance(thing, (int, float, np.number, np.bool_))


def as_tensor_like(like: TensorHandle, other: Tensor | Number) -> Tensor:
    """The other tensor itself; a number as a single element of `like`'s dtype and context."""
    if isinstance(other, TensorHandle):
        return other
    return make(lib.nnl_tensor_scalar_like, like._handle, float(other))


def axes(dim: Dims) -> tuple[int, CData]:
    """One axis, several, or none for all."""
    if dim is None:
        return 0, ffi.NULL
    return int64s([dim] if isinstance(dim, int) else dim)


def sizes(shape: tuple[Any, ...]) -> tuple[int, CData]:
    """Of `*shape`, given as integers or as one sequence."""
    if len(shape) == 1 and not isinstance(shape[0], int):
        return int64s(shape[0])
    return int64s(shape)
