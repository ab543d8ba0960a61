"""Tensors: elements, gradients, NumPy in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable

import numpy as np

from ._callbacks import calling
from ._constants import DType, DTypeLike, dtype_of
from ._context import Context, context_handle
from ._errors import check, error
from ._grad_mode import is_grad_enabled
from ._handles import get, get_as, get_flag, handle_of, int64s, make, use_tensor_class, wrap_tensor
from ._library import ffi, lib
from ._ops.arithmetic import Arithmetic
from ._ops.comparison import Comparison
from ._ops.indexing import Indexing
from ._ops.reductions import Reductions
from ._ops.shaping import shape_of

if TYPE_CHECKING:
    import numpy.typing as npt


class Tensor(Indexing, Arithmetic, Comparison, Reductions):
    """Elements of one dtype in up to 8 axes. Made by nnlite.tensor, zeros, from_numpy and the like, and by operations,
    which are recorded for backward where an operand requires a gradient.

    Any thread may use it; a tensor that one thread changes must not be used by another at the same time.
    """

    __slots__ = ()

    def __init__(self, *data: Any, **options: Any) -> None:
        raise TypeError("make tensors with nnlite.tensor, nnlite.zeros, nnlite.from_numpy and the like")

    # ---- What it is ----

    @property
    def dtype(self) -> DType:
        """The type of its elements."""
        return DType(get_as("int32_t *", lib.nnl_tensor_dtype, self._handle))

    @property
    def ndim(self) -> int:
        """The number of its axes."""
        return int(get_as("int32_t *", lib.nnl_tensor_rank, self._handle))

    @property
    def shape(self) -> tuple[int, ...]:
        """The sizes of its axes; () for a single element."""
        return shape_of(self)

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the size of one axis."""
        return self.shape if dim is None else self.shape[dim]

    def numel(self) -> int:
        """The number of its elements."""
        return get(lib.nnl_tensor_count, self._handle)

    def __repr__(self) -> str:
        if self._handle <= 0:
            return f"<released {type(self).__name__}>"
        name = "Parameter containing: tensor" if type(self) is not Tensor else "tensor"
        text = np.array2string(self.numpy(), separator=", ", prefix="tensor(", threshold=100)
        grad = ", requires_grad=True" if self.requires_grad else ""
        return f"{name}({text}, dtype={self.dtype}{grad})"

    # ---- Its elements ----

    def item(self) -> Any:
        """The only element of a tensor that has just one, as a number of Python."""
        value = get_as("double *", lib.nnl_tensor_item, self._handle)
        return value if self.dtype.is_floating_point else self.numpy().item()

    def numpy(self) -> npt.NDArray[Any]:
        """A copy of all elements."""
        array = np.empty(self.shape, self.dtype.numpy)
        check(lib.nnl_tensor_read(self._handle, ffi.from_buffer(array), array.nbytes))
        return array

    def tolist(self) -> Any:
        """All elements as nested lists of numbers; a number for a tensor without axes."""
        return self.numpy().tolist()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        if copy is False:
            raise ValueError("the elements of a tensor can only be copied into an array")
        array = self.numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

    def __dlpack__(self, **options: Any) -> Any:
        """A DLPack capsule of a copy; any consumer's from_dlpack takes the tensor."""
        if options.get("copy") is False:
            raise BufferError("the elements of a tensor can only be exported as a copy")
        options.pop("copy", None)
        return self.numpy().__dlpack__(**options)

    def __dlpack_device__(self) -> tuple[int, int]:
        return lib.NNL_DEVICE_CPU, 0

    def copy_(self, source: Tensor | npt.ArrayLike) -> Tensor:
        """Replaces all elements by those of a tensor or array of its shape, of any dtype: fractions are cut for integers.
        A graph that saved this tensor can no longer be walked backward. Returns self."""
        if isinstance(source, Tensor):
            check(lib.nnl_tensor_copy_from(self._handle, source._handle))
            return self
        array = np.asarray(source)
        if array.shape != self.shape:
            raise error(lib.NNL_SHAPE_MISMATCH, f"copy_: shape {array.shape} into {self.shape}", "Tensor.copy_", "source")
        array = np.asarray(array, self.dtype.numpy, order="C")
        check(lib.nnl_tensor_write(self._handle, ffi.from_buffer(array), array.nbytes))
        return self

    def fill_(self, value: float) -> Tensor:
        """Every element becomes `value`. Returns self."""
        one = wrap_tensor(get(lib.nnl_tensor_scalar_like, self._handle, value))
        return self.copy_(one.expand(self.shape))

    def zero_(self) -> Tensor:
        """Every element becomes 0. Returns self."""
        return self.fill_(0)

    def to(self, dtype: DTypeLike, *, context: Context | None = None) -> Tensor:
        """Itself, or a copy with another dtype, cut off from the graph: for a tensor that requires a gradient it is
        InvalidStateError unless recording is off. The copy lies in the context given, as of nnlite.tensor."""
        wanted = dtype_of(dtype)
        if wanted is self.dtype:
            return self
        if self.requires_grad and is_grad_enabled():
            raise error(
                lib.NNL_INVALID_STATE, "to: no gradient flows through a change of dtype; detach() first", "Tensor.to"
            )
        return filled(self.shape, 0, wanted, context).copy_(self)

    # ---- Its gradient ----

    @property
    def requires_grad(self) -> bool:
        """Whether backward computes a gradient for it. Can be set for floating tensors that no recorded operation made."""
        return get_flag(lib.nnl_tensor_requires_grad, self._handle)

    @requires_grad.setter
    def requires_grad(self, requires_grad: bool) -> None:
        check(lib.nnl_tensor_set_requires_grad(self._handle, requires_grad))

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Sets requires_grad; returns self."""
        self.requires_grad = requires_grad
        return self

    def backward(self, gradient: Tensor | None = None, *, retain_graph: bool = False) -> None:
        """Accumulates the gradients of all leaves that it depends on. `gradient` is its own (same shape and dtype), and
        may be left out for one element. Without `retain_graph` the graph can be walked only once."""
        check(calling(lib.nnl_tensor_backward, self._handle, 0 if gradient is None else handle_of(gradient), retain_graph))

    @property
    def grad(self) -> Tensor | None:
        """The accumulated gradient of a leaf, or None. A dense one is shared: writing to it changes what the optimizer
        sees, until backward, clipping or an assignment puts another in its place; a row-sparse one is a dense copy."""
        handle = get(lib.nnl_tensor_grad, self._handle)
        return wrap_tensor(handle) if handle else None

    @grad.setter
    def grad(self, gradient: Tensor | None) -> None:
        if gradient is None:
            check(lib.nnl_tensor_zero_grad(self._handle))
        else:
            check(lib.nnl_tensor_set_grad(self._handle, handle_of(gradient)))

    def grad_rows(self) -> tuple[Tensor, Tensor]:
        """The row-sparse gradient of an embedding's weight: ascending row numbers (int64, [n]) and their values ([n,
        columns]), copies. InvalidStateError if the gradient is dense or missing."""
        rows, values = ffi.new("int64_t[1]"), ffi.new("int64_t[1]")
        check(lib.nnl_tensor_grad_rows(self._handle, rows, values))
        return wrap_tensor(rows[0]), wrap_tensor(values[0])

    # ---- Python's protocols ----

    def __float__(self) -> float:
        return float(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __bool__(self) -> bool:
        return bool(self.item())

    def __index__(self) -> int:
        if self.dtype.is_floating_point:
            raise TypeError("only a tensor of integers is an index")
        return int(self.item())

    def __copy__(self) -> Tensor:
        return self._as(type(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        detached = self.detach()
        copied = detached.clone()._as(type(self))
        copied.requires_grad = self.requires_grad
        return copied

    def __reduce__(self) -> Any:
        return _restored, (type(self), self.numpy(), self.requires_grad)

    def _as(self, kind: type[Tensor]) -> Tensor:
        """The same tensor as an object of a subclass."""
        handle = get(lib.nnl_tensor_share, self._handle)
        made: Tensor = object.__new__(kind)
        made._handle = handle
        return made

    @staticmethod
    def _places(index: Any) -> Tensor:
        """The tensor for an index that is a list or array of integers."""
        array = np.asarray(index)
        return copied(array.astype(np.int64) if array.size == 0 else array, None)


use_tensor_class(Tensor)


def filled(shape: Iterable[int], value: float, dtype: DTypeLike, context: Context | None) -> Tensor:
    """A tensor of that shape with every element `value`."""
    rank, sizes = int64s(shape)
    return make(lib.nnl_tensor_full, context_handle(context), dtype_of(dtype), rank, sizes, value)


def copied(array: npt.NDArray[Any], context: Context | None) -> Tensor:
    """A tensor with the elements of an array."""
    array = np.asarray(array, array.dtype.newbyteorder("="), order="C")
    rank, sizes = int64s(array.shape)
    kind = dtype_of(array.dtype)
    data = ffi.from_buffer(array)
    return make(lib.nnl_tensor_from_data, context_handle(context), kind, rank, sizes, data, array.nbytes)


def _restored(kind: type[Tensor], array: npt.NDArray[Any], requires_grad: bool) -> Tensor:
    values = copied(array, None)
    made = values._as(kind)
    made.requires_grad = requires_grad
    return made
