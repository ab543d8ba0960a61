"""Tensors from numbers, NumPy and other libraries' tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import numpy as np

from ._callbacks import lend, on_release, take_back
from ._constants import DType, DTypeLike, dtype_of
from ._context import Context, context_handle
from ._dlpack import tensor_of
from ._errors import check
from ._handles import get, int64s, wrap_tensor
from ._library import ffi, lib
from ._ops.base import sizes
from ._tensor import Tensor, copied, filled

if TYPE_CHECKING:
    import numpy.typing as npt


def tensor(
    data: Any, *, dtype: DTypeLike | None = None, requires_grad: bool = False, context: Context | None = None
) -> Tensor:
    """A copy of numbers, nested lists or an array. As in PyTorch, numbers with a point become float32 and others int64;
    an array keeps its dtype."""
    array = np.asarray(data, dtype_of(dtype).numpy if dtype is not None else None)
    if dtype is None and array.dtype == np.float64 and not hasattr(data, "dtype"):
        array = array.astype(np.float32)
    made = copied(array, context)
    if requires_grad:
        made.requires_grad = True
    return made


class _Borrowed:
    """What keeps an array's memory in place while the library uses it."""

    def __init__(self, memory: Any, done: Callable[[], Any] | None) -> None:
        self.memory = memory
        if done is not None:
            self.released = done


def from_numpy(
    array: npt.NDArray[Any], *, on_release: Callable[[], Any] | None = None, context: Context | None = None
) -> Tensor:
    """A tensor over the array's own memory, without a copy: each sees what changes the other. A read-only array makes a
    tensor that nothing can change (InvalidStateError).

    The array must be contiguous in row-major order, aligned and of the machine's byte order, or it is a ValueError. It
    lives until the library lets go of it; then on_release() is called, on whichever thread that happens. What that
    raises goes to sys.unraisablehook.
    """
    if not array.flags.c_contiguous or not array.flags.aligned or not array.dtype.isnative:
        raise ValueError(
            "from_numpy wants a contiguous, aligned array of the machine's byte order; from_dlpack shares any strides, "
            "nnlite.tensor copies"
        )
    function = lib.nnl_tensor_borrow if array.flags.writeable else lib.nnl_tensor_borrow_const
    memory = ffi.from_buffer(array)
    rank, shape = int64s(array.shape)
    user_data = lend(_Borrowed(memory, on_release))
    cell = ffi.new("int64_t *")
    status = function(
        context_handle(context), dtype_of(array.dtype), rank, shape, memory, array.nbytes, _let_go, user_data, cell
    )
    if status:
        take_back(user_data)
    check(status)
    return wrap_tensor(cell[0])


_let_go = on_release


def from_dlpack(source: Any, *, context: Context | None = None) -> Tensor:
    """A tensor over the memory of another library's tensor or array, by its __dlpack__ (or its capsule), without a copy:
    each sees what the other changes. The memory lives until the library lets go of it. What is read-only, or has elements
    that share memory, nothing can change (InvalidStateError).

    NotSupportedError if a tensor cannot have it so: memory of another device or dtype, with a negative stride, or not
    aligned; nnlite.tensor copies arrays of any layout."""
    return tensor_of(source, context_handle(context))


def full(*shape: Any, value: float, dtype: DTypeLike = DType.float32, context: Context | None = None) -> Tensor:
    """Every element `value`: full(2, 3, value=1.5). Cut towards zero for integers."""
    return filled(_shape(shape), value, dtype, context)


def zeros(*shape: Any, dtype: DTypeLike = DType.float32, context: Context | None = None) -> Tensor:
    """Every element 0: zeros(2, 3) or zeros((2, 3))."""
    return filled(_shape(shape), 0, dtype, context)


def ones(*shape: Any, dtype: DTypeLike = DType.float32, context: Context | None = None) -> Tensor:
    """Every element 1: ones(2, 3) or ones((2, 3))."""
    return filled(_shape(shape), 1, dtype, context)


def rand(*shape: Any, dtype: DTypeLike = DType.float32, context: Context | None = None) -> Tensor:
    """Uniform numbers in [0, 1) from the context's random stream."""
    made = filled(_shape(shape), 0, dtype, context)
    check(lib.nnl_init_uniform(made._handle, 0, 1))
    return made


def randn(*shape: Any, dtype: DTypeLike = DType.float32, context: Context | None = None) -> Tensor:
    """Numbers of mean 0 and variance 1 from the context's random stream."""
    made = filled(_shape(shape), 0, dtype, context)
    check(lib.nnl_init_normal(made._handle, 0, 1))
    return made


def full_like(like: Tensor, value: float) -> Tensor:
    """Every element `value`, with the shape, dtype and context of another tensor."""
    one = wrap_tensor(get(lib.nnl_tensor_scalar_like, like._handle, value))
    return one.expand(like.shape).clone()


def zeros_like(like: Tensor) -> Tensor:
    """Every element 0, with the shape, dtype and context of another tensor."""
    return full_like(like, 0)


def ones_like(like: Tensor) -> Tensor:
    """Every element 1, with the shape, dtype and context of another tensor."""
    return full_like(like, 1)


def _shape(shape: tuple[Any, ...]) -> list[int]:
    count, array = sizes(shape)
    return list(array[0:count])
