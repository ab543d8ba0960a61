"""Parameters."""

from __future__ import annotations

from .._errors import check
from .._handles import get, handle_of
from .._library import lib
from .._tensor import Tensor


class Parameter(Tensor):
    """A tensor that a module registers when it becomes one of its attributes. It shares the tensor that it is made from,
    a floating one that no recorded operation made, and requires a gradient unless told otherwise."""

    __slots__ = ()

    def __init__(self, data: Tensor, requires_grad: bool = True) -> None:
        self._handle = get(lib.nnl_tensor_share, handle_of(data))
        check(lib.nnl_tensor_set_requires_grad(self._handle, requires_grad))
