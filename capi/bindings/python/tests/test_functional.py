"""Layers, activations and losses against formulas in NumPy, as functions and as modules."""

import math

import numpy as np
import pytest
from numeric import array, check

import nnlite
from nnlite import nn

F = nn.functional
ROWS = array(4, 3, seed=1, low=-2)
erf = np.vectorize(math.erf)


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


ACTIVATIONS = [
    (F.leaky_relu, nn.LeakyReLU(), lambda x: np.where(x > 0, x, 0.01 * x)),
    (lambda x: F.leaky_relu(x, 0.3), nn.LeakyReLU(0.3), lambda x: np.where(x > 0, x, 0.3 * x)),
    (lambda x: F.elu(x, 2.0), nn.ELU(2.0), lambda x: np.where(x > 0, x, 2 * (np.exp(x) - 1))),
    (F.gelu, nn.GELU(), lambda x: x * (1 + erf(x / math.sqrt(2))) / 2),
    (lambda x: F.gelu(x, "tanh"), nn.GELU("tanh"),
     lambda x: 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))),
    (F.silu, nn.SiLU(), lambda x: x / (1 + np.exp(-x))),
    (lambda x: F.softplus(x, 2.0), nn.Softplus(2.0), lambda x: np.log(1 + np.exp(2 * x)) / 2),
    (F.hardtanh, nn.Hardtanh(), lambda x: np.clip(x, -1, 1)),
    (lambda x: F.hardtanh(x, -0.5, 1.5), nn.Hardtanh(-0.5, 1.5), lambda x: np.clip(x, -0.5, 1.5)),
    (F.sigmoid, nn.Sigmoid(), lambda x: 1 / (1 + np.exp(-x))),
    (F.tanh, nn.Tanh(), np.tanh),
    (F.relu, nn.ReLU(), lambda x: np.maximum(x, 0)),
    (lambda x: F.softmax(x, 1), nn.Softmax(1), softmax),
    (lambda x: F.log_softmax(x, 1), nn.LogSoftmax(1), lambda x: np.log(softmax(x))),
    (lambda x: x.flatten(1), nn.Flatten(), lambda x: x.reshape(len(x), -1)),
]  # fmt: skip


@pytest.mark.parametrize("function, layer, formula", ACTIVATIONS)
def test_activations(function, layer, formula):
    check(function, formula, ROWS)
    check(layer, formula, ROWS)


def test_prelu():
    check(F.prelu, lambda x, w: np.where(x > 0, x, w * x), ROWS, array(3, seed=2))
    layer = nn.PReLU(3, init=0.5, dtype="float64")
    assert layer.weight.tolist() == [0.5] * 3 and layer.bias is None
    check(layer, lambda x: np.where(x > 0, x, 0.5 * x), ROWS)


def test_linear():
    check(F.linear, lambda x, w, b: x @ w.T + b, ROWS, array(2, 3), array(2))
    check(F.linear, lambda x, w: x @ w.T, ROWS, array(2, 3))
    layer = nn.Linear(3, 2, dtype="float64")
    w, b = layer.weight.numpy(), layer.bias.numpy()
    assert w.shape == (2, 3) and abs(w).max() <= 1 / math.sqrt(3)
    check(layer, lambda x: x @ w.T + b, ROWS)
    assert nn.Linear(3, 2, bias=False).bias is None


def test_embedding():
    indices = np.array([[0, 2], [3, 2]])
    places = nnlite.tensor(indices)
    check(lambda w: F.embedding(places, w), lambda w: w[indices], ROWS)
    weight = nnlite.tensor(ROWS, requires_grad=True)
    F.embedding(places, weight, padding_idx=2, scale_grad_by_freq=True).sum().backward()
    assert weight.grad.numpy()[:, 0].tolist() == [1, 0, 0, 1]
    table = nnlite.tensor(np.array([[3.0, 4.0], [0.3, 0.4]]))
    F.embedding(nnlite.tensor([0, 1]), table, max_norm=1.0)
    np.testing.assert_allclose(table.numpy(), [[0.6, 0.8], [0.3, 0.4]], rtol=1e-6)
    layer = nn.Embedding(5, 2, padding_idx=1)
    assert layer.weight.tolist()[1] == [0, 0] and layer(places[0]).shape == (2, 2)
    given = nn.Embedding.from_pretrained(weight.detach())
    assert not given.weight.requires_grad and (given(places).numpy() == ROWS[indices]).all()
    assert nn.Embedding.from_pretrained(weight.detach(), freeze=False).weight.requires_grad


def test_embedding_bag():
    indices, offsets = np.array([0, 2, 2, 3, 1]), np.array([0, 3, 3])
    bags = [indices[:3], indices[3:3], indices[3:]]
    for mode, reduce in (("sum", np.sum), ("mean", np.mean), ("max", np.max)):
        expected = [reduce(ROWS[bag], axis=0) if len(bag) else np.zeros(3) for bag in bags]
        where = nnlite.tensor(indices), nnlite.tensor(offsets)
        got = F.embedding_bag(where[0], nnlite.tensor(ROWS), where[1], mode=mode)
        np.testing.assert_allclose(got.numpy(), expected, rtol=1e-12)
        layer = nn.EmbeddingBag.from_pretrained(nnlite.tensor(ROWS), mode=mode)
        np.testing.assert_allclose(layer(*where).numpy(), expected, rtol=1e-12)
    rows, weights = nnlite.tensor([[0, 1], [2, 3]]), array(2, 2)
    layer = nn.EmbeddingBag.from_pretrained(nnlite.tensor(ROWS), mode="sum")
    expected = (ROWS[[[0, 1], [2, 3]]] * weights[..., None]).sum(1)
    np.testing.assert_allclose(layer(rows, None, nnlite.tensor(weights)).numpy(), expected, rtol=1e-12)
    last = nn.EmbeddingBag(4, 3, include_last_offset=True, padding_idx=0)
    assert last(nnlite.tensor([1, 2]), nnlite.tensor([0, 1, 2])).shape == (2, 3)


def batch_norm(x, eps=1e-5):
    axes = (0, *range(2, x.ndim))
    return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)


@pytest.mark.parametrize("kind, shape", [(nn.BatchNorm1d, (4, 2)), (nn.BatchNorm1d, (2, 2, 3)),
                                         (nn.BatchNorm2d, (2, 2, 2, 3)), (nn.BatchNorm3d, (2, 2, 1, 2, 3))])  # fmt: skip
def test_batch_norm(kind, shape):
    x = array(*shape)
    check(kind(2, dtype="float64"), batch_norm, x)
    layer = kind(2, eps=0.1, momentum=0.3, dtype="float64")
    layer(nnlite.tensor(x))
    axes = (0, *range(2, x.ndim))
    mean, var = x.mean(axes), x.var(axes, ddof=1)
    buffers = dict(layer.named_buffers())
    np.testing.assert_allclose(buffers["running_mean"].numpy(), 0.3 * mean, rtol=1e-12)
    np.testing.assert_allclose(buffers["running_var"].numpy(), 0.7 + 0.3 * var, rtol=1e-12)
    assert buffers["num_batches_tracked"].item() == 1
    layer.eval()
    shape = (1, 2) + (1,) * (x.ndim - 2)
    expected = (x - 0.3 * mean.reshape(shape)) / np.sqrt((0.7 + 0.3 * var).reshape(shape) + 0.1)
    np.testing.assert_allclose(layer(nnlite.tensor(x)).numpy(), expected, rtol=1e-12)


def test_settings_of_batch_norm():
    x = nnlite.tensor(array(4, 2).astype(np.float32))
    averaging = nn.BatchNorm1d(2, momentum=None)
    averaging(x)
    averaging(x * 3)
    mean = x.numpy().mean(0)
    np.testing.assert_allclose(averaging.get_tensor("running_mean").numpy(), 2 * mean, rtol=1e-5)
    assert not list(nn.BatchNorm1d(2, affine=False).parameters())
    assert [name for name, _ in nn.BatchNorm1d(2, bias=False).named_parameters()] == ["weight"]
    assert not list(nn.BatchNorm1d(2, track_running_stats=False).buffers())
    with pytest.raises(nnlite.ShapeMismatchError):
        nn.BatchNorm1d(2)(x[:1])
    assert nn.BatchNorm1d(2, batch_of_one="running")(x[:1]).shape == (1, 2)


def test_batch_norm_as_a_function():
    x, w, b = array(5, 3), array(3, seed=4), array(3, seed=5)
    check(lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), lambda x, w, b: batch_norm(x) * w + b, x, w, b)
    mean, var, count = nnlite.zeros(3, dtype="float64"), nnlite.ones(3, dtype="float64"), nnlite.tensor(0)
    F.batch_norm(nnlite.tensor(x), mean, var, training=True, momentum=0.5, num_batches_tracked=count)
    np.testing.assert_allclose(mean.numpy(), x.mean(0) / 2, rtol=1e-12)
    assert count.item() == 1
    got = F.batch_norm(nnlite.tensor(x), mean, var, eps=0.0)
    np.testing.assert_allclose(got.numpy(), (x - mean.numpy()) / np.sqrt(var.numpy()), rtol=1e-12)


def test_norms_of_samples():
    def layer_norm(x, axes, eps=1e-5):
        return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)

    x, w, b = array(2, 4, 3), array(4, 3, seed=2), array(4, 3, seed=3)
    check(lambda x, w, b: F.layer_norm(x, [4, 3], w, b), lambda x, w, b: layer_norm(x, (1, 2)) * w + b, x, w, b)
    check(nn.LayerNorm(3, eps=0.1, dtype="float64"), lambda x: layer_norm(x, (2,), 0.1), x)
    assert [n for n, _ in nn.LayerNorm([4, 3], bias=False).named_parameters()] == ["weight"]
    assert not list(nn.LayerNorm(3, elementwise_affine=False).parameters())

    def group_norm(x, groups, eps=1e-5):
        return layer_norm(x.reshape(len(x), groups, -1), (2,), eps).reshape(x.shape)

    check(nn.GroupNorm(2, 4, dtype="float64"), lambda x: group_norm(x, 2), x)
    scale, shift = array(4, seed=6), array(4, seed=7)
    check(
        lambda x, w, b: F.group_norm(x, 2, w, b),
        lambda x, w, b: group_norm(x, 2) * w[:, None] + b[:, None],
        x,
        scale,
        shift,
    )
    assert not list(nn.GroupNorm(2, 4, affine=False).parameters())


def convolve(x, w, b=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    x = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    reach = [(w.shape[2 + i] - 1) * dilation[i] + 1 for i in range(2)]
    high, wide = ((x.shape[2 + i] - reach[i]) // stride[i] + 1 for i in range(2))
    out = np.zeros((len(x), len(w), high, wide))
    ins, outs = x.shape[1] // groups, len(w) // groups
    for o in range(len(w)):
        first = o // outs * ins
        for i in range(high):
            for j in range(wide):
                top, left = i * stride[0], j * stride[1]
                window = x[:, first : first + ins, top : top + reach[0] : dilation[0], left : left + reach[1] : dilation[1]]
                out[:, o, i, j] = (window * w[o]).sum((1, 2, 3)) + (0 if b is None else b[o])
    return out


@pytest.mark.parametrize("settings", [{}, dict(stride=(2, 1), padding=(1, 2), dilation=(1, 2)), dict(groups=2)])
def test_convolution_of_images(settings):
    x, w, b = array(2, 2, 4, 5), array(2, 2 // settings.get("groups", 1), 2, 2, seed=2), array(2, seed=3)
    check(
        lambda x, w, b: F.conv2d(x, w, b, **settings),
        lambda x, w, b: convolve(x, w, b, **settings),
        x,
        w,
        b,
        tolerance=1e-10,
    )
    layer = nn.Conv2d(2, 2, (2, 2), bias=False, dtype="float64", **settings)
    got = layer(nnlite.tensor(x)).numpy()
    np.testing.assert_allclose(got, convolve(x, layer.weight.numpy(), **settings), rtol=1e-10)


def test_convolution_of_signals():
    x, w, b = array(2, 2, 6), array(3, 2, 2, seed=2), array(3, seed=3)

    def formula(x, w, b):
        return convolve(x[:, :, None], w[:, :, None], b, (1, 2), (0, 1))[:, :, 0]

    check(lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=1), formula, x, w, b, tolerance=1e-10)
    layer = nn.Conv1d(2, 3, 3, padding="same")
    assert layer(nnlite.ones(2, 2, 6)).shape == (2, 3, 6) and layer.weight.shape == (3, 2, 3)
    assert nn.Conv1d(2, 3, 3, padding="valid")(nnlite.ones(2, 2, 6)).shape == (2, 3, 4)
    with pytest.raises(ValueError, match="'same'"):
        nn.Conv1d(2, 3, 3, padding="full")


def test_pooling():
    x = array(1, 2, 4, 6)

    def pooled(x, reduce, high=2, wide=3):
        return reduce(x.reshape(1, 2, 4 // high, high, 6 // wide, wide), (3, 5))

    for function in (lambda x: F.max_pool2d(x, (2, 3)), nn.MaxPool2d((2, 3))):
        check(function, lambda x: pooled(x, np.max), x)
    for function in (lambda x: F.avg_pool2d(x, (2, 3)), nn.AvgPool2d((2, 3)), nn.AdaptiveAvgPool2d(2)):
        check(function, lambda x: pooled(x, np.mean), x)
    check(lambda x: F.adaptive_avg_pool2d(x, (1, -1)), lambda x: x.mean(2, keepdims=True), x)
    check(nn.AvgPool2d(2, divisor_override=1), lambda x: pooled(x, np.sum, 2, 2), x)
    ones = nnlite.ones(1, 1, 2, 2)
    assert F.avg_pool2d(ones, 2, stride=1, padding=1)[0, 0, 0, 0].item() == 0.25
    assert F.avg_pool2d(ones, 2, stride=1, padding=1, count_include_pad=False)[0, 0, 0, 0].item() == 1
    assert F.max_pool2d(nnlite.zeros(1, 1, 5, 5), 2, ceil_mode=True).shape == (1, 1, 3, 3)
    assert nn.MaxPool2d(2, stride=1, padding=1, dilation=2)(nnlite.zeros(1, 1, 5, 5)).shape == (1, 1, 5, 5)


def test_dropout():
    x = nnlite.ones(10000)
    for dropped in (F.dropout(x, 0.25), nn.Dropout(0.25)(x)):
        values = dropped.numpy()
        assert set(np.unique(values)) == {0, np.float32(1 / 0.75)} and abs((values == 0).mean() - 0.25) < 0.03
    assert (F.dropout(x, 0.25, training=False).numpy() == 1).all()
    assert (nn.Dropout(0.25).eval()(x).numpy() == 1).all()


def test_one_hot_and_similarity():
    assert F.one_hot(nnlite.tensor([1, 0]), 3).tolist() == [[0, 1, 0], [1, 0, 0]]
    assert F.one_hot(nnlite.tensor([1, 2])).shape == (2, 3)

    def cosine(a, b):
        return (a * b).sum(1) / np.sqrt((a * a).sum(1) * (b * b).sum(1))

    check(F.cosine_similarity, cosine, ROWS, array(4, 3, seed=8))


def reduced(each):
    return {"none": each, "sum": each.sum(), "mean": each.mean()}


TARGETS = array(4, 3, seed=5)
PROBABILITIES, BITS = array(4, 3, seed=6, low=0.1, high=0.9), (TARGETS > 1).astype(float)
WEIGHTS = array(3, seed=7)


def compare_loss(function, module, formula, input, *others):
    for reduction in ("none", "sum", "mean"):
        theirs = lambda x: reduced(formula(x))[reduction]  # noqa: E731
        tensors = [nnlite.tensor(other) for other in others]
        check(lambda x: function(x, *tensors, reduction=reduction), theirs, input)
        check(lambda x: module(reduction=reduction)(x, *tensors), theirs, input)


def test_losses_of_differences():
    def d(x):
        return abs(x - TARGETS)

    compare_loss(F.mse_loss, nn.MSELoss, lambda x: d(x) ** 2, ROWS, TARGETS)
    compare_loss(F.l1_loss, nn.L1Loss, d, ROWS, TARGETS)
    smooth = lambda x: np.where(d(x) < 0.5, d(x) ** 2, d(x) - 0.25)  # noqa: E731
    compare_loss(
        lambda x, y, reduction: F.smooth_l1_loss(x, y, reduction, beta=0.5),
        lambda reduction: nn.SmoothL1Loss(reduction, beta=0.5), smooth, ROWS, TARGETS,
    )  # fmt: skip
    huber = lambda x: np.where(d(x) < 0.5, d(x) ** 2 / 2, 0.5 * (d(x) - 0.25))  # noqa: E731
    compare_loss(
        lambda x, y, reduction: F.huber_loss(x, y, reduction, delta=0.5),
        lambda reduction: nn.HuberLoss(reduction, delta=0.5), huber, ROWS, TARGETS,
    )  # fmt: skip


def test_binary_cross_entropies():
    weight = nnlite.tensor(WEIGHTS)
    bce = lambda p: -(BITS * np.log(p) + (1 - BITS) * np.log(1 - p)) * WEIGHTS  # noqa: E731
    compare_loss(
        lambda x, y, reduction: F.binary_cross_entropy(x, y, weight, reduction),
        lambda reduction: nn.BCELoss(weight, reduction), bce, PROBABILITIES, BITS,
    )  # fmt: skip

    def with_logits(x):
        p = 1 / (1 + np.exp(-x))
        return -(WEIGHTS * BITS * np.log(p) + (1 - BITS) * np.log(1 - p))

    compare_loss(
        lambda x, y, reduction: F.binary_cross_entropy_with_logits(x, y, reduction=reduction, pos_weight=weight),
        lambda reduction: nn.BCEWithLogitsLoss(reduction=reduction, pos_weight=weight), with_logits, ROWS, BITS,
    )  # fmt: skip


def test_cross_entropies():
    classes = np.array([2, 0, 1, 2])
    y, weight = nnlite.tensor(classes), nnlite.tensor(WEIGHTS)
    weights = WEIGHTS[classes]
    picked = lambda x: -np.log(softmax(x))[range(4), classes]  # noqa: E731
    check(lambda x: F.cross_entropy(x, y), lambda x: picked(x).mean(), ROWS)
    for ours in (lambda x: F.cross_entropy(x, y, weight), lambda x: nn.CrossEntropyLoss(weight)(x, y)):
        check(ours, lambda x: (picked(x) * weights).sum() / weights.sum(), ROWS)
    for ours in (lambda x: F.cross_entropy(x, y, ignore_index=2), lambda x: nn.CrossEntropyLoss(ignore_index=2)(x, y)):
        check(ours, lambda x: picked(x)[1:3].mean(), ROWS)
    smooth = lambda x: (0.9 * picked(x) - 0.1 * np.log(softmax(x)).mean(1)).sum()  # noqa: E731
    check(lambda x: F.cross_entropy(x, y, reduction="sum", label_smoothing=0.1), smooth, ROWS)
    odds = softmax(TARGETS)
    check(lambda x: F.cross_entropy(x, nnlite.tensor(odds)), lambda x: -(odds * np.log(softmax(x))).sum(1).mean(), ROWS)
    logs = np.log(PROBABILITIES)
    negative = lambda x: -x[range(4), classes] * weights  # noqa: E731
    check(lambda x: F.nll_loss(x, y, weight, reduction="none"), negative, logs)
    check(lambda x: nn.NLLLoss(weight)(x, y), lambda x: negative(x).sum() / weights.sum(), logs)
    check(lambda x: nn.NLLLoss(ignore_index=0, reduction="sum")(x, y), lambda x: -x[[0, 2, 3], [2, 1, 2]].sum(), logs)


def test_losses_of_rows():
    signs = np.array([1, -1, 1, -1])
    other = array(4, 3, seed=9)

    def cosine(a):
        cos = (a * other).sum(1) / np.sqrt((a * a).sum(1) * (other * other).sum(1))
        return np.where(signs == 1, 1 - cos, np.maximum(0, cos - 0.2))

    compare_loss(
        lambda a, b, y, reduction: F.cosine_embedding_loss(a, b, y, 0.2, reduction),
        lambda reduction: nn.CosineEmbeddingLoss(0.2, reduction), cosine, ROWS, other, signs,
    )  # fmt: skip

    def triplet(anchor):
        def distance(a, b):
            return np.sqrt(((a - b + 1e-6) ** 2).sum(1))

        near, far = distance(anchor, other), np.minimum(distance(anchor, TARGETS), distance(other, TARGETS))
        return np.maximum(0, 0.5 + near - far)

    compare_loss(
        lambda a, p, n, reduction: F.triplet_margin_loss(a, p, n, 0.5, swap=True, reduction=reduction),
        lambda reduction: nn.TripletMarginLoss(0.5, swap=True, reduction=reduction), triplet, ROWS, other, TARGETS,
    )  # fmt: skip


def test_initial_weights():
    tensor = nnlite.zeros(200, 100, dtype="float64")
    init, gain = nn.init, math.sqrt(2)
    cases = [
        (lambda: init.uniform_(tensor, -1, 3), 1, 4 / math.sqrt(12), 3),
        (lambda: init.normal_(tensor, 2, 0.5), 2, 0.5, None),
        (lambda: init.xavier_uniform_(tensor, 2.0), 0, 2 * math.sqrt(2 / 300), 2 * math.sqrt(6 / 300)),
        (lambda: init.xavier_normal_(tensor), 0, math.sqrt(2 / 300), None),
        (lambda: init.kaiming_uniform_(tensor, nonlinearity="relu"), 0, gain / 10, gain / 10 * math.sqrt(3)),
        (lambda: init.kaiming_normal_(tensor, 1.0, "fan_out"), 0, 1 / math.sqrt(200), None),
    ]
    for fill, mean, std, bound in cases:
        assert fill() is tensor
        values = tensor.numpy()
        assert abs(values.mean() - mean) < 0.03 and abs(values.std() / std - 1) < 0.03
        assert bound is None or abs(values).max() <= bound
    assert init.constant_(tensor, 3)[0, 0].item() == 3
    assert init.ones_(tensor).sum().item() == 20000 and init.zeros_(tensor).sum().item() == 0
    gains = [init.calculate_gain(kind) for kind in ("linear", "sigmoid", "tanh", "relu", "leaky_relu")]
    np.testing.assert_allclose(gains, [1, 1, 5 / 3, gain, math.sqrt(2 / (1 + 0.01**2))])
