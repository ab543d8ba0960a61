"""Operations of tensors against NumPy's formulas, with gradients against differences."""

import numpy as np
import pytest
from numeric import array, check

import nnlite

A, B, ROW = array(2, 3, seed=1), array(2, 3, seed=2), array(3, seed=3)


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (lambda a, b: a + b, np.add),
        (lambda a, b: a - b, np.subtract),
        (lambda a, b: a * b, np.multiply),
        (lambda a, b: a / b, np.divide),
        (lambda a, b: a**b, np.power),
        (nnlite.minimum, np.minimum),
        (nnlite.maximum, np.maximum),
        (nnlite.add, np.add),
        (nnlite.sub, np.subtract),
    ],
)
def test_operators_of_two_tensors_broadcast(ours, theirs):
    check(ours, theirs, A, B)
    check(ours, theirs, A, ROW)
    check(ours, theirs, array(2, 1, seed=4), ROW)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + 2, lambda x: 2 + x, lambda x: x - 0.5, lambda x: 0.5 - x, lambda x: x * 3, lambda x: 3 * x,
        lambda x: x / 3, lambda x: 3 / x, lambda x: x**3, lambda x: 2.0**x, lambda x: -x, abs,
        lambda x: np.float32(2) * x, lambda x: np.float64(2) - x, lambda x: x * np.int64(2), lambda x: True * x,
    ],
)  # fmt: skip
def test_operators_with_numbers(function):
    check(function, function, A)


def test_numbers_take_the_tensors_dtype():
    x = nnlite.tensor([0.1], dtype="float32")
    for result, expected in ((x * 0.1, np.float32(0.1) * np.float32(0.1)), (x / 3, np.float32(0.1) / np.float32(3))):
        assert result.dtype is nnlite.float32 and result.numpy()[0] == expected


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (nnlite.exp, np.exp), (nnlite.log, np.log), (nnlite.sqrt, np.sqrt), (nnlite.reciprocal, np.reciprocal),
        (nnlite.tanh, np.tanh), (nnlite.sigmoid, lambda x: 1 / (1 + np.exp(-x))),
        (lambda x: (x - 1).relu(), lambda x: np.maximum(x - 1, 0)), (lambda x: (x - 1).abs(), lambda x: abs(x - 1)),
        (lambda x: x.clamp(0.5, 1.5), lambda x: np.clip(x, 0.5, 1.5)),
        (lambda x: x.clamp(min=1.0), lambda x: np.maximum(x, 1.0)),
        (lambda x: x.clamp(max=1.0), lambda x: np.minimum(x, 1.0)),
        (lambda x: x.affine(2, 3), lambda x: 2 * x + 3), (nnlite.negative, np.negative),
        (lambda x: x.softmax(-1), lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True)),
        (lambda x: x.log_softmax(0), lambda x: x - np.log(np.exp(x).sum(0))),
    ],
)  # fmt: skip
def test_functions_of_elements(ours, theirs):
    check(ours, theirs, A)


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (lambda x: x.sum(), np.sum),
        (lambda x: x.sum(0), lambda x: x.sum(0)),
        (lambda x: x.sum((0, 1), keepdim=True), lambda x: x.sum((0, 1), keepdims=True)),
        (lambda x: x.mean(-1), lambda x: x.mean(-1)),
        (lambda x: x.var(), lambda x: x.var(ddof=1)),
        (lambda x: x.var(1, correction=0, keepdim=True), lambda x: x.var(1, keepdims=True)),
        (lambda x: x.std(0), lambda x: x.std(0, ddof=1)),
        (lambda x: x.norm(), lambda x: np.sqrt((x * x).sum())),
        (lambda x: x.norm(3, 1), lambda x: (abs(x) ** 3).sum(1) ** (1 / 3)),
        (lambda x: x.max(), np.max),
        (lambda x: x.min(1).values, lambda x: x.min(1)),
        (lambda x: x.max(0, keepdim=True).values, lambda x: x.max(0, keepdims=True)),
        (lambda x: x.topk(2).values, lambda x: -np.sort(-x)[..., :2]),
    ],
)
def test_reductions(ours, theirs):
    check(ours, theirs, A)


def test_places_of_extrema():
    x = nnlite.tensor([[1.0, 5.0, 5.0], [-1.0, -7.0, 2.0]])
    assert x.argmax().item() == 1 and x.argmin().item() == 4
    assert x.argmax(1).tolist() == [1, 2] and x.argmin(0, keepdim=True).tolist() == [[1, 1, 1]]
    assert x.argmax(keepdim=True).shape == (1, 1)
    assert x.max(1).indices.tolist() == [1, 2] and x.min(1).indices.tolist() == [0, 1]
    values, indices = x.topk(2, dim=1, largest=False)
    assert values.tolist() == [[1, 5], [-7, -1]] and indices.tolist() == [[0, 1], [1, 0]]


def test_products():
    check(lambda a, b: a @ b, np.matmul, array(2, 3), array(3, 4, seed=5))
    check(nnlite.matmul, np.matmul, array(3), array(3, seed=5))
    check(nnlite.matmul, np.matmul, array(2, 2, 3), array(3, 2, seed=5))
    check(nnlite.bmm, np.matmul, array(2, 2, 3), array(2, 3, 2, seed=5))
    with pytest.raises(nnlite.ShapeMismatchError):
        nnlite.ones(2, 3) @ nnlite.ones(2, 3)
    with pytest.raises(TypeError):
        nnlite.ones(2) @ 3


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (lambda x: x.reshape(3, -1), lambda x: x.reshape(3, -1)),
        (lambda x: x.reshape([6]), lambda x: x.reshape(6)),
        (lambda x: x.flatten(), lambda x: x.reshape(-1)),
        (lambda x: x.transpose(0, 1), lambda x: x.T),
        (lambda x: x.T, lambda x: x.T),
        (lambda x: x.permute(1, 0), lambda x: x.transpose(1, 0)),
        (lambda x: x.unsqueeze(1), lambda x: x[:, None]),
        (lambda x: x.unsqueeze(0).squeeze(), lambda x: x),
        (lambda x: x.unsqueeze(0).squeeze(0), lambda x: x),
        (lambda x: x.expand(2, -1, 3), lambda x: np.broadcast_to(x, (2, 2, 3))),
        (lambda x: x.slice(1, 0, 3, 2), lambda x: x[:, 0:3:2]),
        (lambda x: nnlite.cat([x, x * 2], dim=1), lambda x: np.concatenate([x, x * 2], 1)),
        (lambda x: nnlite.stack((t for t in (x, x * 2)), dim=-1), lambda x: np.stack([x, x * 2], -1)),
        (lambda x: x.split(2, 1)[0], lambda x: x[:, :2]),
        (lambda x: x.split([1, 2], -1)[1], lambda x: x[:, 1:]),
        (
            lambda x: x.gather(1, nnlite.tensor([[0, 0], [2, 1]])),
            lambda x: np.take_along_axis(x, np.array([[0, 0], [2, 1]]), 1),
        ),
        (lambda x: x.index_select(1, nnlite.tensor([2, 0, 2])), lambda x: x[:, [2, 0, 2]]),
        (lambda x: x.clone(), lambda x: x),
        (
            lambda x: x.masked_fill(nnlite.tensor([True, False, True]), 9.0),
            lambda x: np.where([True, False, True], 9.0, x),
        ),
        (lambda x: nnlite.where(x > 1, x, x * x), lambda x: np.where(x > 1, x, x * x)),
        (lambda x: nnlite.where(x > 1, x, 0.0), lambda x: np.where(x > 1, x, 0)),
        (lambda x: nnlite.where(x > 1, 0.0, x), lambda x: np.where(x > 1, 0, x)),
    ],
)
def test_shapes_joins_and_choices(ours, theirs):
    check(ours, theirs, A)


def test_splitting():
    parts = nnlite.tensor(np.arange(7)).split(3)
    assert [part.tolist() for part in parts] == [[0, 1, 2], [3, 4, 5], [6]]
    assert [part.shape for part in nnlite.zeros(2, 4).split([1, 3], 1)] == [(2, 1), (2, 3)]
    with pytest.raises(nnlite.Error):
        nnlite.zeros(4).split([1, 1])


def test_detach_cuts_and_shares():
    x = nnlite.ones(2).requires_grad_()
    cut = (x * 2).detach()
    assert not cut.requires_grad
    shared = x.detach()
    shared.fill_(5)
    assert x.tolist() == [5, 5]


@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_comparisons(name):
    import operator

    a, b = np.array([[1.0, 2.0, np.nan]]), np.array([[2.0], [1.0]])
    compare = getattr(operator, name)
    for ours in (compare, lambda x, y: getattr(x, name)(y), lambda x, y: getattr(nnlite, name)(x, y)):
        result = ours(nnlite.tensor(a), nnlite.tensor(b))
        assert result.dtype is nnlite.bool and (result.numpy() == compare(a, b)).all()
        assert (ours(nnlite.tensor(a), 2).numpy() == compare(a, 2)).all()
    assert compare(nnlite.tensor([1, 2, 3]), 2).tolist() == compare(np.array([1, 2, 3]), 2).tolist()


def test_logic():
    a, b = nnlite.tensor([0, 1, 2]), nnlite.tensor([0.0, 0.0, np.nan])
    assert (a & b).tolist() == [False, False, True] and (a | b).tolist() == [False, True, True]
    assert (~a).tolist() == [True, False, False]
    assert a.logical_and(b).dtype is nnlite.bool
    assert nnlite.logical_or(a, b).tolist() == [False, True, True] and nnlite.logical_not(a).tolist()[0] is True


def test_comparing_with_something_else():
    assert (nnlite.ones(1) == "text") is False and (nnlite.ones(1) != None) is True  # noqa: E711
