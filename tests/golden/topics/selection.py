"""Extrema and top-k. settings: op, axis and keepdim, k and largest, "part" (values or indices) where there are
two results, "transposed" if a's first two axes are exchanged first; input a -> output.
"""

import math

import torch

from common import Draw, case, differentiated, error_case, exact

INF, NAN = math.inf, math.nan


def both(name, settings, call, a):
    """One case for the values with their gradient, one for the indices."""

    def run(a):
        return call(a.transpose(0, 1) if settings.get("transposed") else a)

    output = run(a).indices
    return [
        differentiated(name, dict(settings, part="values"), lambda a: run(a).values, {"a": a}),
        case(name + "_indices", dict(settings, part="indices"), {"a": a}, {"output": output}),
    ]


def extrema():
    result = []
    for op, call, where in (("max", torch.max, torch.argmax), ("min", torch.min, torch.argmin)):
        arguments = [((), 0), ((5,), 0), ((3, 4), 0), ((3, 4), -1), ((2, 3, 2), 1), ((1, 1), 0), ((0, 3), 1)]
        for shape, axis in arguments:
            for keepdim in (False, True):
                name = f"{op}_{'x'.join(map(str, shape))}_axis_{axis}{'_keepdim' if keepdim else ''}"
                a = Draw("selection/" + name).normal(*shape)
                settings = {"op": op, "axis": axis, "keepdim": keepdim}
                result += both(name, settings, lambda a: call(a, axis, keepdim), a)
                output = where(a, axis, keepdim)
                result.append(case("arg" + name, dict(settings, op="arg" + op), {"a": a}, {"output": output}))
        transposed = {"op": op, "axis": 0, "keepdim": False, "transposed": True}
        result += both(f"{op}_of_a_transpose", transposed, lambda a: call(a, 0), Draw("t").normal(2, 3))
        for label, values in {
            "of_ties": [[1.0, 2.0, 2.0], [2.0, 2.0, 1.0], [1.0, 1.0, 1.0]],
            "of_infinities": [[INF, -INF, 0.0], [INF, INF, INF], [-INF, -INF, -INF]],
            "of_nan": [[1.0, NAN, 2.0], [NAN, 1.0, NAN], [INF, -INF, NAN]],
        }.items():
            settings = {"op": op, "axis": 1, "keepdim": False}
            result += both(f"{op}_{label}", settings, lambda a: call(a, 1), exact(values))
            result.append(differentiated(f"{op}_all_{label}", {"op": op}, lambda a: call(a), {"a": exact(values)}))
            output = where(exact(values))
            result.append(case(f"arg{op}_all_{label}", {"op": "arg" + op}, {"a": exact(values)}, {"output": output}))
        for shape in ((), (1,), (2, 3), (2, 1, 3)):
            name = f"{op}_all_{'x'.join(map(str, shape))}"
            a = Draw("selection/" + name).normal(*shape)
            result.append(differentiated(name, {"op": op}, lambda a: call(a), {"a": a}))
        empty = torch.zeros(0, 3)
        for kind, function in ((op, call), ("arg" + op, where)):
            result.append(error_case(f"{kind}_of_nothing", {"op": kind}, {"a": empty}, lambda: function(empty)))
            settings = {"op": kind, "axis": 0, "keepdim": False}
            result.append(
                error_case(f"{kind}_along_an_empty_axis", settings, {"a": empty}, lambda: function(empty, 0))
            )
    return result


def largest():
    result = []
    for shape, k, axis in [
        ((), 1, 0),
        ((5,), 2, 0),
        ((5,), 5, -1),
        ((5,), 0, 0),
        ((3, 4), 2, 0),
        ((3, 4), 3, 1),
        ((2, 4, 2), 2, 1),
        ((0, 3), 2, 1),
        ((1,), 1, 0),
    ]:
        for greatest in (True, False):
            name = f"topk_{'x'.join(map(str, shape))}_{k}_axis_{axis}{'' if greatest else '_least'}"
            settings = {"op": "topk", "k": k, "axis": axis, "largest": greatest}
            # Distinct numbers: PyTorch's order of equal ones is not defined.
            a = Draw("selection/" + name).normal(*shape) + torch.arange(math.prod(shape)).reshape(shape) / 4096
            result += both(name, settings, lambda a: torch.topk(a, k, axis, greatest), a)
    for greatest in (True, False):
        name = f"topk_of_nan_and_infinities{'' if greatest else '_least'}"
        settings = {"op": "topk", "k": 4, "axis": 0, "largest": greatest}
        result += both(name, settings, lambda a: torch.topk(a, 4, 0, greatest), exact([1.0, NAN, -INF, INF, 2.0]))
    settings = {"op": "topk", "k": 2, "axis": 1, "largest": True, "transposed": True}
    result += both("topk_of_a_transpose", settings, lambda a: torch.topk(a, 2, 1), Draw("tk").normal(3, 2))
    a = torch.zeros(2, 3)
    for k, axis in ((4, 1), (-1, 1), (1, 2)):
        settings = {"op": "topk", "k": k, "axis": axis, "largest": True, "part": "values"}
        result.append(error_case(f"topk_2x3_{k}_axis_{axis}", settings, {"a": a}, lambda: torch.topk(a, k, axis)))
    return result


def cases():
    return extrema() + largest()
