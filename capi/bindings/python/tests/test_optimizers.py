"""Optimizers and schedules against their formulas."""

import math

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim

START, SLOPES = (
    np.array([1.0, -2.0, 3.0]),
    [np.array([0.5, -1.0, 2.0]), np.array([1.0, 0.5, -0.25]), np.array([0.1, 0, 2])],
)
schedules = optim.lr_scheduler


def sgd(p, g, t, s, lr, momentum=0, dampening=0, decay=0, nesterov=False):
    g = g + decay * p
    s["b"] = g if t == 1 else momentum * s["b"] + (1 - dampening) * g
    return p - lr * (g + momentum * s["b"] if nesterov else s["b"])


def adam(p, g, t, s, lr, b1=0.9, b2=0.999, eps=1e-8, decay=0, decoupled=0, amsgrad=False):
    p, g = p * (1 - lr * decoupled), g + decay * p
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0) + (1 - b2) * g * g
    s["max"] = np.maximum(s.get("max", 0), s["v"])
    v = s["max"] if amsgrad else s["v"]
    return p - lr / (1 - b1**t) * s["m"] / (np.sqrt(v / (1 - b2**t)) + eps)


def adagrad(p, g, t, s, lr, lr_decay, decay, initial, eps=1e-10):
    g = g + decay * p
    s["s"] = s.get("s", initial) + g * g
    return p - lr / (1 + (t - 1) * lr_decay) * g / (np.sqrt(s["s"]) + eps)


def rmsprop(p, g, t, s, lr, alpha, decay, momentum, centered, eps=1e-8):
    g = g + decay * p
    s["v"] = alpha * s.get("v", 0) + (1 - alpha) * g * g
    s["g"] = alpha * s.get("g", 0) + (1 - alpha) * g
    x = g / (np.sqrt(s["v"] - (s["g"] ** 2 if centered else 0)) + eps)
    s["b"] = momentum * s.get("b", 0) + x
    return p - lr * s["b"]


@pytest.mark.parametrize(
    "make, formula",
    [
        (lambda p: optim.SGD(p, 0.1), lambda *a: sgd(*a, 0.1)),
        (lambda p: optim.SGD(p, 0.1, 0.9, dampening=0.3, weight_decay=0.2), lambda *a: sgd(*a, 0.1, 0.9, 0.3, 0.2)),
        (lambda p: optim.SGD(p, 0.1, 0.9, nesterov=True), lambda *a: sgd(*a, 0.1, 0.9, nesterov=True)),
        (lambda p: optim.SGD(p, 0.1, maximize=True, lazy_rows=False), lambda p, g, t, s: sgd(p, -g, t, s, 0.1)),
        (lambda p: optim.Adam(p), lambda *a: adam(*a, 1e-3)),
        (
            lambda p: optim.Adam(p, 0.1, (0.8, 0.9), 1e-3, 0.2, True),
            lambda *a: adam(*a, 0.1, 0.8, 0.9, 1e-3, 0.2, amsgrad=True),
        ),
        (lambda p: optim.AdamW(p, 0.1), lambda *a: adam(*a, 0.1, decoupled=1e-2)),
        (
            lambda p: optim.AdamW(p, 0.1, weight_decay=0.3, maximize=True),
            lambda p, g, t, s: adam(p, -g, t, s, 0.1, decoupled=0.3),
        ),
        (lambda p: optim.Adagrad(p, 0.1, 0.2, 0.3, 0.4), lambda *a: adagrad(*a, 0.1, 0.2, 0.3, 0.4)),
        (lambda p: optim.RMSprop(p), lambda *a: rmsprop(*a, 1e-2, 0.99, 0, 0, False)),
        (
            lambda p: optim.RMSprop(p, 0.1, 0.9, weight_decay=0.1, momentum=0.5, centered=True),
            lambda *a: rmsprop(*a, 0.1, 0.9, 0.1, 0.5, True),
        ),
    ],
)
def test_steps(make, formula):
    parameter = nnlite.tensor(START, requires_grad=True)
    optimizer = make([parameter])
    expected, state = START, {}
    for t, slope in enumerate(SLOPES, 1):
        optimizer.zero_grad()
        (parameter * nnlite.tensor(slope)).sum().backward()
        optimizer.step()
        expected = formula(expected, slope, t, state)
        np.testing.assert_allclose(parameter.numpy(), expected, rtol=1e-10, atol=1e-12)


def test_sparse_adam_touches_rows_alone():
    table = nn.Embedding(4, 2, dtype="float64")
    before = table.weight.numpy()
    optimizer = optim.SparseAdam(table.parameters(), lr=0.1)
    table(nnlite.tensor([2])).sum().backward()
    optimizer.step()
    expected = before.copy()
    expected[2] -= 0.1 * math.sqrt(1 - 0.999) / (1 - 0.9) * 0.1 / (math.sqrt(0.001) + 1e-8)
    np.testing.assert_allclose(table.weight.numpy(), expected, rtol=1e-9)
    dense = optim.SparseAdam([nnlite.ones(1).requires_grad_()])
    parameter = dense.param_groups[0]["params"][0]
    (parameter * 2).sum().backward()
    with pytest.raises(nnlite.NotSupportedError):
        dense.step()


def test_lazy_rows_give_what_dense_steps_give():
    tables = [nn.Embedding.from_pretrained(nnlite.tensor(np.ones((5, 2))), freeze=False) for _ in range(2)]
    optimizers = [optim.SGD(t.parameters(), 0.1, 0.9, lazy_rows=lazy) for t, lazy in zip(tables, (True, False))]
    for rows in ([0, 1], [2], [0, 3]):
        for table, optimizer in zip(tables, optimizers):
            optimizer.zero_grad()
            table(nnlite.tensor(rows)).sum().backward()
            optimizer.step()
    optimizers[0].settle()
    np.testing.assert_allclose(tables[0].weight.numpy(), tables[1].weight.numpy(), rtol=1e-12)


def test_groups():
    a, b, c = (nnlite.ones(1).requires_grad_() for _ in range(3))
    optimizer = optim.SGD([{"params": [a]}, {"params": b, "lr": 0.5, "momentum": 0.9}], lr=0.1)
    optimizer.add_param_group({"params": [c], "lr": 0.25})
    assert [group["lr"] for group in optimizer.param_groups] == [0.1, 0.5, 0.25]
    assert [group["momentum"] for group in optimizer.param_groups] == [0, 0.9, 0]
    assert optimizer.param_groups[1]["params"] == [b] or optimizer.param_groups[1]["params"][0] is b
    optimizer.param_groups[0]["lr"] = 1.0
    optimizer.param_groups[2]["momentum"] = 0.5
    (a + b + c).sum().backward()
    optimizer.step()
    assert [x.item() for x in (a, b, c)] == [0.0, 0.5, 0.75]
    assert list(optimizer.param_groups[0]) == ["params", "lr", "momentum"] and "lr=1" in repr(optimizer)
    with pytest.raises(TypeError, match="no setting speed"):
        optim.SGD([{"params": [a], "speed": 1}])
    with pytest.raises(nnlite.NotSupportedError):
        optim.Adagrad([a]).param_groups[0]["momentum"]
    with pytest.raises(KeyError):
        optimizer.param_groups[0]["speed"]
    with pytest.raises(nnlite.InvalidArgumentError):
        optim.SGD([])
    betas = optim.Adam(a, betas=(0.8, 0.9))
    assert betas.param_groups[0]["momentum"] == 0.8


def test_clipping():
    a, b = nnlite.zeros(1).requires_grad_(), nnlite.zeros(1).requires_grad_()
    (a * 3 + b * 4).sum().backward()
    assert nn.utils.clip_grad_norm_((x for x in (a, b)), 1.0) == 5.0
    np.testing.assert_allclose([a.grad.item(), b.grad.item()], [0.6, 0.8], rtol=1e-5)
    assert nn.utils.clip_grad_norm_([a, b], 10.0, norm_type=math.inf) == pytest.approx(0.8)
    nn.utils.clip_grad_value_(a, 0.25)
    assert a.grad.item() == 0.25
    a.grad = nnlite.tensor([math.nan])
    with pytest.raises(nnlite.InvalidStateError):
        nn.utils.clip_grad_norm_(a, 1.0, error_if_nonfinite=True)


def rates(make, steps, lr=1.0):
    parameter = nnlite.ones(1).requires_grad_()
    optimizer = optim.SGD([parameter], lr=lr, momentum=0.9)
    schedule = make(optimizer)
    result = [optimizer.param_groups[0]["lr"]]
    for step in range(steps):
        schedule.step()
        result.append(optimizer.param_groups[0]["lr"])
        assert schedule.get_last_lr() == [result[-1]] and schedule.last_epoch == step + 1
    return result


def cosine(e, period):
    return 0.1 + 0.9 * (1 + math.cos(math.pi * e / period)) / 2


@pytest.mark.parametrize(
    "make, formula",
    [
        (lambda o: schedules.StepLR(o, 2), lambda e: 0.1 ** (e // 2)),
        (lambda o: schedules.StepLR(o, 3, 0.5), lambda e: 0.5 ** (e // 3)),
        (lambda o: schedules.MultiStepLR(o, [1, 4, 4]), lambda e: 0.1 ** ((e >= 1) + 2 * (e >= 4))),
        (lambda o: schedules.ExponentialLR(o, 0.9), lambda e: 0.9**e),
        (lambda o: schedules.LinearLR(o), lambda e: 1 / 3 + 2 / 3 * min(e, 5) / 5),
        (lambda o: schedules.LinearLR(o, 0.5, 0.25, 2), lambda e: 0.5 - 0.25 * min(e, 2) / 2),
        (lambda o: schedules.CosineAnnealingLR(o, 8, 0.1), lambda e: cosine(e, 8)),
        (
            lambda o: schedules.CosineAnnealingWarmRestarts(o, 2, 2, 0.1),
            lambda e: cosine(e, 2) if e < 2 else cosine(e - 2, 4) if e < 6 else cosine(e - 6, 8),
        ),
        (
            lambda o: schedules.SequentialLR(o, [schedules.LinearLR(o, 0.5, 1.0, 2), schedules.ExponentialLR(o, 0.5)], [3]),
            lambda e: min(0.5 + 0.25 * e, 1) if e < 3 else 0.5 ** (e - 3),
        ),
        (
            lambda o: schedules.OneCycleLR(o, 2.0, 9, 0.5, "linear", div_factor=2.0, final_div_factor=10.0),
            lambda e: np.interp(e, [0, 3.5, 8], [1.0, 2.0, 0.1]),
        ),
    ],
)
def test_schedules(make, formula):
    np.testing.assert_allclose(rates(make, 8), [formula(e) for e in range(9)], rtol=1e-10)


def test_a_restart_at_a_fraction_of_an_epoch():
    optimizer = optim.SGD([nnlite.ones(1).requires_grad_()], lr=1.0)
    schedule = schedules.CosineAnnealingWarmRestarts(optimizer, 4, eta_min=0.1)
    schedule.step(1.5)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(cosine(1.5, 4))


def test_the_momentum_of_one_cycle_goes_the_other_way():
    optimizer = optim.SGD([nnlite.ones(1).requires_grad_()], lr=1.0, momentum=0.9)
    schedule = schedules.OneCycleLR(optimizer, [2.0], 11, three_phase=True, base_momentum=0.5, max_momentum=0.8)
    assert optimizer.param_groups[0]["momentum"] == pytest.approx(0.8)
    for _ in range(10):
        schedule.step()
    with pytest.raises(ValueError, match="'cos', 'linear'"):
        schedules.OneCycleLR(optimizer, 2.0, 10, anneal_strategy="straight")


def test_plateaus():
    optimizer = optim.SGD([nnlite.ones(1).requires_grad_()], lr=1.0)
    schedule = schedules.ReduceLROnPlateau(optimizer, factor=0.5, patience=1, min_lr=0.3, mode="max", threshold_mode="abs")
    seen = []
    for metric in (1, 2, 2, 2, 2, 2, 2, math.nan, 1):
        schedule.step(metric)
        seen.append(schedule.get_last_lr()[0])
    assert seen == [1, 1, 1, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3]
    with pytest.raises(nnlite.NotSupportedError):
        schedules.LRScheduler.step(schedule)
    assert schedules.ReduceLROnPlateau(optimizer, min_lr=[0.1]).last_epoch == 0


def test_misuse_of_schedules():
    optimizer = optim.SGD([nnlite.ones(1).requires_grad_()], lr=1.0)
    with pytest.raises(nnlite.InvalidArgumentError):
        schedules.StepLR(optimizer, 0)
    with pytest.raises(ValueError, match="need 1 milestones"):
        schedules.SequentialLR(optimizer, [schedules.StepLR(optimizer, 1), schedules.StepLR(optimizer, 1)], [])
    assert repr(schedules.StepLR(optimizer, 1)) == "StepLR(last_epoch=0)"
