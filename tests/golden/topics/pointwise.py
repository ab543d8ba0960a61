"""Functions of single elements. settings: op, its arguments (exponent; low, high), "transposed" if a's first
two axes are exchanged first; inputs a (and b) -> output.
"""

import math

import torch

from common import Draw, differentiated, error_case, exact

INF, NAN = math.inf, math.nan
UNARY = {
    "exp": torch.exp,
    "log": torch.log,
    "sqrt": torch.sqrt,
    "abs": torch.abs,
    "negative": torch.neg,
    "reciprocal": torch.reciprocal,
}
BINARY = {"pow_tensor": torch.pow, "minimum": torch.minimum, "maximum": torch.maximum}
SHAPES = {"0d": (), "one": (1,), "3x4": (3, 4), "empty": (0, 3)}


def one(name, settings, call, inputs):
    def run(a, **rest):
        return call(a.transpose(0, 1) if settings.get("transposed") else a, **rest)

    return differentiated(name, settings, run, inputs)


def unary(label, op, values, call=None, **settings):
    return one(f"{op}_{label}", dict(settings, op=op), call or UNARY[op], {"a": exact(values)})


def drawn(op, label, shape):
    draw = Draw(f"pointwise/{op}_{label}")
    return draw.uniform(0.25, 3.0, *shape) if op in ("log", "sqrt") else draw.normal(*shape)


def functions():
    result = []
    for op in UNARY:
        for label, shape in SHAPES.items():
            result.append(unary(label, op, drawn(op, label, shape)))
        result.append(unary("of_a_transpose", op, drawn(op, "t", (2, 3)), transposed=True))
        result.append(unary("at_the_edges", op, [0.0, -0.0, 1.0, -1.0, INF, -INF, NAN, 100.0, -100.0]))
    return result


def powers():
    result = []
    edges = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, INF, -INF, NAN]
    for exponent in (0, 0.5, -0.5, 1, 2, 3, 4, -1, -2, -3, 1.5, 0.25, -1.5):
        call = lambda a, e=exponent: torch.pow(a, e)
        values = Draw(f"pointwise/pow_{exponent}").uniform(0.25, 2.0, 2, 3)
        result.append(unary(f"{exponent}_2x3", "pow", values, call, exponent=exponent))
        result.append(unary(f"{exponent}_at_the_edges", "pow", edges, call, exponent=exponent))
    result.append(unary("2_0d", "pow", 3.0, lambda a: torch.pow(a, 2), exponent=2))
    result.append(unary("2_empty", "pow", torch.zeros(0, 3), lambda a: torch.pow(a, 2), exponent=2))
    result.append(
        unary("of_a_transpose", "pow", drawn("sqrt", "t", (2, 3)), lambda a: a**1.5, exponent=1.5, transposed=True)
    )
    return result


def clamps():
    result = []
    edges = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 3.0, -3.0, INF, -INF, NAN]
    for low, high in [(-1.0, 1.0), (-0.5, None), (None, 0.5), (1.0, -1.0), (0.0, 0.0)]:
        settings = {k: v for k, v in (("low", low), ("high", high)) if v is not None}
        call = lambda a, l=low, h=high: torch.clamp(a, l, h)
        result.append(unary(f"{low}_{high}", "clamp", edges, call, **settings))
        result.append(unary(f"{low}_{high}_0d", "clamp", 0.75, call, **settings))
    for label, shape in SHAPES.items():
        values = Draw(f"pointwise/clamp_{label}").normal(*shape)
        result.append(unary(label, "clamp", values, lambda a: a.clamp(-0.5, 0.5), low=-0.5, high=0.5))
    values = Draw("pointwise/clamp_t").normal(2, 3)
    result.append(
        unary("of_a_transpose", "clamp", values, lambda a: a.clamp(-0.5, 0.5), low=-0.5, high=0.5, transposed=True)
    )
    return result


def pairs():
    result = []
    for op, call in BINARY.items():
        for left, right in [
            ((2, 3), (2, 3)),
            ((2, 3), (3,)),
            ((2, 1, 3), (4, 1)),
            ((), (2, 3)),
            ((2, 3), ()),
            ((), ()),
            ((0, 3), (3,)),
        ]:
            name = f"{op}_{'x'.join(map(str, left))}_{'x'.join(map(str, right))}"
            draw = Draw("pointwise/" + name)
            a = draw.uniform(0.25, 2.0, *left) if op == "pow_tensor" else draw.normal(*left)
            result.append(one(name, {"op": op}, lambda a, b: call(a, b), {"a": a, "b": draw.normal(*right)}))
        draw = Draw("pointwise/transposed_" + op)
        result.append(
            one(
                f"{op}_of_a_transpose",
                {"op": op, "transposed": True},
                lambda a, b: call(a, b),
                {"a": draw.uniform(0.25, 2.0, 2, 3), "b": draw.normal(3, 2)},
            )
        )
        result.append(
            error_case(
                f"{op}_2x3_2_is_an_error",
                {"op": op},
                {"a": torch.ones(2, 3), "b": torch.ones(2)},
                lambda: call(torch.ones(2, 3), torch.ones(2)),
            )
        )
    column = exact([[0.0], [-0.0], [1.0], [-2.0], [INF], [NAN]])
    row = exact([0.0, 1.0, 2.0, -1.0, 0.5, INF, NAN])
    for op, call in BINARY.items():
        result.append(one(f"{op}_at_the_edges", {"op": op}, lambda a, b: call(a, b), {"a": column, "b": row}))
    return result


def cases():
    return functions() + powers() + clamps() + pairs()
