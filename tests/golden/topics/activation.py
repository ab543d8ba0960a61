"""Activations. settings: op, and negative_slope or axis where the op has one; input -> output, and its
gradient.
"""

import math

import torch
import torch.nn.functional as F

from common import Draw, differentiated, exact

INF, NAN = math.inf, math.nan


def apply(op, negative_slope=0.01, axis=None):
    return {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": lambda x: F.leaky_relu(x, negative_slope),
        "softmax": lambda x: F.softmax(x, axis),
        "log_softmax": lambda x: F.log_softmax(x, axis),
    }[op]


def one(name, values, op, **settings):
    call = apply(op, **settings)
    return differentiated(name, dict(settings, op=op), lambda input: call(input), {"input": exact(values)})


def cases():
    result = []
    shapes = {"0d": (), "2d": (3, 4), "empty": (0, 3)}
    for op in ("sigmoid", "tanh", "relu", "leaky_relu"):
        for label, shape in shapes.items():
            name = f"{op}_{label}"
            result.append(one(name, Draw("activation/" + name).normal(*shape, scale=2.0), op))
        result.append(one(f"{op}_at_zero", [0.0, -0.0], op))
        result.append(one(f"{op}_near_zero", [1e-3, -1e-3, 1e-8, -1e-8, 1e-20, -1e-20], op))
        result.append(
            one(f"{op}_large", [20.0, -20.0, 40.0, -40.0, 90.0, -90.0, 710.0, -710.0, 1e4, -1e4], op)
        )
        result.append(one(f"{op}_infinite", [INF, -INF], op))
        result.append(one(f"{op}_nan", [NAN, 1.0], op))
    for slope in (0.0, 0.2, 1.0, -0.5):
        name = f"leaky_relu_slope_{slope}"
        values = torch.cat([Draw("activation/" + name).normal(5), torch.zeros(1)])
        result.append(one(name, values, "leaky_relu", negative_slope=slope))

    for op in ("softmax", "log_softmax"):
        for shape, axis in [
            ((5,), 0),
            ((5,), -1),
            ((3, 4), 0),
            ((3, 4), 1),
            ((3, 4), -2),
            ((2, 3, 2), 0),
            ((2, 3, 2), 1),
            ((2, 3, 2), -1),
            ((0, 3), 1),
            ((3, 1), 1),
        ]:
            name = f"{op}_{'x'.join(map(str, shape))}_axis_{axis}"
            result.append(one(name, Draw("activation/" + name).normal(*shape, scale=2.0), op, axis=axis))
        result.append(
            one(
                f"{op}_large_logits",
                [[1000.0, 1001.0, 999.0], [-1000.0, -1001.0, -999.0], [1e4, 0.0, -1e4], [1e38, -1e38, 0.0]],
                op,
                axis=1,
            )
        )
        result.append(one(f"{op}_equal_logits", [[700.0, 700.0, 700.0], [0.0, 0.0, 0.0]], op, axis=1))
        result.append(
            one(f"{op}_minus_infinity_is_probability_zero", [[1.0, -INF, 2.0], [-INF, -INF, 3.0]], op, axis=1)
        )
        result.append(one(f"{op}_all_minus_infinity_is_nan", [[-INF, -INF], [1.0, 2.0]], op, axis=1))
        result.append(one(f"{op}_plus_infinity_is_nan_in_that_row", [[INF, 1.0], [1.0, 2.0]], op, axis=1))
        result.append(one(f"{op}_nan_stays_in_that_row", [[NAN, 1.0], [1.0, 2.0]], op, axis=1))
    return result
