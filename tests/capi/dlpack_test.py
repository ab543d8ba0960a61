"""Tensors to and from NumPy and PyTorch by DLPack: the same memory, in both directions. What is not installed is passed over."""
import ctypes
import gc
import sys
import weakref

from nnlite_header import Error, Library

nn = Library(library=sys.argv[1], header=sys.argv[2])

try:
    import numpy as np
except ImportError:
    print("no NumPy here")
    sys.exit(77)
try:
    import torch
    import torch.utils.dlpack
except ImportError:
    torch = None

capsules = ctypes.pythonapi
capsules.PyCapsule_New.restype = ctypes.py_object
capsules.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
capsules.PyCapsule_GetPointer.restype = ctypes.c_void_p
capsules.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
capsules.PyCapsule_SetName.argtypes = [ctypes.py_object, ctypes.c_char_p]
NAMES = (b"dltensor", b"dltensor_versioned"), (b"used_dltensor", b"used_dltensor_versioned")

numpy_knows_versions = tuple(int(part) for part in np.__version__.split(".")[:2]) >= (2, 1)
numpy_knows_bool = tuple(int(part) for part in np.__version__.split(".")[:2]) >= (1, 25)


class Exported:
    """A tensor as the array protocol wants it."""

    def __init__(self, handle, device=(1, 0)):
        self.handle, self.device = handle, device

    def __dlpack_device__(self):
        return self.device

    def __dlpack__(self, stream=None, max_version=None, dl_device=None, copy=None):
        versioned = int(max_version is not None and max_version[0] >= 1)
        managed = ctypes.c_void_p()
        nn.nnl_tensor_to_dlpack(self.handle, versioned, ctypes.byref(managed))
        return capsules.PyCapsule_New(managed, NAMES[0][versioned], None)


def take(capsule, versioned=0):
    """The tensor of a capsule; one that is refused stays its owner's."""
    managed = capsules.PyCapsule_GetPointer(capsule, NAMES[0][versioned])
    handle = nn.make("nnl_tensor_from_dlpack", 0, managed, versioned)
    capsules.PyCapsule_SetName(capsule, NAMES[1][versioned])
    return handle


def values(handle, ctype):
    data = (ctype * nn.make("nnl_tensor_count", handle))()
    nn.nnl_tensor_read(handle, data, ctypes.sizeof(data))
    return list(data)


def shape(handle):
    sizes = (ctypes.c_int64 * nn.make("nnl_tensor_rank", handle))()
    nn.nnl_tensor_shape(handle, sizes, len(sizes), None)
    return tuple(sizes)


def refused(status, call, *arguments):
    try:
        call(*arguments)
    except Error as error:
        assert error.status == status, error
        return str(error)
    raise AssertionError("no error")


def full(value, *sizes):
    return nn.make("nnl_tensor_full", 0, nn.NNL_F64, len(sizes), (ctypes.c_int64 * len(sizes))(*sizes), value)


DTYPES = {
    "float32": (nn.NNL_F32, ctypes.c_float),
    "float64": (nn.NNL_F64, ctypes.c_double),
    "int32": (nn.NNL_I32, ctypes.c_int32),
    "int64": (nn.NNL_I64, ctypes.c_int64),
    "uint8": (nn.NNL_U8, ctypes.c_uint8),
    "bool": (nn.NNL_BOOL, ctypes.c_bool),
}


def from_numpy(array):
    if numpy_knows_versions:
        return take(array.__dlpack__(max_version=(1, 0)), 1)
    return take(array.__dlpack__())


def check_numpy():
    for name, (dtype, ctype) in DTYPES.items():
        if name == "bool" and not numpy_knows_bool:
            continue
        array = np.array([[1, 0, 3], [4, 5, 6]]).astype(name)
        for view in (array, array.T, array[:, ::2], array[:0], array[1, 2]):
            handle = from_numpy(np.asarray(view))
            assert nn.make("nnl_tensor_dtype", handle) == dtype
            assert shape(handle) == np.shape(view) and values(handle, ctype) == np.ravel(view).tolist()
            back = np.from_dlpack(Exported(handle))
            assert back.dtype == array.dtype and np.array_equal(back, view)
            nn.nnl_tensor_release(handle)
            assert np.array_equal(back, view)  # which outlives the handle
            del back

    # The same memory, seen from both sides.
    array = np.arange(6.0).reshape(2, 3)
    handle = from_numpy(array)
    array[1, 2] = 50
    assert values(handle, ctypes.c_double) == [0, 1, 2, 3, 4, 50]
    nn.nnl_init_constant(handle, 7)
    assert (array == 7).all()
    view = np.from_dlpack(Exported(handle))
    assert np.shares_memory(view, array)
    gone = weakref.ref(array)
    del array, view
    gc.collect()
    assert values(handle, ctypes.c_double) == [7] * 6
    nn.nnl_tensor_release(handle)
    gc.collect()
    assert gone() is None  # nnlite has let go of it

    # Memory of nnlite lives as long as NumPy looks.
    used = nn.make("nnl_context_memory_used", 0)
    handle = full(3, 4, 5)
    array = np.from_dlpack(Exported(handle))
    nn.nnl_tensor_release(handle)
    nn.nnl_shutdown()
    assert array.shape == (4, 5) and (array == 3).all()
    assert nn.make("nnl_context_memory_used", 0) == used + 160
    del array
    gc.collect()
    assert nn.make("nnl_context_memory_used", 0) == used

    # What is refused stays NumPy's.
    for make in (
        lambda: np.arange(3.0)[::-1],
        lambda: np.arange(3, dtype=np.float16),
        lambda: np.arange(3, dtype=np.int8),
        lambda: np.zeros((1,) * 9),
    ):
        wrong = make()
        gone = weakref.ref(wrong)
        capsule = wrong.__dlpack__()
        refused(nn.NNL_NOT_SUPPORTED, take, capsule)
        del wrong
        assert gone() is not None
        del capsule
        gc.collect()
        assert gone() is None


def check_read_only():
    data = (ctypes.c_double * 3)(1, 2, 3)
    sizes = (ctypes.c_int64 * 1)(3)
    handle = nn.make("nnl_tensor_borrow_const", 0, nn.NNL_F64, 1, sizes, ctypes.addressof(data), 24, None, None)
    assert "read-only" in refused(nn.NNL_NOT_SUPPORTED, Exported(handle).__dlpack__)
    if numpy_knows_versions:
        array = np.from_dlpack(Exported(handle))
        assert not array.flags.writeable and array.tolist() == [1, 2, 3]
        del array
        fixed = np.arange(3.0)
        fixed.flags.writeable = False
        imported = from_numpy(fixed)
        refused(nn.NNL_INVALID_STATE, nn.nnl_init_constant, imported, 7)
        assert fixed.tolist() == [0, 1, 2]
        nn.nnl_tensor_release(imported)
    nn.nnl_tensor_release(handle)


def check_torch():
    for name, (dtype, ctype) in DTYPES.items():
        if name == "bool":  # PyTorch 1.13 gives it out as u8
            continue
        tensor = torch.tensor([[1, 0, 3], [4, 5, 6]]).to(getattr(torch, name))
        for view in (tensor, tensor.t(), tensor[:, ::2], tensor[:0], tensor[1, 2], tensor[:, :1].expand(2, 4)):
            handle = take(torch.utils.dlpack.to_dlpack(view))
            assert nn.make("nnl_tensor_dtype", handle) == dtype
            assert shape(handle) == tuple(view.shape) and values(handle, ctype) == view.flatten().tolist()
            if tuple(view.shape) != (2, 4):
                back = torch.utils.dlpack.from_dlpack(Exported(handle).__dlpack__())
                assert back.dtype == tensor.dtype and torch.equal(back, view)
            else:  # rows that share memory
                refused(nn.NNL_INVALID_STATE, nn.nnl_tensor_copy_from, handle, handle)
            nn.nnl_tensor_release(handle)

    tensor = torch.arange(4.0)
    handle = take(torch.utils.dlpack.to_dlpack(tensor))
    nn.nnl_init_constant(handle, 2)
    assert tensor.tolist() == [2] * 4
    tensor.add_(1)
    del tensor
    gc.collect()
    assert values(handle, ctypes.c_float) == [3] * 4
    nn.nnl_tensor_release(handle)

    # A weight that both train.
    weight = full(1, 3)
    nn.nnl_tensor_set_requires_grad(weight, 1)
    assert "nnl_detach" in refused(nn.NNL_INVALID_STATE, Exported(weight).__dlpack__)
    detached = nn.make("nnl_detach", weight)
    theirs = torch.utils.dlpack.from_dlpack(Exported(detached).__dlpack__())
    nn.nnl_tensor_release(detached)
    theirs.requires_grad_()
    torch.optim.SGD([theirs], lr=1).zero_grad()
    theirs.sum().backward()
    torch.optim.SGD([theirs], lr=0.5).step()
    assert values(weight, ctypes.c_double) == [0.5] * 3
    sgd = nn.make("nnl_sgd_create", 1, ctypes.byref(ctypes.c_int64(weight)), ctypes.byref(nn.options("sgd", learning_rate=0.5)))
    total = nn.make("nnl_sum", weight, 0, None, 0)
    nn.nnl_tensor_backward(total, 0, 0)
    nn.nnl_optimizer_step(sgd)
    assert theirs.tolist() == [0] * 3
    for handle in (total, weight):
        nn.nnl_tensor_release(handle)
    nn.nnl_optimizer_release(sgd)
    half = torch.zeros(2, dtype=torch.bfloat16)
    refused(nn.NNL_NOT_SUPPORTED, take, torch.utils.dlpack.to_dlpack(half))


check_numpy()
check_read_only()
checked = f"NumPy {np.__version__}"
if torch:
    check_torch()
    checked += f" and PyTorch {torch.__version__}"
assert nn.make("nnl_live_handles") == 0
print(f"memory shared with {checked}" + ("" if torch else "; no PyTorch here"))
