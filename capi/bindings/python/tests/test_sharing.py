"""Memory that is shared with NumPy and others: whose changes each sees, how long it lives, what is refused."""

import gc
import os
import subprocess
import threading
import weakref

import numpy as np
import pytest
from test_lifetime import run_python

import nnlite

NUMPY_KNOWS_VERSIONS = np.lib.NumpyVersion(np.__version__) >= "2.1.0"
DTYPES = ["float32", "float64", "int32", "int64", "uint8", "bool"]


@pytest.mark.parametrize("name", DTYPES)
def test_arrays_share_memory_in_any_layout(name):
    array = (np.arange(24) % 2).reshape(2, 3, 4).astype(name)
    tensor = nnlite.tensor(array)
    views = [
        (tensor, array),
        (tensor.permute(2, 0, 1), array.transpose(2, 0, 1)),
        (tensor[1, :, ::2], array[1, :, ::2]),
        (tensor[:, 1:1], array[:, 1:1]),
        (tensor[1, 2, 3], array[1, 2, 3]),
        (tensor[:, :1].expand(2, 3, 4), np.broadcast_to(array[:, :1], (2, 3, 4))),
    ]
    for ours, theirs in views:
        shared = ours.numpy(copy=False)
        assert shared.shape == theirs.shape and shared.dtype == theirs.dtype and (shared == theirs).all()
        if theirs.size:
            assert shared.strides == theirs.strides
            assert np.shares_memory(shared, tensor.numpy(copy=False))
        assert not np.shares_memory(ours.numpy(), shared)


def test_each_sees_what_the_other_changes():
    tensor = nnlite.zeros(2, 3)
    array = tensor.numpy(copy=False)
    array[0] = 5
    tensor[1] = 7
    assert tensor.tolist() == array.tolist() == [[5, 5, 5], [7, 7, 7]]
    copy = tensor.numpy()
    copy[:] = 0
    assert tensor.tolist() == [[5, 5, 5], [7, 7, 7]]


def test_shared_memory_outlives_the_tensor():
    with nnlite.Context() as context:
        tensor = nnlite.ones(1000)
        array = tensor.numpy(copy=False)[::2]
        tensor.release()
        assert context.memory_used == 4000 and array.sum() == 500
        nnlite.shutdown()
        thread = threading.Thread(target=lambda: array.fill(2))
        thread.start()
        thread.join()
        assert array.sum() == 1000
        del array, thread
        gc.collect()
        assert context.memory_used == 0


def test_a_gradient_or_read_only_memory_limits_sharing():
    weight = nnlite.ones(2).requires_grad_()
    for share in (lambda: weight.numpy(copy=False), weight.__dlpack__, lambda: weight.__array__(copy=False)):
        with pytest.raises(nnlite.InvalidStateError, match="requires a gradient") as info:
            share()
        assert info.value.function == "nnl_tensor_to_dlpack"
    assert weight.numpy().tolist() == [1, 1]
    assert np.shares_memory(weight.detach().numpy(copy=False), weight.detach().numpy(copy=False))
    array = np.ones(2)
    array.flags.writeable = False
    shared = nnlite.from_numpy(array).numpy(copy=False)
    assert np.shares_memory(shared, array) and not shared.flags.writeable


def test_numpys_protocol():
    tensor = nnlite.tensor([1.0, 2.0])
    assert not np.shares_memory(np.asarray(tensor), tensor.numpy(copy=False))
    assert np.shares_memory(tensor.__array__(copy=False), tensor.numpy(copy=False))
    assert np.shares_memory(tensor.__array__(np.float32, copy=False), tensor.numpy(copy=False))
    assert tensor.__array__(np.float64).dtype == np.float64
    with pytest.raises(ValueError, match="only by a copy"):
        tensor.__array__(np.float64, copy=False)


def test_a_table_of_lazy_rows_is_shared_as_it_stands():
    """Rows that are owed steps are brought up to date before they are shown, and stepped densely while they are."""
    tables = []
    for shared in (False, True):
        weight = nnlite.ones(4, 2).requires_grad_()
        sgd = nnlite.optim.SGD([weight], lr=0.1, momentum=0.5)
        views = []
        for step in range(4):
            nnlite.nn.functional.embedding(nnlite.tensor([step % 2]), weight).sum().backward()
            sgd.step()
            sgd.zero_grad()
            if shared and step == 1:
                views.append(weight.detach().numpy(copy=False))
            if views:
                np.testing.assert_array_equal(views[0], weight.numpy())
        tables.append(weight.numpy())
    np.testing.assert_allclose(tables[0], tables[1], rtol=1e-6)
    assert (tables[0][2:] == 1).all() and (tables[0][:2] < 1).all()


def test_editing_in_place():
    weight = nnlite.ones(2, 2).requires_grad_()
    with weight.edit() as array:
        array[:, 1] = [3, 4]
    assert weight.tolist() == [[1, 3], [1, 4]] and weight.requires_grad
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 0
    with pytest.raises(ZeroDivisionError):
        with weight.edit() as array:
            array[0, 0] = 9
            raise ZeroDivisionError
    assert weight[0, 0].item() == 9 and not array.flags.writeable
    with weight.edit() as array:
        weight.release()
        array[:] = 6
    assert array.tolist() == [[6, 6], [6, 6]]


def test_an_edit_is_a_change_of_the_tensor():
    weight = nnlite.ones(2).requires_grad_()
    before = (weight * weight).sum()
    with weight.edit() as array:
        during = (weight * weight).sum()
        array[0] = 3
    for stale in (before, during):
        with pytest.raises(nnlite.InvalidStateError, match="changed in place by nnl_tensor_data"):
            stale.backward()
    (weight * weight).sum().backward()
    assert weight.grad.tolist() == [6, 2]


def test_what_cannot_be_edited():
    array = np.ones(2)
    array.flags.writeable = False
    for tensor, kind in (
        (nnlite.zeros(2, 3).transpose(0, 1), nnlite.NotSupportedError),
        (nnlite.from_numpy(array), nnlite.InvalidStateError),
    ):
        with pytest.raises(kind) as info:
            with tensor.edit():
                raise AssertionError("not reached")
        assert info.value.function == "nnl_tensor_data"


def test_the_address():
    array = np.arange(6.0)
    tensor = nnlite.from_numpy(array)
    assert tensor.data_ptr() == array.ctypes.data and tensor[2:].data_ptr() == array.ctypes.data + 16
    with pytest.raises(nnlite.NotSupportedError, match="row-major"):
        tensor[::2].data_ptr()


@pytest.mark.parametrize("name", DTYPES)
def test_dlpack_shares_both_ways(name):
    if name == "bool" and np.lib.NumpyVersion(np.__version__) < "1.25.0":
        pytest.skip("this NumPy exchanges no bools")
    array = (np.arange(6) % 2).reshape(2, 3).astype(name)
    for given in (array, array.T, array[:, ::2], array[:, 1:]):
        tensor = nnlite.from_dlpack(given)
        assert tensor.dtype is nnlite.DType[name] and tensor.tolist() == given.tolist()
        back = np.from_dlpack(tensor)
        assert back.strides == given.strides and back.ctypes.data == given.ctypes.data and (back == given).all()
    array[0, 0] = 1
    assert tensor.__dlpack_device__() == (1, 0) and nnlite.from_dlpack(array)[0, 0].item() == 1
    nnlite.from_dlpack(array)[1, 1] = 1
    assert array[1, 1] == 1


def test_capsules_are_of_the_version_that_was_asked_for():
    tensor = nnlite.ones(2)
    assert '"dltensor"' in repr(tensor.__dlpack__())
    if not NUMPY_KNOWS_VERSIONS:
        pytest.skip("this NumPy makes no versioned capsules")
    assert '"dltensor_versioned"' in repr(tensor.__dlpack__(max_version=(1, 0)))
    assert '"dltensor"' in repr(tensor.__dlpack__(max_version=(0, 8)))
    array = np.from_dlpack(tensor)
    array[0] = 5
    assert tensor.tolist() == [5, 1]
    copied = nnlite.from_dlpack(_Capsule(tensor.__dlpack__(max_version=(1, 0), copy=True)))
    copied.fill_(0)
    assert tensor.tolist() == [5, 1]


class _Capsule:
    """An exporter that knows versions, or does not, and hands out one capsule."""

    def __init__(self, capsule):
        self.capsule = capsule

    def __dlpack__(self, **options):
        return self.capsule


class _Old:
    def __init__(self, array):
        self.array = array

    def __dlpack__(self, stream=None):
        return self.array.__dlpack__()


def test_exporters_of_before_versions_and_capsules_are_taken():
    array = np.zeros(3)
    nnlite.from_dlpack(_Old(array)).fill_(2)
    assert array.tolist() == [2, 2, 2]
    capsule = array.__dlpack__()
    tensor = nnlite.from_dlpack(capsule)
    assert tensor.tolist() == [2, 2, 2] and '"used_dltensor"' in repr(capsule)
    for unfit in (capsule, 5, "text"):
        with pytest.raises(TypeError, match="unused capsule"):
            nnlite.from_dlpack(unfit)


def test_read_only_memory_stays_so():
    array = np.ones(3)
    array.flags.writeable = False
    tensor = nnlite.from_numpy(array)
    with pytest.raises(BufferError):
        tensor.__dlpack__()
    if NUMPY_KNOWS_VERSIONS:
        assert not np.from_dlpack(tensor).flags.writeable
        with pytest.raises(nnlite.InvalidStateError, match="read-only"):
            nnlite.from_dlpack(array).fill_(0)
    wide = nnlite.from_dlpack(np.lib.stride_tricks.as_strided(np.ones(1), (3,), (0,)))
    with pytest.raises(nnlite.InvalidStateError):
        wide.fill_(0)
    assert wide.sum().item() == 3


def test_what_dlpack_refuses_keeps_nothing():
    for make, message in (
        (lambda: np.ones(4)[::-1], "stride -1 of axis 0 is negative"),
        (lambda: np.ones(2, np.float16), "16 bits"),
        (lambda: np.ones((1,) * 9), "9"),
    ):
        array = make()
        gone = weakref.ref(array)
        with pytest.raises(nnlite.NotSupportedError, match=message) as info:
            nnlite.from_dlpack(array)
        assert info.value.function == "nnl_tensor_from_dlpack"
        del array, info
        gc.collect()
        assert gone() is None
    with pytest.raises((BufferError, ValueError)):
        nnlite.ones(1).__dlpack__(dl_device=(2, 0))


def test_an_import_keeps_the_array_until_its_last_user_goes():
    array = np.arange(4.0)
    gone = weakref.ref(array)
    tensor = nnlite.from_dlpack(array)
    part = tensor[1:3]
    del array, tensor
    gc.collect()
    assert gone() is not None and part.tolist() == [1, 2]
    thread = threading.Thread(target=part.release)
    thread.start()
    thread.join()
    gc.collect()
    assert gone() is None
    with nnlite.Context() as context:
        assert nnlite.from_dlpack(np.ones(1000)).sum().item() == 1000
        assert context.memory_used == 0


def test_a_capsule_that_nobody_takes_gives_its_memory_back():
    with nnlite.Context() as context:
        capsule = nnlite.ones(1000).__dlpack__()
        assert context.memory_used == 4000
        del capsule
        assert context.memory_used == 0


def test_a_capsule_goes_while_an_exception_is_under_way():
    with nnlite.Context() as context:
        tensor = nnlite.ones(1000)
        for options in ({}, {"max_version": (1, 0)}) if NUMPY_KNOWS_VERSIONS else ({},):
            with pytest.raises(TypeError, match="int"):
                int(tensor.__dlpack__(**options))  # which drops its argument after it has failed
        tensor.release()
        assert context.memory_used == 0


def test_the_end_of_the_interpreter_is_quiet_with_shared_memory():
    code = """
        import builtins, sys, gc
        import numpy as np
        import nnlite
        gc.disable()
        tensor = nnlite.ones(3)
        builtins.array = tensor.numpy(copy=False)
        sys.kept = [nnlite.from_dlpack(np.ones(2)), nnlite.ones(2).__dlpack__(), np.from_dlpack(nnlite.ones(4))]
        sys.kept.append(sys.kept)
        capsule = np.ones(3).__dlpack__()
        sys.used = [capsule, nnlite.from_dlpack(capsule)]
        print("done")
    """
    for _ in range(3):
        assert run_python(code) == "done\n"


TORCH = """
import gc, weakref
import numpy as np
import nnlite
import torch
import torch.utils.dlpack

tensor = nnlite.tensor(np.arange(6.0).reshape(2, 3))
for ours in (tensor, tensor.transpose(0, 1), tensor[:, 1:]):
    theirs = torch.from_dlpack(ours)
    assert theirs.tolist() == ours.tolist() and theirs.dtype == torch.float64
    theirs[0, 0] += 10
    assert theirs.tolist() == ours.tolist()
assert theirs.data_ptr() == tensor.data_ptr() + 8
tensor.release()
del ours
theirs.mul_(2)
assert theirs.tolist() == [[22.0, 4.0], [8.0, 10.0]]

source = torch.arange(6).reshape(2, 3).t()
taken = nnlite.from_dlpack(source)
assert taken.shape == (3, 2) and taken.dtype is nnlite.int64 and taken.tolist() == source.tolist()
source[0, 0] = 7
taken[2, 1] = 9
assert taken[0, 0].item() == 7 and source[2, 1].item() == 9
del source
gc.collect()
assert taken.tolist() == [[7, 3], [1, 4], [2, 9]]
assert nnlite.from_dlpack(torch.utils.dlpack.to_dlpack(torch.ones(2))).tolist() == [1, 1]
assert torch.utils.dlpack.from_dlpack(nnlite.ones(2).__dlpack__()).tolist() == [1, 1]
assert np.from_dlpack(nnlite.ones(2)).tolist() == [1, 1]
try:
    nnlite.from_dlpack(torch.ones(2, dtype=torch.float16))
except nnlite.NotSupportedError as error:
    assert "16 bits" in str(error)
else:
    raise AssertionError("taken")
try:
    torch.from_dlpack(nnlite.ones(2).requires_grad_())
except nnlite.InvalidStateError as error:
    assert "requires a gradient" in str(error)
else:
    raise AssertionError("given")
del taken
gc.collect()
assert nnlite.live_handles() == 0
print(np.__version__, torch.__version__)
"""


@pytest.mark.skipif("NNLITE_LIBRARY" not in os.environ, reason="the other interpreter does not know the library")
def test_pytorch_shares_memory_both_ways():
    """In /usr/bin/python3, if it has PyTorch: in Debian an old one, with an old NumPy."""
    try:
        probe = subprocess.run(["/usr/bin/python3", "-c", "import torch, numpy, cffi"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("no /usr/bin/python3")
    if probe.returncode:
        pytest.skip("no PyTorch")
    folder = os.path.dirname(os.path.dirname(nnlite.__file__))
    done = subprocess.run(
        ["/usr/bin/python3", "-c", TORCH], capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == "", done.stderr
