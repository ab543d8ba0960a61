"""Comparisons, logic and choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._handles import handle_of, make
from .._library import lib
from .base import Number, TensorHandle, as_tensor_like, is_number

if TYPE_CHECKING:
    from .._tensor import Tensor


class Comparison(TensorHandle):
    """Bool tensors without gradient. Tensors of any dtype, the same for both, broadcast; NaN is unequal to all and
    neither less nor greater. A number is rounded to the dtype of a floating tensor."""

    __slots__ = ()

    def eq(self, other: Tensor | Number) -> Tensor:
        """self == other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_eq, self._handle, other._handle)
        return make(lib.nnl_eq_scalar, self._handle, other)

    def ne(self, other: Tensor | Number) -> Tensor:
        """self != other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_ne, self._handle, other._handle)
        return make(lib.nnl_ne_scalar, self._handle, other)

    def lt(self, other: Tensor | Number) -> Tensor:
        """self < other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_lt, self._handle, other._handle)
        return make(lib.nnl_lt_scalar, self._handle, other)

    def le(self, other: Tensor | Number) -> Tensor:
        """self <= other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_le, self._handle, other._handle)
        return make(lib.nnl_le_scalar, self._handle, other)

    def gt(self, other: Tensor | Number) -> Tensor:
        """self > other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_gt, self._handle, other._handle)
        return make(lib.nnl_gt_scalar, self._handle, other)

    def ge(self, other: Tensor | Number) -> Tensor:
        """self >= other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_ge, self._handle, other._handle)
        return make(lib.nnl_ge_scalar, self._handle, other)

    def logical_not(self) -> Tensor:
        """Whether an element is 0; every other one is true, NaN too."""
        return make(lib.nnl_logical_not, self._handle)

    def logical_and(self, other: Tensor) -> Tensor:
        """Whether neither is 0; any dtypes."""
        return make(lib.nnl_logical_and, self._handle, handle_of(other))

    def logical_or(self, other: Tensor) -> Tensor:
        """Whether one is not 0; any dtypes."""
        return make(lib.nnl_logical_or, self._handle, handle_of(other))

    def masked_fill(self, mask: Tensor, value: float) -> Tensor:
        """`value` where `mask` (bool) is true, else self; both broadcast."""
        return make(lib.nnl_masked_fill, self._handle, handle_of(mask), value)

    def __eq__(self, other: object) -> Tensor:  # type: ignore[override]
        return self.eq(other) if isinstance(other, TensorHandle) or is_number(other) else NotImplemented  # type: ignore[arg-type]

    def __ne__(self, other: object) -> Tensor:  # type: ignore[override]
        return self.ne(other) if isinstance(other, TensorHandle) or is_number(other) else NotImplemented  # type: ignore[arg-type]

    def __lt__(self, other: Tensor | Number) -> Tensor:
        return self.lt(other)

    def __le__(self, other: Tensor | Number) -> Tensor:
        return self.le(other)

    def __gt__(self, other: Tensor | Number) -> Tensor:
        return self.gt(other)

    def __ge__(self, other: Tensor | Number) -> Tensor:
        return self.ge(other)

    def __invert__(self) -> Tensor:
        return self.logical_not()

    def __and__(self, other: Tensor) -> Tensor:
        return self.logical_and(other)

    def __or__(self, other: Tensor) -> Tensor:
        return self.logical_or(other)

    def __hash__(self) -> int:
        return id(self)


def where(condition: Tensor, a: Tensor | Number, b: Tensor | Number) -> Tensor:
    """`a` where `condition` (bool) is true, else `b`. All three broadcast; a number takes the dtype of the other, so one
    of them is a tensor."""
    if isinstance(a, TensorHandle):
        b = as_tensor_like(a, b)
    elif isinstance(b, TensorHandle):
        a = as_tensor_like(b, a)
    return make(lib.nnl_where, handle_of(condition), handle_of(a), handle_of(b))
