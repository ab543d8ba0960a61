"""Tensors: elements, gradients, NumPy in and out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Iterable, Iterator

import numpy as np

from ._callbacks import calling
from ._constants import DType, DTypeLike, dtype_of
from ._context import Context, context_handle, context_of
from ._dlpack import array_over, capsule_of
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

    @property
    def context(self) -> Context:
        """The context that it lives in, where what is made from it lies too."""
        return context_of(lib.nnl_tensor_context, self._handle)

    def _describe(self) -> str:
        name = "Parameter containing: tensor" if type(self) is not Tensor else "tensor"
        text = np.array2string(self._read(), separator=", ", prefix="tensor(", threshold=100)
        grad = ", requires_grad=True" if self.requires_grad else ""
        return f"{name}({text}, dtype={self.dtype}{grad})"

    # ---- Its elements ----

    def item(self) -> Any:
        """The only element of a tensor that has just one, as a number of Python."""
        value = get_as("double *", lib.nnl_tensor_item, self._handle)
        return value if self.dtype.is_floating_point else self._read().item()

    def numpy(self, *, copy: bool = True) -> npt.NDArray[Any]:
        """All elements, copied; with copy=False the tensor's own memory, in any layout, as PyTorch has it.

        The memory then stays as long as the array or a view of it lives, also after the tensor's release. Each sees what
        the other changes, but a change through the array goes unnoticed by a graph that saved the tensor (`edit` has it
        noticed), and must not happen while another thread uses the tensor. Memory that nothing may change gives a
        read-only array. A tensor that requires a gradient is InvalidStateError: share that of detach(). While the
        array of a table that is stepped by rows lives (see SGD's lazy_rows), it is stepped densely."""
        return self._read() if copy else array_over(self._handle, self.dtype.numpy)

    def _read(self) -> npt.NDArray[Any]:
        """A copy of all elements."""
        array = np.empty(self.shape, self.dtype.numpy)
        check(lib.nnl_tensor_read(self._handle, ffi.from_buffer(array), array.nbytes))
        return array

    @contextlib.contextmanager
    def edit(self) -> Iterator[npt.NDArray[Any]]:
        """Its memory as an array to change in place, without a copy: `with weight.edit() as array: array[0] = 1`. It
        counts as a change: a graph that saved the tensor can no longer be walked backward. Tensors that require a
        gradient are edited too, without recording. Let no other call use the tensor meanwhile; the array is read-only
        after the block. Elements that do not lie in row-major order are NotSupportedError, memory that nothing may change
        InvalidStateError."""
        held = wrap_tensor(get(lib.nnl_tensor_share, self._handle))
        get_as("void **", _data_to_write, held._handle)
        array = held.detach().numpy(copy=False)
        try:
            yield array
        finally:
            array.flags.writeable = False
            get_as("void **", _data_to_write, held._handle)

    def data_ptr(self) -> int:
        """The address of its elements, for other native code to read; it stays as it is while the tensor, or another
        one of its memory, lives. NotSupportedError if they do not lie in row-major order. A table that is stepped by
        rows (see SGD's lazy_rows) is stepped densely from then on."""
        address = get_as("void **", lambda cell: lib.nnl_tensor_data(self._handle, False, cell, ffi.NULL))
        return int(ffi.cast("intptr_t", address))

    def tolist(self) -> Any:
        """All elements as nested lists of numbers; a number for a tensor without axes."""
        return self._read().tolist()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        if copy is not False:
            array = self._read()
            return array if dtype is None else array.astype(dtype, copy=False)
        if dtype is not None and np.dtype(dtype) != self.dtype.numpy:
            raise ValueError(f"a tensor of {self.dtype} becomes an array of {np.dtype(dtype)} only by a copy")
        return self.numpy(copy=False)

    def __dlpack__(
        self,
        *,
        stream: Any = None,
        max_version: tuple[int, int] | None = None,
        dl_device: tuple[int, int] | None = None,
        copy: bool | None = None,
    ) -> Any:
        """A capsule by which NumPy, PyTorch and others share the tensor's memory: numpy.from_dlpack(tensor). As with
        numpy(copy=False), the memory stays until they let go of it, and a tensor that requires a gradient is
        InvalidStateError. A BufferError where NumPy cannot say it: memory that nothing may change needs a consumer of
        DLPack 1 and NumPy 2.1, bools NumPy 1.25."""
        return capsule_of(self.numpy(copy=False), stream, max_version, dl_device, copy)

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
        """Itself, or a copy with another dtype or in another context, cut off from the graph: for a tensor that requires
        a gradient a copy is InvalidStateError unless recording is off. Without a context it lies in the tensor's own."""
        wanted = dtype_of(dtype)
        if wanted is self.dtype and context is None:
            return self
        if self.requires_grad and is_grad_enabled():
            raise error(
                lib.NNL_INVALID_STATE, "to: no gradient flows through the copy; detach() first", "Tensor.to"
            )
        if context is not None:
            return copied(self._read(), context).to(wanted)
        return filled(self.shape, 0, wanted, self.context).copy_(self)

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
        return _restored, (type(self), self._read(), self.requires_grad)

    def _as(self, kind: type[Tensor]) -> Tensor:
        """The same tensor as an object of a subclass."""
        handle = get(lib.nnl_tensor_share, self._handle)
        made: Tensor = object.__new__(kind)
        made._handle = handle
        return made

    def _places(self, index: Any) -> Tensor:
        """The tensor for an index that is a list or array of integers, in this one's context."""
        array = np.asarray(index)
        return copied(array.astype(np.int64) if array.size == 0 else array, self.context)


use_tensor_class(Tensor)


def _data_to_write(handle: int, cell: Any) -> int:
    return lib.nnl_tensor_data(handle, True, cell, ffi.NULL)


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
