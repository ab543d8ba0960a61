"""Elements in and out, dtypes, memory that is shared, indexing, Python's protocols."""

import numpy as np
import pytest

import nnlite
from nnlite import nn

DTYPES = ["float32", "float64", "int32", "int64", "uint8", "bool"]


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (5,), (2, 3), (2, 0, 3), (1, 2, 1, 2, 1, 2, 1, 2)])
def test_arrays_go_in_and_out(name, shape):
    array = (np.arange(np.prod(shape, dtype=int)) % 5).reshape(shape).astype(np.dtype(name))
    tensor = nnlite.tensor(array)
    assert tensor.dtype is nnlite.DType[name] and tensor.dtype.numpy == array.dtype
    assert tensor.shape == shape and tensor.ndim == len(shape) and tensor.numel() == array.size
    assert tensor.size() == shape
    back = tensor.numpy()
    assert back.dtype == array.dtype and (back == array).all()
    assert tensor.tolist() == array.tolist()
    assert np.asarray(tensor).tolist() == array.tolist()


def test_numbers_become_pytorchs_dtypes():
    assert nnlite.tensor([1.5, 2]).dtype is nnlite.float32
    assert nnlite.tensor([1, 2]).dtype is nnlite.int64
    assert nnlite.tensor([True]).dtype is nnlite.bool
    assert nnlite.tensor(np.array([1.5])).dtype is nnlite.float64
    assert nnlite.tensor([1, 2], dtype=nnlite.float64).tolist() == [1.0, 2.0]
    assert nnlite.tensor([1, 2], dtype=np.uint8).dtype is nnlite.uint8


def test_layouts_that_need_a_copy_are_copied():
    array = np.arange(12.0).reshape(3, 4)
    for odd in (array.T, array[:, ::2], array[::-1], array.astype(">f8"), np.broadcast_to(array, (2, 3, 4))):
        assert nnlite.tensor(odd).tolist() == odd.tolist()


def test_dtypes_that_a_tensor_cannot_have():
    with pytest.raises(TypeError, match="float16"):
        nnlite.tensor(np.ones(2, np.float16))
    with pytest.raises(TypeError):
        nnlite.tensor(["text"])


def test_filled_tensors():
    assert nnlite.zeros(2, 3).numpy().tolist() == [[0.0] * 3] * 2
    assert nnlite.ones((2,), dtype="int32").tolist() == [1, 1]
    assert nnlite.full(2, value=1.5).tolist() == [1.5, 1.5]
    assert nnlite.full(2, value=-1.5, dtype="int64").tolist() == [-1, -1]
    like = nnlite.tensor([[1, 2]])
    for made, value in ((nnlite.zeros_like(like), 0), (nnlite.ones_like(like), 1), (nnlite.full_like(like, 7), 7)):
        assert made.dtype is nnlite.int64 and made.tolist() == [[value, value]]
    with pytest.raises(nnlite.InvalidArgumentError):
        nnlite.full(1, value=256, dtype="uint8")


def test_random_tensors_follow_the_seed():
    nnlite.manual_seed(5)
    first = nnlite.randn(1000), nnlite.rand(1000)
    nnlite.manual_seed(5)
    second = nnlite.randn(1000), nnlite.rand(1000)
    for a, b in zip(first, second):
        assert (a.numpy() == b.numpy()).all()
    normal, uniform = first[0].numpy(), first[1].numpy()
    assert abs(normal.mean()) < 0.1 and abs(normal.std() - 1) < 0.1
    assert 0 <= uniform.min() and uniform.max() < 1 and abs(uniform.mean() - 0.5) < 0.05


def test_from_numpy_shares_memory_both_ways():
    array = np.arange(4, dtype=np.float32)
    tensor = nnlite.from_numpy(array)
    array[0] = 10
    assert tensor.tolist() == [10, 1, 2, 3]
    tensor[1:3] = 7
    assert array.tolist() == [10, 7, 7, 3]


def test_read_only_memory_is_never_written():
    array = np.arange(3.0)
    array.flags.writeable = False
    tensor = nnlite.from_numpy(array)
    for change in (lambda: tensor.fill_(1), lambda: tensor.copy_([1, 2, 3]), lambda: nn.init.normal_(tensor)):
        with pytest.raises(nnlite.InvalidStateError):
            change()
    assert array.tolist() == [0, 1, 2] and (tensor * 2).tolist() == [0, 2, 4]


def test_memory_that_cannot_be_borrowed():
    for odd in (np.ones((2, 3)).T, np.ones(4)[::2], np.ones(2, ">f8")):
        with pytest.raises(ValueError, match="contiguous"):
            nnlite.from_numpy(odd)


def test_elements_are_replaced():
    tensor = nnlite.zeros(2, 2)
    assert tensor.copy_(np.array([[1, 2], [3, 4]])) is tensor
    assert tensor.tolist() == [[1, 2], [3, 4]]
    tensor.copy_(nnlite.tensor([[5, 6], [7, 8]]))
    assert tensor.tolist() == [[5, 6], [7, 8]]
    tensor.fill_(0.5)
    assert tensor.tolist() == [[0.5, 0.5]] * 2
    assert nnlite.tensor([1, 2]).zero_().tolist() == [0, 0]
    with pytest.raises(nnlite.ShapeMismatchError, match="copy_"):
        tensor.copy_([1.0, 2.0])
    assert nnlite.zeros(3, dtype="uint8").copy_(nnlite.tensor([-5.5, 2.9, 1e9])).tolist() == [0, 2, 255]


def test_dtypes_change_without_gradient():
    tensor = nnlite.tensor([1.7, -2.7])
    assert tensor.to("int32").tolist() == [1, -2] and tensor.to(np.float64).dtype is nnlite.float64
    assert tensor.to(nnlite.float32) is tensor
    tensor.requires_grad_()
    with pytest.raises(nnlite.InvalidStateError):
        tensor.to("float64")
    with nnlite.no_grad():
        assert tensor.to("int64").tolist() == [1, -2]


def test_single_elements_become_numbers():
    assert nnlite.tensor(1.5).item() == 1.5 and type(nnlite.tensor(True).item()) is bool
    assert nnlite.tensor([[2**62 + 1]]).item() == 2**62 + 1
    assert float(nnlite.tensor(2.5)) == 2.5 and int(nnlite.tensor(7)) == 7 and [10, 20][nnlite.tensor(1)] == 20
    assert nnlite.tensor(1.0) and not nnlite.tensor(0)
    with pytest.raises(TypeError):
        [10, 20][nnlite.tensor(1.0)]
    with pytest.raises(nnlite.ShapeMismatchError):
        bool(nnlite.ones(2))


INDICES = [
    0, -1, slice(1, 3), slice(None, None, 2), slice(-2, None), None, Ellipsis, (0, 1), (slice(None), 1), (..., 0),
    (0, ..., None), (None, slice(1, 2), 2, slice(0, 9)), (1, 2, 3), [2, 0], np.array([[0, 1], [2, 2]]), (0, [1, 1]),
    (slice(None), [0, 2], 1), (..., [3, 0]), [],
]  # fmt: skip


@pytest.mark.parametrize("index", INDICES, ids=str)
def test_indices_are_numpys(index):
    array = np.arange(3 * 4 * 5.0).reshape(3, 4, 5)
    expected = array[np.array(index, int) if isinstance(index, list) else index]
    got = nnlite.tensor(array)[index]
    assert got.shape == expected.shape and (got.numpy() == expected).all()


@pytest.mark.parametrize(
    "index", [i for i in INDICES if not isinstance(i, (list, np.ndarray)) and "[" not in str(i)], ids=str
)
def test_assignments_are_numpys(index):
    for value in (7.0, np.arange(5.0), nnlite.tensor(np.arange(5.0))):
        array = np.zeros((3, 4, 5))
        tensor = nnlite.tensor(array)
        if np.shape(array[index])[-1:] != (5,) and not isinstance(value, float):
            continue
        array[index] = value if not isinstance(value, nnlite.Tensor) else value.numpy()
        tensor[index] = value
        assert (tensor.numpy() == array).all()


def test_indices_that_do_not_exist():
    tensor = nnlite.zeros(2, 3)
    for index in (2, -3, (0, 3), (0, 0, 0)):
        with pytest.raises(IndexError) as info:
            tensor[index]
        assert info.value.status == 50
    with pytest.raises(nnlite.InvalidArgumentError):
        tensor[::-1]
    with pytest.raises(TypeError):
        tensor[[0]] = 1.0
    with pytest.raises(TypeError):
        tensor["text"]
    with pytest.raises(nnlite.DTypeMismatchError):
        tensor[np.array([True, False])]


def test_views_share_memory_and_gradients_flow_through_them():
    x = nnlite.tensor(np.arange(6.0).reshape(2, 3), requires_grad=True)
    (x[1, 1:] * 2).sum().backward()
    assert x.grad.tolist() == [[0, 0, 0], [0, 2, 2]]
    base = nnlite.zeros(2, 2)
    base[0].fill_(3)
    assert base.tolist() == [[3, 3], [0, 0]]


def test_tensors_are_sequences_of_their_rows():
    tensor = nnlite.tensor([[1, 2], [3, 4]])
    assert len(tensor) == 2 and [row.tolist() for row in tensor] == [[1, 2], [3, 4]]
    with pytest.raises(TypeError):
        len(nnlite.tensor(1))
    assert tensor in {tensor: 1}


def test_repr():
    assert repr(nnlite.tensor([1.5, 2.0])) == "tensor([1.5, 2. ], dtype=nnlite.float32)"
    assert "requires_grad=True" in repr(nnlite.ones(1).requires_grad_())
    assert repr(nn.Parameter(nnlite.ones(1))).startswith("Parameter containing: tensor([1.]")
    assert "..." in repr(nnlite.zeros(1000))
    assert repr(nnlite.float32) == "nnlite.float32"


def test_gradients_accumulate_and_can_be_set():
    x = nnlite.tensor([1.0, 2.0], requires_grad=True)
    assert x.grad is None
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.tolist() == [4, 8]
    with pytest.raises(nnlite.InvalidStateError):
        y.backward()
    x.grad = nnlite.tensor([5.0, 6.0])
    assert x.grad.tolist() == [5, 6]
    x.grad.fill_(1)
    assert x.grad.tolist() == [1, 1]
    x.grad = None
    assert x.grad is None
    (x * 3).backward(nnlite.tensor([1.0, 10.0]))
    assert x.grad.tolist() == [3, 30]
    with pytest.raises(nnlite.ShapeMismatchError):
        (x * 3).backward()


def test_row_sparse_gradients():
    table = nn.Embedding(10, 2)
    table(nnlite.tensor([7, 3, 7])).sum().backward()
    rows, values = table.weight.grad_rows()
    assert rows.tolist() == [3, 7] and values.tolist() == [[1, 1], [2, 2]]
    assert table.weight.grad.numpy().sum() == 6


def test_a_saved_tensor_that_was_changed_is_an_error():
    x = nnlite.ones(2).requires_grad_()
    other = nnlite.ones(2)
    y = (x * other).sum()
    other.fill_(3)
    with pytest.raises(nnlite.InvalidStateError):
        y.backward()


def test_contexts():
    with nnlite.Context(threads=1, seed=3) as context:
        assert context.threads == 1
        before = context.memory_used
        tensor = nnlite.zeros(1000)
        assert context.memory_used - before >= 4000
        elsewhere = nnlite.ones(1000, context=nnlite.default_context)
        with nnlite.default_context:
            assert (nnlite.ones(1000) + elsewhere).tolist()[0] == 2
    with pytest.raises(nnlite.InvalidStateError):
        tensor + elsewhere
    context.threads = 2
    assert context.threads == 2 and repr(context).startswith("Context(threads=2")
    context.manual_seed(9)
    first = nnlite.randn(3, context=context).tolist()
    nnlite.manual_seed(9, context=context)
    assert nnlite.randn(3, context=context).tolist() == first
    context.release()
    with pytest.raises(nnlite.InvalidHandleError):
        nnlite.zeros(1, context=context)


def test_the_library_tells_what_it_is():
    assert nnlite.version() == "1.0.0" and nnlite.abi_version() == 1
    info = dict(line.split(": ", 1) for line in nnlite.build_info().splitlines())
    assert info["version"] == "1.0.0" and info["abi"] == "1"
    assert {"compiler", "build", "blas", "blas core", "instruction set", "threads"} <= info.keys()
    assert int(info["threads"]) == nnlite.default_context.threads


def test_what_is_made_from_a_tensor_lies_in_its_context():
    assert nnlite.ones(1).context is nnlite.default_context
    assert nn.ReLU().context is nnlite.default_context
    context = nnlite.Context(threads=3)
    tensor = nnlite.tensor([[1.5, 2.5], [3.5, 4.5]], context=context)
    layer = nn.Linear(2, 2, context=context)
    assert tensor.context.threads == layer.context.threads == 3
    context.release()
    whole = tensor.to("int64")
    assert (tensor[[1, 0]] + tensor).tolist() == [[5, 7], [5, 7]]
    assert tensor.gather(1, nnlite.zeros(2, 1, dtype="int64", context=tensor.context)).tolist() == [[1.5], [3.5]]
    assert whole.context.threads == 3 and (whole == whole.to("int64")).numpy().all()
    assert layer(tensor).context.threads == 3
    moved = tensor.to("float64", context=nnlite.default_context)
    assert moved.context is nnlite.default_context and (moved + nnlite.ones(1, dtype="float64")).tolist()[0] == [2.5, 3.5]
    same = tensor.to("float32", context=nnlite.default_context)
    assert same is not tensor and same.context is nnlite.default_context and same.tolist() == tensor.tolist()
    tensor.release()
    with pytest.raises(nnlite.InvalidHandleError):
        tensor.context
