"""Layer norm and group norm.

settings: op (layer_norm, group_norm), normalized_shape or num_groups, eps. inputs: x, weight and bias (absent
where there is none), cotangent.
"""

import torch
from torch.nn import functional as F

from common import Draw, case, differentiated, error_case


def _affine(draw, shape, weight, bias):
    given = {}
    if weight:
        given["weight"] = draw.normal(*shape)
    if bias:
        given["bias"] = draw.normal(*shape)
    return given


def layer(name, shape, normalized, weight=True, bias=True, eps=1e-5, x=None):
    draw = Draw("row_norms/" + name)
    x = draw.normal(*shape, scale=1.5, mean=0.5) if x is None else x
    settings = {"op": "layer_norm", "normalized_shape": list(normalized), "eps": eps}
    return differentiated(
        name,
        settings,
        lambda x, weight=None, bias=None: F.layer_norm(x, normalized, weight, bias, eps),
        {"x": x, **_affine(draw, normalized, weight, bias)},
    )


def group(name, shape, groups, weight=True, bias=True, eps=1e-5, x=None):
    draw = Draw("row_norms/" + name)
    x = draw.normal(*shape, scale=1.5, mean=0.5) if x is None else x
    settings = {"op": "group_norm", "num_groups": groups, "eps": eps}
    return differentiated(
        name,
        settings,
        # PyTorch 1.13 fails in backward with a bias alone.
        lambda x, weight=torch.ones(shape[1]), bias=None: F.group_norm(x, groups, weight, bias, eps),
        {"x": x, **_affine(draw, (shape[1],), weight, bias)},
    )


def refused(name, op, shape, argument, weight=None):
    key = "normalized_shape" if op == "layer_norm" else "num_groups"
    settings = {"op": op, key: argument, "eps": 1e-5}
    inputs = {"x": torch.ones(shape)}
    if weight is not None:
        inputs["weight"] = torch.ones(weight)
    return error_case(name, settings, inputs, lambda: getattr(F, op)(torch.ones(shape), argument, inputs.get("weight")))


def cases():
    constant = torch.full((2, 4), 1.5)
    return [
        layer("layer", (3, 5), (5,)),
        layer("layer_without_bias", (3, 5), (5,), bias=False),
        layer("layer_without_weight", (3, 5), (5,), weight=False),
        layer("layer_plain", (3, 5), (5,), False, False),
        layer("layer_one_axis", (6,), (6,)),
        layer("layer_two_axes", (2, 3, 4), (3, 4)),
        layer("layer_all_axes", (2, 3, 2), (2, 3, 2)),
        layer("layer_of_a_sequence", (2, 3, 9), (9,)),
        layer("layer_wide", (2, 67), (67,)),
        layer("layer_many_rows", (150, 3), (3,)),
        layer("layer_eps", (2, 4), (4,), eps=0.5),
        layer("layer_one_value", (3, 1), (1,)),
        layer("layer_zero_variance", (2, 4), (4,), x=constant),
        layer("layer_zero_variance_eps_0_is_nan", (2, 4), (4,), eps=0.0, x=constant),
        layer("layer_no_rows", (0, 3), (3,)),
        layer("layer_empty_rows", (2, 0), (0,)),
        group("group", (2, 4, 3), 2),
        group("group_without_bias", (2, 4, 3), 2, bias=False),
        group("group_without_weight", (2, 4, 3), 2, weight=False),
        group("group_plain", (2, 4, 3), 2, False, False),
        group("group_2d", (3, 6), 2),
        group("group_4d", (2, 6, 2, 3), 3),
        group("group_5d", (1, 4, 2, 1, 3), 2),
        group("group_one_is_like_layer_norm", (2, 3, 4), 1),
        group("group_of_one_channel_is_like_instance_norm", (2, 3, 4), 3),
        group("group_wide", (2, 70, 1), 1),
        group("group_wide_with_extent", (1, 66, 2), 1),
        group("group_one_value_but_several_samples", (2, 2), 2),
        group("group_one_sample_one_value_each_along_space", (1, 2, 2), 2),
        group("group_eps", (2, 4, 2), 2, eps=0.5),
        group("group_zero_variance_eps_0_is_nan", (2, 4), 2, eps=0.0, x=constant),
        group("group_no_samples", (0, 4, 3), 2),
        group("group_no_channels", (2, 0, 3), 2),
        case(
            "group_no_extent",
            {
                "op": "group_norm",
                "num_groups": 2,
                "eps": 1e-5,
                "note": "PyTorch's gradient of the weight is NaN here; the sum of nothing is 0",
            },
            {"x": torch.ones(2, 4, 0)},
            {"output": F.group_norm(torch.ones(2, 4, 0), 2)},
        ),
        refused("layer_of_no_axes", "layer_norm", (2, 3), []),
        refused("layer_of_another_size", "layer_norm", (2, 3), [2]),
        refused("layer_of_more_axes", "layer_norm", (2, 3), [3, 2, 3]),
        refused("layer_with_another_weight", "layer_norm", (2, 3), [3], (2,)),
        refused("group_of_a_vector", "group_norm", (4,), 2),
        refused("group_that_does_not_divide", "group_norm", (2, 3), 2),
        refused("group_with_another_weight", "group_norm", (2, 4), 2, (3,)),
        refused("group_of_one_value_in_all", "group_norm", (1, 2), 2),
    ]
