"""Sums, extrema and the like, over all elements or along axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, overload

from .._handles import make, make_two
from .._library import lib
from .base import Dims, TensorHandle, axes

if TYPE_CHECKING:
    from .._tensor import Tensor


class Selection(NamedTuple):
    """Elements chosen along an axis, and where they stand (int64)."""

    values: Tensor
    indices: Tensor


class Reductions(TensorHandle):
    """`dim` is an axis, several, or None for all; with `keepdim` axes stay as size 1."""

    __slots__ = ()

    def sum(self, dim: Dims = None, keepdim: bool = False) -> Tensor:
        """The sum."""
        return make(lib.nnl_sum, self._handle, *axes(dim), keepdim)

    def mean(self, dim: Dims = None, keepdim: bool = False) -> Tensor:
        """The mean; that of nothing is NaN."""
        return make(lib.nnl_mean, self._handle, *axes(dim), keepdim)

    def var(self, dim: Dims = None, *, correction: int = 1, keepdim: bool = False) -> Tensor:
        """The sum of squared distances from the mean, over n - correction."""
        return make(lib.nnl_var, self._handle, *axes(dim), correction, keepdim)

    def std(self, dim: Dims = None, *, correction: int = 1, keepdim: bool = False) -> Tensor:
        """The square root of `var`; its derivative is 0 where it is 0."""
        return make(lib.nnl_std, self._handle, *axes(dim), correction, keepdim)

    def norm(self, p: float = 2.0, dim: Dims = None, keepdim: bool = False) -> Tensor:
        """(sum of |x|^p)^(1/p); p = 0 counts what is not 0, p infinite gives the greatest |x|."""
        return make(lib.nnl_norm, self._handle, p, *axes(dim), keepdim)

    @overload
    def max(self, dim: None = None, keepdim: bool = False) -> Tensor: ...
    @overload
    def max(self, dim: int, keepdim: bool = False) -> Selection: ...
    def max(self, dim: int | None = None, keepdim: bool = False) -> Tensor | Selection:
        """The greatest element; along an axis, with its index. NaN is greatest; the first of equal ones counts along an
        axis, and over all they share the gradient."""
        if dim is None:
            return make(lib.nnl_max, self._handle)
        return Selection(*make_two(lib.nnl_max_along, self._handle, dim, keepdim))

    @overload
    def min(self, dim: None = None, keepdim: bool = False) -> Tensor: ...
    @overload
    def min(self, dim: int, keepdim: bool = False) -> Selection: ...
    def min(self, dim: int | None = None, keepdim: bool = False) -> Tensor | Selection:
        """The least element, as `max`."""
        if dim is None:
            return make(lib.nnl_min, self._handle)
        return Selection(*make_two(lib.nnl_min_along, self._handle, dim, keepdim))

    def argmax(self, dim: int | None = None, keepdim: bool = False) -> Tensor:
        """Where the greatest element stands among all, counted row-major, or along an axis: int64."""
        if dim is None:
            return make(lib.nnl_argmax, self._handle, keepdim)
        return make(lib.nnl_argmax_along, self._handle, dim, keepdim)

    def argmin(self, dim: int | None = None, keepdim: bool = False) -> Tensor:
        """Where the least element stands, as `argmax`."""
        if dim is None:
            return make(lib.nnl_argmin, self._handle, keepdim)
        return make(lib.nnl_argmin_along, self._handle, dim, keepdim)

    def topk(self, k: int, dim: int = -1, largest: bool = True) -> Selection:
        """The k greatest elements along an axis in descending order, or the least, ascending. NaN counts as greatest; of
        equal elements the one with the lower index comes first."""
        return Selection(*make_two(lib.nnl_topk, self._handle, k, dim, largest))
