"""Initialisation: what torch.nn.init passes to its random draws (deviation or bound), never the draws.

kind says what: "fans", "gain", "xavier_normal", "xavier_uniform", "kaiming_normal", "kaiming_uniform",
or "layer" for a layer's defaults.
"""

import math
from unittest import mock

import torch
from torch import nn
from torch.nn import init

from common import case, error_case

# (out, in, then the receptive field); the last is that of a grouped convolution, Conv1d(6, 4, 3, groups=2).
SHAPES = [(3, 5), (5, 3), (7, 7), (4, 3, 2), (8, 4, 3, 3), (2, 3, 2, 2, 2), (4, 3, 3)]
SLOPES = [None, 0.0, 0.01, 0.2, math.sqrt(5.0), -0.5]


def recorded(call):
    """The uniform and normal draws that call makes: (distribution, first argument, second argument)."""
    draws = []

    def recorder(distribution):
        def draw(tensor, first, second, **_):
            draws.append((distribution, float(first), float(second)))
            return tensor.zero_()

        return draw

    with mock.patch.object(torch.Tensor, "uniform_", recorder("uniform")), mock.patch.object(
        torch.Tensor, "normal_", recorder("normal")
    ):
        call()
    return draws


def spread(call):
    """The standard deviation or the bound of the single draw that call makes."""
    ((distribution, first, second),) = recorded(call)
    if distribution == "normal":
        assert first == 0.0
        return {"std": second}
    assert first == -second
    return {"bound": second}


def label(shape):
    return "x".join(map(str, shape))


def scalars(values):
    return {
        key: torch.tensor(value, dtype=torch.int64 if isinstance(value, int) else torch.float64)
        for key, value in values.items()
    }


def schemes():
    result = []
    for shape in SHAPES:
        fan_in, fan_out = init._calculate_fan_in_and_fan_out(torch.empty(shape))
        result.append(
            case(
                f"fans_{label(shape)}",
                {"kind": "fans", "shape": shape},
                {},
                scalars({"fan_in": int(fan_in), "fan_out": int(fan_out)}),
            )
        )
    for kind in ("xavier_normal", "xavier_uniform"):
        for shape in (SHAPES[0], SHAPES[4]):
            for gain in (1.0, 5.0 / 3.0):
                settings = {"kind": kind, "shape": shape, "gain": gain}
                out = spread(lambda: getattr(init, kind + "_")(torch.empty(shape), gain=gain))
                result.append(case(f"{kind}_{label(shape)}_gain_{gain:.3g}", settings, {}, scalars(out)))
    for kind in ("kaiming_normal", "kaiming_uniform"):
        call = getattr(init, kind + "_")
        for shape in ((3, 5), (4, 3, 2), (8, 4, 3, 3)):
            for mode in ("fan_in", "fan_out"):
                for nonlinearity, a in [
                    ("relu", 0.0),
                    ("leaky_relu", 0.0),
                    ("leaky_relu", 0.2),
                    ("leaky_relu", math.sqrt(5.0)),
                    ("tanh", 0.0),
                    ("linear", 0.0),
                ]:
                    settings = {
                        "kind": kind,
                        "shape": shape,
                        "mode": mode,
                        "nonlinearity": nonlinearity,
                        "a": a,
                    }
                    out = spread(lambda: call(torch.empty(shape), a=a, mode=mode, nonlinearity=nonlinearity))
                    result.append(
                        case(
                            f"{kind}_{label(shape)}_{mode}_{nonlinearity}_{a:.3g}", settings, {}, scalars(out)
                        )
                    )
        result.append(
            case(
                f"{kind}_defaults_are_fan_in_leaky_relu_slope_0",
                {"kind": kind, "shape": (3, 5)},
                {},
                scalars(spread(lambda: call(torch.empty(3, 5)))),
            )
        )
    for kind in ("xavier_normal", "xavier_uniform", "kaiming_normal", "kaiming_uniform"):
        for shape in ((), (4,)):
            result.append(
                error_case(
                    f"{kind}_below_two_axes_{label(shape) or 'scalar'}",
                    {"kind": kind, "shape": shape},
                    {},
                    lambda: getattr(init, kind + "_")(torch.empty(shape)),
                )
            )
    return result


def layers():
    result = []

    def defaults(name, settings, make):
        draws = recorded(make)
        out = {}
        for parameter, (distribution, first, second) in zip(("weight", "bias"), draws):
            out.update(
                {
                    f"{parameter}_{'mean' if distribution == 'normal' else 'low'}": first,
                    f"{parameter}_{'std' if distribution == 'normal' else 'high'}": second,
                }
            )
        result.append(case(name, dict(settings, kind="layer", distribution=draws[0][0]), {}, scalars(out)))

    defaults("layer_linear_5_3", {"layer": "Linear", "in": 5, "out": 3}, lambda: nn.Linear(5, 3))
    defaults("layer_linear_80_256", {"layer": "Linear", "in": 80, "out": 256}, lambda: nn.Linear(80, 256))
    defaults(
        "layer_linear_5_3_without_bias",
        {"layer": "Linear", "in": 5, "out": 3, "bias": False},
        lambda: nn.Linear(5, 3, bias=False),
    )
    defaults(
        "layer_conv1d_grouped",
        {"layer": "Conv1d", "in": 6, "out": 4, "kernel": 3, "groups": 2},
        lambda: nn.Conv1d(6, 4, 3, groups=2),
    )
    defaults("layer_conv2d", {"layer": "Conv2d", "in": 4, "out": 8, "kernel": 3}, lambda: nn.Conv2d(4, 8, 3))
    defaults(
        "layer_embedding",
        {"layer": "Embedding", "num_embeddings": 27, "embedding_dim": 16},
        lambda: nn.Embedding(27, 16),
    )
    norm = nn.BatchNorm1d(3)
    result.append(
        case(
            "layer_batch_norm",
            {
                "kind": "layer",
                "layer": "BatchNorm1d",
                "num_features": 3,
                "eps": norm.eps,
                "momentum": norm.momentum,
            },
            {},
            dict(norm.state_dict()),
        )
    )
    return result


def cases():
    result = []
    for nonlinearity in ("linear", "conv1d", "conv2d", "conv3d", "sigmoid", "tanh", "relu"):
        result.append(
            case(
                f"gain_{nonlinearity}",
                {"kind": "gain", "nonlinearity": nonlinearity},
                {},
                scalars({"gain": float(init.calculate_gain(nonlinearity))}),
            )
        )
    for a in SLOPES:
        settings = {"kind": "gain", "nonlinearity": "leaky_relu", "a": a}
        result.append(
            case(
                f"gain_leaky_relu_{'default' if a is None else f'{a:.3g}'}",
                settings,
                {},
                scalars({"gain": float(init.calculate_gain("leaky_relu", a))}),
            )
        )
    return result + schemes() + layers()
