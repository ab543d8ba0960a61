"""Other shapes of the same elements, joining and cutting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, Sequence

from .._handles import get, handle_of, handles, int64s, make, make_many
from .._library import ffi, lib
from .base import Dims, TensorHandle, axes, sizes

if TYPE_CHECKING:
    from .._tensor import Tensor


class Shaping(TensorHandle):
    """Axes count from 0, negative ones from the end. Results share memory where the layout allows."""

    __slots__ = ()

    def reshape(self, *shape: Any) -> Tensor:
        """The same elements in another shape, of which one size may be -1."""
        return make(lib.nnl_reshape, self._handle, *sizes(shape))

    def flatten(self, start_dim: int = 0, end_dim: int = -1) -> Tensor:
        """Axes from start_dim to end_dim become one."""
        return make(lib.nnl_flatten, self._handle, start_dim, end_dim)

    def transpose(self, dim0: int, dim1: int) -> Tensor:
        """Two axes exchanged."""
        return make(lib.nnl_transpose, self._handle, dim0, dim1)

    @property
    def T(self) -> Tensor:
        """A matrix transposed."""
        return self.transpose(0, 1)

    def permute(self, *dims: Any) -> Tensor:
        """All axes in another order."""
        return make(lib.nnl_permute, self._handle, *sizes(dims))

    def squeeze(self, dim: Dims = None) -> Tensor:
        """Without the axes of size 1, all or those named."""
        return make(lib.nnl_squeeze, self._handle, *axes(dim))

    def unsqueeze(self, dim: int) -> Tensor:
        """With a new axis of size 1."""
        return make(lib.nnl_unsqueeze, self._handle, dim)

    def expand(self, *shape: Any) -> Tensor:
        """Axes of size 1 repeated, and new ones in front; -1 keeps a size. Without a copy, and not to be written to."""
        return make(lib.nnl_expand, self._handle, *sizes(shape))

    def split(self, split_size: int | Sequence[int], dim: int = 0) -> list[Tensor]:
        """An axis cut into parts of one size (the last may be smaller), or of the sizes given."""
        if isinstance(split_size, int):
            shape = shape_of(self)
            whole = shape[dim] if -len(shape) <= dim < len(shape) else 0
            step = max(split_size, 1)
            split_size = [min(step, whole - start) for start in range(0, whole, step)] or [0]
        count, parts = int64s(split_size)
        return make_many(count, lib.nnl_split, self._handle, dim, count, parts)

    def slice(self, dim: int, start: int = 0, stop: int | None = None, step: int = 1) -> Tensor:
        """self[start:stop:step] along an axis, for a step of at least 1."""
        return make(lib.nnl_slice, self._handle, dim, start, _END if stop is None else stop, step)

    def gather(self, dim: int, index: Tensor) -> Tensor:
        """Element index[i, j, k] along the axis, at the same place in the other axes: the shape of the index (int32 or
        int64). Repeated elements add their gradients."""
        return make(lib.nnl_gather, self._handle, dim, handle_of(index))

    def index_select(self, dim: int, index: Tensor) -> Tensor:
        """Whole slices at places along an axis, which may repeat; the index (int32 or int64) has one axis or none."""
        return make(lib.nnl_index_select, self._handle, dim, handle_of(index))

    def clone(self) -> Tensor:
        """A copy in memory of its own; gradients flow through."""
        return make(lib.nnl_clone, self._handle)

    def detach(self) -> Tensor:
        """The same memory, cut off from the graph."""
        return make(lib.nnl_detach, self._handle)


_END = 2**63 - 1


def shape_of(tensor: TensorHandle) -> tuple[int, ...]:
    """The sizes of a tensor's axes."""
    shape = ffi.new("int64_t[8]")  # NNL_MAX_RANK
    rank = get(lib.nnl_tensor_shape, tensor._handle, shape, 8)
    return tuple(shape[0:rank])


def cat(tensors: Iterable[Tensor], dim: int = 0) -> Tensor:
    """Tensors of one dtype one after the other along an axis; their other sizes are equal."""
    held = list(tensors)
    return make(lib.nnl_cat, *handles(held), dim)


def stack(tensors: Iterable[Tensor], dim: int = 0) -> Tensor:
    """Tensors of one dtype and shape along a new axis."""
    held = list(tensors)
    return make(lib.nnl_stack, *handles(held), dim)
