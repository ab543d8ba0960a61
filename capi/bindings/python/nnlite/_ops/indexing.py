"""x[...] and x[...] = y."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Iterator

import numpy as np

from .._errors import error
from .._handles import get, wrap_tensor
from .._library import lib
from .base import TensorHandle
from .shaping import Shaping, shape_of

if TYPE_CHECKING:
    from .._tensor import Tensor


class Indexing(Shaping):
    """Integers, slices with a step of at least 1, None and `...` give views, as in NumPy and PyTorch; one tensor, list
    or array of integers selects whole slices and gives a copy. Masks are for `where` and `masked_fill`."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Tensor:
        view: Any = wrap_tensor(get(lib.nnl_tensor_share, self._handle))
        axis = 0
        for item in _spread(index, len(shape_of(self))):
            if item is None:
                view = view.unsqueeze(axis)
                axis += 1
            elif isinstance(item, slice):
                if item != slice(None):
                    step = 1 if item.step is None else item.step
                    view = view.slice(axis, item.start or 0, item.stop, step)
                axis += 1
            elif _is_places(item):
                view, axis = _select(view, axis, item)
            else:
                view = _at(view, axis, operator.index(item))
        result: Tensor = view
        return result

    def __setitem__(self, index: Any, value: Any) -> None:
        if any(_is_places(item) for item in _spread(index, len(shape_of(self)))):
            raise TypeError("only integers, slices, None and ... can be assigned to: a selection is a copy")
        target: Any = self.detach()
        target = target[index]
        if isinstance(value, TensorHandle):
            if shape_of(value) != target.shape:
                value = value.detach().expand(target.shape)  # type: ignore[attr-defined]
            target.copy_(value)
        elif np.ndim(value) == 0:
            target.fill_(value)
        else:
            target.copy_(np.broadcast_to(np.asarray(value), target.shape))

    def __len__(self) -> int:
        shape = shape_of(self)
        if not shape:
            raise TypeError("a tensor without axes has no length")
        return shape[0]

    def __iter__(self) -> Iterator[Tensor]:
        for place in range(len(self)):
            yield self[place]


def _spread(index: Any, rank: int) -> list[Any]:
    """The items of an index, with whole axes for the ellipsis."""
    items = list(index) if isinstance(index, tuple) else [index]
    named = sum(item is not None and item is not Ellipsis for item in items)
    if named > rank:
        raise error(
            lib.NNL_INDEX_OUT_OF_RANGE,
            f"index: {named} places for a tensor of rank {rank}",
            "Tensor.__getitem__",
            "index",
        )
    dots = [place for place, item in enumerate(items) if item is Ellipsis]
    if len(dots) > 1:
        raise IndexError("an index has at most one ellipsis")
    for place in dots:
        items[place : place + 1] = [slice(None)] * (rank - named)
    return items


def _is_places(item: Any) -> bool:
    return isinstance(item, (TensorHandle, list, np.ndarray))


def _at(view: Any, axis: int, place: int) -> Tensor:
    size = view.shape[axis]
    if not -size <= place < size:
        raise error(
            lib.NNL_INDEX_OUT_OF_RANGE,
            f"index: {place} is not in [{-size}, {size}) along axis {axis}",
            "Tensor.__getitem__",
            "index",
        )
    start = place % size
    result: Tensor = view.slice(axis, start, start + 1).squeeze(axis)
    return result


def _select(view: Any, axis: int, places: Any) -> tuple[Tensor, int]:
    """The slices at these places, whose axes take the axis's place, and the axis that follows."""
    if not isinstance(places, TensorHandle):
        places = view._places(places)
    shape = shape_of(places)
    flat = places.reshape(-1) if len(shape) > 1 else places
    selected = view.index_select(axis, flat)
    if len(shape) > 1:
        whole = view.shape
        selected = selected.reshape(whole[:axis] + shape + whole[axis + 1 :])
    elif not shape and len(selected.shape) == len(view.shape):
        selected = selected.squeeze(axis)
    return selected, axis + len(shape)
