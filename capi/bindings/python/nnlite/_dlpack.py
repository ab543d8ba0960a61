"""DLPack and NumPy's array interface: memory that is shared with other libraries, without a copy.

NumPy makes the capsules that go out, over the memory that the library's own export holds: a capsule may be dropped while
an exception is under way, in which Python code (as the capsule's destructor would be) cannot run."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np

from ._handles import get, get_as, wrap_tensor
from ._library import ffi, lib

if TYPE_CHECKING:
    import numpy.typing as npt

    from ._abi import CData
    from ._tensor import Tensor

_READ_ONLY = 1  # of the flags
_VERSION = (1, 0)
_NAMES = (b"dltensor", b"dltensor_versioned")
_USED = (b"used_dltensor", b"used_dltensor_versioned")

_capsule_is = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_IsValid", ctypes.pythonapi))
_pointer_in = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)
_set_name = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_SetName", ctypes.pythonapi))
for _name in _USED:  # which capsules point to: they may outlive this module
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(_name))


class _Export:
    """Memory that the library keeps in place, for NumPy, which holds this object as long as an array is there."""

    __slots__ = ("_managed", "__array_interface__")

    def __init__(self, managed: CData, kind: np.dtype[Any]) -> None:
        self._managed = managed
        array, size = managed.array, kind.itemsize
        address = int(ffi.cast("intptr_t", array.data)) + array.byte_offset
        self.__array_interface__: dict[str, Any] = {
            "version": 3,
            "typestr": kind.str,
            "shape": tuple(array.shape[0 : array.ndim]),
            "strides": tuple(stride * size for stride in array.strides[0 : array.ndim]),
            "data": (address, bool(managed.flags & _READ_ONLY)),
        }

    def __del__(self, alive: Any = lib.nnl_tensor_to_dlpack) -> None:
        self._managed.deleter(self._managed)


def array_over(tensor: int, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    """An array over the memory of a tensor."""
    managed = get_as("void **", lib.nnl_tensor_to_dlpack, tensor, True)
    export = _Export(ffi.cast("DLManagedTensorVersioned *", managed), kind)
    if not export.__array_interface__["data"][0]:  # no elements; an older NumPy refuses their address
        return np.empty(export.__array_interface__["shape"], kind)
    return np.asarray(export)


def capsule_of(array: npt.NDArray[Any], stream: Any, max_version: Any, dl_device: Any, copy: bool | None) -> Any:
    """The array's __dlpack__ with the arguments of today's array API, which NumPy knows since 2.1."""
    if np.lib.NumpyVersion(np.__version__) >= "2.1.0":
        exporter: Any = array
        return exporter.__dlpack__(stream=stream, max_version=max_version, dl_device=dl_device, copy=copy)
    if dl_device is not None and tuple(dl_device) != (lib.NNL_DEVICE_CPU, 0):
        raise BufferError(f"a tensor cannot be exported to device {dl_device}: it is on the processor")
    exporter = array.copy() if copy else array
    return exporter.__dlpack__(stream=stream)


def tensor_of(source: Any, context: int) -> Tensor:
    """A tensor over the memory of what has a __dlpack__, or of a capsule, which then is a used one."""
    capsule = source
    if hasattr(source, "__dlpack__"):
        try:
            capsule = source.__dlpack__(max_version=_VERSION)
        except TypeError:  # an exporter of before DLPack 1
            capsule = source.__dlpack__()
    for versioned, name in enumerate(_NAMES):
        if _capsule_is(capsule, name):
            managed = ffi.cast("void *", _pointer_in(capsule, name))
            tensor = wrap_tensor(get(lib.nnl_tensor_from_dlpack, context, managed, versioned))
            _set_name(capsule, _USED[versioned])
            return tensor
    raise TypeError(f"from_dlpack wants an object with __dlpack__ or an unused capsule, not {type(source).__name__}")
