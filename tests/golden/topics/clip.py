"""Clipping of gradients. inputs grad_i (an absent i, up to settings.parameters, is a missing gradient) ->
outputs grad_i clipped and, by norm, total_norm as it was before.
"""

import math

import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from common import Draw, case, error_case, exact

INF, NAN = math.inf, math.nan


def parameters(gradients):
    result = []
    for gradient in gradients:
        shape = (2,) if gradient is None else gradient.shape
        p = torch.nn.Parameter(torch.zeros(shape))
        p.grad = None if gradient is None else gradient.clone()
        result.append(p)
    return result


def named(gradients):
    return {f"grad_{i}": g for i, g in enumerate(gradients) if g is not None}


def by_norm(name, gradients, max_norm, norm_type=2.0, error_if_nonfinite=False, **extra):
    settings = {
        "by": "norm",
        "parameters": len(gradients),
        "max_norm": max_norm,
        "norm_type": "inf" if norm_type == INF else norm_type,
        "error_if_nonfinite": error_if_nonfinite,
        **extra,
    }
    params = parameters(gradients)
    call = lambda: clip_grad_norm_(params, max_norm, norm_type, error_if_nonfinite=error_if_nonfinite)
    if error_if_nonfinite:
        return error_case(name, settings, named(gradients), call)
    total = call()
    return case(name, settings, named(gradients), {"total_norm": total, **named([p.grad for p in params])})


def by_value(name, gradients, clip_value):
    settings = {"by": "value", "parameters": len(gradients), "clip_value": clip_value}
    params = parameters(gradients)
    clip_grad_value_(params, clip_value)
    return case(name, settings, named(gradients), named([p.grad for p in params]))


def cases():
    result = []
    for norm_type in (1.0, 2.0, 3.0, 0.5, INF):
        draw = Draw(f"clip/{norm_type}")
        gradients = [draw.normal(3, 2), None, draw.normal(4), draw.normal()]
        result.append(
            by_norm(f"above_the_bound_norm_{norm_type}_missing_gradient_skipped", gradients, 0.75, norm_type)
        )
        result.append(by_norm(f"below_the_bound_norm_{norm_type}", gradients, 1e3, norm_type))
    result.append(by_norm("total_norm_spans_parameters", [exact([3.0]), exact([4.0])], 1.0))
    result.append(by_norm("total_equal_to_the_bound_still_scales", [exact([3.0, 4.0])], 5.0))
    result.append(by_norm("total_just_below_the_bound_still_scales", [exact([0.6, 0.8])], 1.0000005))
    result.append(by_norm("max_norm_zero_gives_zero", [exact([3.0, 4.0])], 0.0))
    result.append(by_norm("zero_gradient_stays_zero", [torch.zeros(3)], 1.0))
    for norm_type in (1.0, 2.0):
        given = [torch.zeros(0, 3), exact([[3.0]]), exact(-4.0)]
        result.append(by_norm(f"gradients_of_none_and_one_element_norm_{norm_type}", given, 1.0, norm_type))
        result.append(by_norm(f"gradients_without_elements_norm_{norm_type}", given[:1], 1.0, norm_type))
    result.append(by_norm("no_gradients_give_zero", [None, None], 1.0))
    result.append(by_norm("no_parameters_give_zero", [], 1.0))
    for norm_type in (1.0, 2.0, INF):
        bad = [exact([NAN, 1.0]), exact([2.0])]
        result.append(by_norm(f"nan_spreads_to_every_gradient_norm_{norm_type}", bad, 1.0, norm_type))
        result.append(by_norm(f"nan_with_the_error_flag_norm_{norm_type}", bad, 1.0, norm_type, True))
    infinite = [exact([INF, 1.0]), exact([2.0])]
    result.append(by_norm("infinite_total_gives_zeros_and_nan", infinite, 1.0))
    result.append(by_norm("infinite_total_with_the_error_flag", infinite, 1.0, 2.0, True))
    result.append(
        by_value(
            "value_clamps_both_sides",
            [Draw("clip/value").normal(3, 3, scale=2.0), None, exact([0.5, -0.5, 0.25])],
            0.5,
        )
    )
    result.append(by_value("value_of_none_and_one_element", [torch.zeros(0, 3), exact([[3.0]])], 0.5))
    result.append(by_value("value_zero_gives_zero", [exact([3.0, -4.0, 0.0])], 0.0))
    result.append(by_value("value_keeps_nan_and_clamps_infinities", [exact([INF, -INF, NAN, 0.125])], 1.5))
    return result
