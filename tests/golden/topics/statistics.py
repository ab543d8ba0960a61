"""Variance, standard deviation, norms. settings: op, axes (none: all), keepdim, correction or p ("inf" and
"-inf" as text), "transposed" if a's first two axes are exchanged first; input a -> output.
"""

import math

import torch

from common import Draw, differentiated, error_case, exact

INF, NAN = math.inf, math.nan
SHAPES = [
    ((), [], False),
    ((), [0], True),
    ((6,), [0], False),
    ((3, 4), [], False),
    ((3, 4), [0], False),
    ((3, 4), [-1], True),
    ((2, 3, 4), [0, 2], False),
    ((2, 3, 4), [0, 2], True),
    ((2, 3, 4), [1], False),
    ((3, 1), [1], False),
    ((0, 3), [1], False),
]


def one(name, settings, call, a):
    def run(a):
        return call(a.transpose(0, 1) if settings.get("transposed") else a)

    return differentiated(name, settings, run, {"a": a})


def label(shape, axes, keepdim):
    text = f"{'x'.join(map(str, shape)) or 'scalar'}_over_{'_'.join(map(str, axes)) or 'all'}"
    return text + ("_keepdim" if keepdim else "")


def all_axes(a, axes):
    return axes or list(range(a.dim()))


def spreads():
    result = []
    for op, call in (("var", torch.var), ("std", torch.std)):
        for shape, axes, keepdim in SHAPES:
            # 1.13 has the variance of a single number rise without bound; for PyTorch 2 it has no gradient.
            for correction in (0, 1) if shape else (0,):
                name = f"{op}{correction}_{label(shape, axes, keepdim)}"
                settings = {"op": op, "axes": axes, "keepdim": keepdim, "correction": correction}
                run = lambda a: call(a, dim=all_axes(a, axes), correction=correction, keepdim=keepdim)
                result.append(one(name, settings, run, Draw("statistics/" + name).normal(*shape)))
        for name, values, axes in [
            ("of_nothing", torch.zeros(2, 0), [1]),
            ("of_equal_elements", [[2.0, 2.0, 2.0], [0.0, 0.0, 0.0]], [1]),
            ("of_nan", [[1.0, NAN], [1.0, 2.0], [INF, 1.0]], [1]),
            ("far_from_zero", [4096.0, 4097.0, 4098.0], [0]),
        ]:
            settings = {"op": op, "axes": axes, "keepdim": False, "correction": 1}
            run = lambda a: call(a, dim=axes, correction=1, keepdim=False)
            result.append(one(f"{op}_{name}", settings, run, exact(values)))
        settings = {"op": op, "axes": [0], "keepdim": False, "correction": 1, "transposed": True}
        run = lambda a: call(a, dim=[0], correction=1, keepdim=False)
        result.append(one(f"{op}_of_a_transpose", settings, run, Draw("statistics/t" + op).normal(2, 3)))
        a = torch.ones(2, 3)
        for axes in ([2], [0, 0]):
            settings = {"op": op, "axes": axes, "keepdim": False, "correction": 1}
            name = f"{op}_over_{'_'.join(map(str, axes))}_is_an_error"
            run = lambda: call(a, dim=axes, correction=1, keepdim=False)
            result.append(error_case(name, settings, {"a": a}, run))
    return result


def norms():
    result = []
    text = {INF: "inf", -INF: "-inf"}

    def settings_of(p, axes, keepdim, **more):
        return dict({"op": "norm", "p": text.get(p, p), "axes": axes, "keepdim": keepdim}, **more)

    for shape, axes, keepdim in SHAPES:
        name = f"norm_{label(shape, axes, keepdim)}"
        run = lambda a: torch.linalg.vector_norm(a, 2, all_axes(a, axes), keepdim)
        a = Draw("statistics/" + name).normal(*shape)
        result.append(one(name, settings_of(2, axes, keepdim), run, a))
    zeros = exact([[3.0, -4.0, 0.0], [0.0, 0.0, 0.0], [1.0, -1.0, 1.0], [0.5, 2.0, -0.25]])
    strange = exact([[INF, 1.0], [NAN, 1.0], [-INF, INF]])
    for p in (0, 1, 2, 3, 1.5, 0.5, -1, -2.5, INF, -INF):
        run = lambda a: torch.linalg.vector_norm(a, p, 1)
        values = Draw(f"statistics/norm_p{p}").normal(3, 4)
        result.append(one(f"norm_p{p}", settings_of(p, [1], False), run, values))
        result.append(one(f"norm_p{p}_with_zeros", settings_of(p, [1], False), run, zeros))
        if p in (2, 1, INF, -INF):
            result.append(one(f"norm_p{p}_infinite", settings_of(p, [1], False), run, strange))
        if p >= 0 and p != INF:
            result.append(one(f"norm_p{p}_of_nothing", settings_of(p, [1], False), run, torch.zeros(2, 0)))
        else:
            a = torch.zeros(2, 0)
            error = error_case(f"norm_p{p}_of_nothing", settings_of(p, [1], False), {"a": a}, lambda: run(a))
            result.append(error)
    run = lambda a: torch.linalg.vector_norm(a, 3, 0)
    values = Draw("statistics/tnorm").normal(2, 3)
    result.append(one("norm_of_a_transpose", settings_of(3, [0], False, transposed=True), run, values))
    return result


def cases():
    return spreads() + norms()
