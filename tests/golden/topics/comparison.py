"""Comparisons, logic and choices. settings: op, and "scalar" or "value" where the op takes a number; inputs a
and b, or condition (or mask; as integers, not 0 is true) -> output, for comparisons as 0 and 1.
"""

import math

import torch

from common import Draw, case, differentiated, error_case, exact, indices

COMPARISONS = {"eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge}
LOGIC = {"logical_and": torch.logical_and, "logical_or": torch.logical_or}
SHAPES = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 2), (3, 1)), ((), (2,)), ((), ()), ((0, 3), (3,))]


def label(*shapes):
    return "_".join("x".join(map(str, shape)) or "scalar" for shape in shapes)


def comparisons():
    result = []
    for op, call in {**COMPARISONS, **LOGIC}.items():
        for left, right in SHAPES:
            name = f"{op}_{label(left, right)}"
            draw = Draw("comparison/" + name)
            a, b = draw.below(3, *left).double(), draw.below(3, *right).double()
            result.append(case(name, {"op": op}, {"a": a, "b": b}, {"output": call(a, b).long()}))
        a = exact([[0.0], [-0.0], [1.0], [math.inf], [-math.inf], [math.nan]])
        b = a.flatten()
        result.append(case(f"{op}_at_the_edges", {"op": op}, {"a": a, "b": b}, {"output": call(a, b).long()}))
        a, b = indices([[1, 2, 7]]), indices([[2], [7], [0]])
        result.append(case(f"{op}_of_i64", {"op": op}, {"a": a, "b": b}, {"output": call(a, b).long()}))
    for op, call in COMPARISONS.items():
        for scalar in (0.0, 1.0, -0.5):
            a = exact([0.0, -0.0, 1.0, -0.5, 2.0, math.inf, -math.inf, math.nan])
            result.append(
                case(f"{op}_scalar_{scalar}", {"op": op, "scalar": scalar}, {"a": a}, {"output": call(a, scalar).long()})
            )
            a = indices([-1, 0, 1, 7])
            result.append(
                case(
                    f"{op}_scalar_{scalar}_of_i64",
                    {"op": op, "scalar": scalar},
                    {"a": a},
                    {"output": call(a, scalar).long()},
                )
            )
    a = exact([0.0, -0.0, 1.0, math.nan, math.inf])
    result.append(case("logical_not", {"op": "logical_not"}, {"a": a}, {"output": torch.logical_not(a).long()}))
    return result


def choices():
    result = []
    for condition, left, right in [
        ((2, 3), (2, 3), (2, 3)),
        ((3,), (2, 3), (2, 1)),
        ((2, 1), (3,), ()),
        ((), (), ()),
        ((4, 1, 1), (2, 1), (3,)),
        ((0, 3), (3,), (1, 3)),
    ]:
        name = f"where_{label(condition, left, right)}"
        draw = Draw("comparison/" + name)
        result.append(
            differentiated(
                name,
                {"op": "where"},
                lambda a, b, condition: torch.where(condition != 0, a, b),
                {"a": draw.normal(*left), "b": draw.normal(*right)},
                {"condition": draw.below(2, *condition)},
            )
        )
    for shape, mask in [((2, 3), (2, 3)), ((2, 3), (3,)), ((3,), (2, 1)), ((), ()), ((0, 3), (3,)), ((2, 3), ())]:
        for value in (-2.5, math.inf):
            name = f"masked_fill_{label(shape, mask)}_{value}"
            draw = Draw("comparison/" + name)
            result.append(
                differentiated(
                    name,
                    {"op": "masked_fill", "value": value if math.isfinite(value) else "inf"},
                    lambda a, mask: a.masked_fill(mask != 0, value),
                    {"a": draw.normal(*shape)},
                    {"mask": draw.below(2, *mask)},
                )
            )
    for name, settings, inputs, call in [
        ("where", {"op": "where"}, ("condition", "a", "b"), lambda c, a, b: torch.where(c != 0, a, b)),
        ("eq", {"op": "eq"}, ("a", "b"), torch.eq),
    ]:
        shapes = dict(zip(inputs, [(2,), (2, 3), (2, 3)] if len(inputs) == 3 else [(2, 3), (2,)]))
        values = {key: torch.ones(shape) for key, shape in shapes.items()}
        if "condition" in values:
            values["condition"] = values["condition"].long()
        result.append(
            error_case(f"{name}_of_shapes_that_do_not_meet", settings, values, lambda: call(*values.values()))
        )
    return result


def cases():
    return comparisons() + choices()
