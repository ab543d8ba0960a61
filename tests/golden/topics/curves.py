"""Activations with settings. settings: op and its settings by PyTorch's names; a (transposed: its first two
axes are exchanged first), and weight for prelu -> output, and their gradients.
"""

import math

import torch
import torch.nn.functional as F

from common import Draw, differentiated, error_case, exact

INF, NAN = math.inf, math.nan


def call(op, transposed=False, **settings):
    def run(a, weight=None):
        a = a.transpose(0, 1) if transposed else a
        return F.prelu(a, weight) if op == "prelu" else getattr(F, op)(a, **settings)

    return run


def one(name, values, op, transposed=False, weight=None, **settings):
    noted = dict(settings, op=op, **({"transposed": True} if transposed else {}))
    inputs = {"a": exact(values)}
    if weight is not None:
        inputs["weight"] = exact(weight)
    return differentiated(name, noted, call(op, transposed, **settings), inputs)


def curves():
    result = []
    settings = {
        "elu": [{}, {"alpha": 0.3}, {"alpha": 0.0}, {"alpha": -2.0}],
        "gelu": [{}, {"approximate": "tanh"}],
        "silu": [{}],
        "softplus": [
            {},
            {"beta": 0.5, "threshold": 1.0},
            {"beta": 3.0, "threshold": 20.0},
            {"beta": -1.0, "threshold": 20.0},
            {"beta": 1.0, "threshold": -1.0},
        ],
        "hardtanh": [{}, {"min_val": -0.5, "max_val": 2.0}, {"min_val": 0.25, "max_val": 0.25}],
    }
    shapes = {"0d": (), "2d": (3, 4), "empty": (0, 3), "3d": (2, 3, 2)}
    for op, choices in settings.items():
        for number, chosen in enumerate(choices):
            base = op if number == 0 else f"{op}_{number}"
            for label, shape in shapes.items():
                if number > 0 and label != "2d":
                    continue
                name = f"{base}_{label}"
                result.append(one(name, Draw("curves/" + name).normal(*shape, scale=2.0), op, **chosen))
            result.append(one(f"{base}_at_zero", [0.0, -0.0], op, **chosen))
            result.append(one(f"{base}_near_zero", [1e-3, -1e-3, 1e-8, -1e-8, 1e-20, -1e-20], op, **chosen))
            large = [20.0, -20.0, 40.0, -40.0, 90.0, -90.0, 200.0, -200.0]
            result.append(one(f"{base}_large", large, op, **chosen))
            result.append(one(f"{base}_infinite", [INF, -INF], op, **chosen))
        name = f"{op}_transposed"
        result.append(one(name, Draw("curves/" + name).normal(3, 5, scale=2.0), op, transposed=True))
    result.append(one("softplus_at_the_threshold", [19.5, 20.0, 20.25], "softplus"))
    result.append(one("hardtanh_at_the_bounds", [-1.0, 1.0, -1.25, 1.25, 0.75], "hardtanh"))
    return result


def prelu():
    result = []
    for shape, slopes in [
        ((), 1),
        ((5,), 1),
        ((3, 4), 1),
        ((3, 4), 4),
        ((4, 1), 1),
        ((2, 3, 4), 3),
        ((2, 3, 2, 2), 3),
        ((2, 3, 4), 1),
        ((0, 3), 3),
        ((0, 3), 1),
        ((2, 0), 1),
    ]:
        name = f"prelu_{'x'.join(map(str, shape)) or '0d'}_slopes_{slopes}"
        draw = Draw("curves/" + name)
        result.append(one(name, draw.normal(*shape), "prelu", weight=draw.normal(slopes)))
    draw = Draw("curves/prelu_transposed")
    result.append(
        one("prelu_transposed", draw.normal(3, 5), "prelu", transposed=True, weight=draw.normal(3))
    )
    result.append(one("prelu_slope_without_axes", draw.normal(2, 3), "prelu", weight=draw.normal()))
    result.append(one("prelu_at_zero", [0.0, -0.0, 1.0, -1.0], "prelu", weight=[0.25]))
    result.append(one("prelu_infinite_and_nan", [INF, -INF, NAN], "prelu", weight=[0.25]))
    for name, shape, slopes in [
        ("too_many_slopes", (2, 3), (4,)),
        ("slopes_for_a_vector", (3,), (3,)),
        ("slopes_without_axes", (), (2,)),
        ("a_matrix_of_slopes", (2, 3), (1, 3)),
    ]:
        inputs = {"a": draw.normal(*shape), "weight": draw.normal(*slopes)}
        result.append(
            error_case(f"prelu_{name}_is_an_error", {"op": "prelu"}, inputs, lambda: F.prelu(*inputs.values()))
        )
    return result


def cases():
    return curves() + prelu()
