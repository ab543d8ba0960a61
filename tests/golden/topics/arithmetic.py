"""Broadcasting arithmetic, products, sums and views. settings: op, its arguments; inputs a (and b) ->
output.
"""

import torch

from common import Draw, differentiated, error_case

BINARY = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "matmul": torch.matmul}


def label(shape):
    return "x".join(map(str, shape)) or "scalar"


def binary(op, left, right):
    name = f"{op}_{label(left)}_{label(right)}"
    draw = Draw("arithmetic/" + name)
    a = draw.normal(*left)
    b = (
        draw.uniform(0.5, 2.0, *right) * torch.sign(draw.normal(*right))
        if op == "div"
        else draw.normal(*right)
    )
    return differentiated(name, {"op": op}, lambda a, b: BINARY[op](a, b), {"a": a, "b": b})


def unary(name, settings, shape, call):
    return differentiated(name, settings, lambda a: call(a), {"a": Draw("arithmetic/" + name).normal(*shape)})


def reductions():
    result = []
    for op, call in (("sum", torch.sum), ("mean", torch.mean)):
        for shape in ((), (5,), (2, 3), (2, 3, 2), (0, 3)):
            result.append(unary(f"{op}_all_of_{label(shape)}", {"op": op}, shape, call))
        for shape, axes in [
            ((5,), [0]),
            ((2, 3), [0]),
            ((2, 3), [1]),
            ((2, 3), [-1]),
            ((2, 3), [0, 1]),
            ((2, 3, 2), [1]),
            ((2, 3, 2), [0, 2]),
            ((2, 3, 2), [-3, -1]),
            ((2, 0, 3), [1]),
            ((0, 3), [1]),
        ]:
            for keepdim in (False, True) if 0 not in shape else (False,):
                name = f"{op}_{label(shape)}_over_{'_'.join(map(str, axes))}{'_keepdim' if keepdim else ''}"
                settings = {"op": op, "axes": axes, "keepdim": keepdim}
                result.append(unary(name, settings, shape, lambda a: call(a, axes, keepdim)))
    return result


def views():
    result = []
    for shape, axes in [
        ((2, 3), [0, 1]),
        ((2, 3, 4), [0, 1]),
        ((2, 3, 4), [1, 2]),
        ((2, 3, 4), [-1, 0]),
        ((2, 3), [1, 1]),
        ((0, 3), [0, 1]),
    ]:
        name = f"transpose_{label(shape)}_{axes[0]}_{axes[1]}"
        result.append(unary(name, {"op": "transpose", "axes": axes}, shape, lambda a: a.transpose(*axes)))
    for shape, axes in [((2, 3, 4), [2, 0, 1]), ((2, 1, 3), [0, 2, 1])]:
        name = f"permute_{label(shape)}_{'_'.join(map(str, axes))}"
        result.append(unary(name, {"op": "permute", "axes": axes}, shape, lambda a: a.permute(axes)))
    for shape, to in [
        ((2, 6), [3, 4]),
        ((2, 6), [-1]),
        ((2, 3, 2), [2, -1]),
        ((), [1]),
        ((1,), []),
        ((0, 3), [3, 0]),
        ((12,), [2, -1, 3]),
    ]:
        name = f"reshape_{label(shape)}_to_{label(to)}"
        result.append(unary(name, {"op": "reshape", "shape": to}, shape, lambda a: a.reshape(to)))
    for shape, start, end in [
        ((2, 3, 2), 1, -1),
        ((2, 3, 2), 0, -1),
        ((2, 3, 2), 0, 1),
        ((2, 3), 1, 1),
        ((), 0, -1),
        ((0, 3, 2), 1, -1),
    ]:
        name = f"flatten_{label(shape)}_{start}_{end}"
        settings = {"op": "flatten", "start_axis": start, "end_axis": end}
        result.append(unary(name, settings, shape, lambda a: a.flatten(start, end)))
    result.append(
        unary(
            "reshape_of_a_transpose_copies",
            {"op": "transpose_reshape", "axes": [0, 1], "shape": [2, 3]},
            (2, 3),
            lambda a: a.transpose(0, 1).reshape(2, 3),
        )
    )
    result.append(
        unary(
            "sum_of_a_transpose",
            {"op": "transpose_sum", "axes": [0, 2], "sum_axes": [1], "keepdim": False},
            (2, 3, 2),
            lambda a: a.transpose(0, 2).sum(1),
        )
    )
    return result


def products():
    result = [
        binary("matmul", *shapes)
        for shapes in [
            ((3, 4), (4, 2)),
            ((1, 4), (4, 1)),
            ((4,), (4,)),
            ((3, 4), (4,)),
            ((4,), (4, 2)),
            ((2, 2, 3), (2, 3, 4)),
            ((2, 2, 3), (3, 4)),
            ((2, 3), (2, 3, 4)),
            ((1, 2, 3), (2, 3, 1)),
            ((2, 1, 1, 3), (2, 3, 2)),
            ((2, 2, 3), (3,)),
            ((3,), (2, 3, 2)),
            ((3, 0), (0, 2)),
            ((0, 4), (4, 2)),
            ((2, 0, 4), (2, 4, 2)),
            ((0, 3, 4), (4, 2)),
        ]
    ]
    for name, shapes, call in [
        ("matmul_of_transposed_left", ((4, 3), (4, 2)), lambda a, b: a.t() @ b),
        ("matmul_of_transposed_right", ((3, 4), (2, 4)), lambda a, b: a @ b.t()),
        ("matmul_of_both_transposed", ((4, 3), (2, 4)), lambda a, b: a.t() @ b.t()),
    ]:
        draw = Draw("arithmetic/" + name)
        settings = {
            "op": "matmul",
            "transpose_a": "left" in name or "both" in name,
            "transpose_b": "right" in name or "both" in name,
        }
        result.append(
            differentiated(name, settings, call, {"a": draw.normal(*shapes[0]), "b": draw.normal(*shapes[1])})
        )
    draw = Draw("arithmetic/square")
    result.append(
        differentiated(
            "matmul_of_a_tensor_with_itself", {"op": "matmul_self"}, lambda a: a @ a, {"a": draw.normal(3, 3)}
        )
    )
    return result


def cases():
    result = []
    for op in ("add", "sub", "mul", "div"):
        for shapes in [
            ((2, 3), (2, 3)),
            ((2, 3), (3,)),
            ((2, 3), (2, 1)),
            ((2, 1, 3), (4, 1)),
            ((), (2, 3)),
            ((2, 3), ()),
            ((), ()),
            ((0, 3), (3,)),
            ((2, 1, 2), (2, 3, 1)),
        ]:
            result.append(binary(op, *shapes))
    zeros = {"a": torch.tensor([1.0, -1.0, 0.0]), "b": torch.tensor([0.0, 0.0, 0.0])}
    result.append(differentiated("div_by_zero_is_infinite_or_nan", {"op": "div"}, lambda a, b: a / b, zeros))
    result.append(
        differentiated(
            "mul_of_a_tensor_with_itself",
            {"op": "mul_self"},
            lambda a: a * a,
            {"a": Draw("arithmetic/self").normal(2, 3)},
        )
    )
    result.append(unary("neg_2x3", {"op": "neg"}, (2, 3), torch.neg))
    for op, left, right in [
        ("add", (2, 3), (2,)),
        ("mul", (2, 3), (4, 3)),
        ("matmul", (3, 4), (3, 2)),
        ("matmul", (2, 3, 4), (3, 4, 2)),
        ("matmul", (), (2, 2)),
    ]:
        a, b = torch.ones(left), torch.ones(right)
        result.append(
            error_case(
                f"{op}_{label(left)}_{label(right)}_is_an_error",
                {"op": op},
                {"a": a, "b": b},
                lambda: BINARY[op](a, b),
            )
        )
    return result + products() + reductions() + views()
