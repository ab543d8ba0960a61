"""Linear: y = x·Wᵀ + b, weight (out, in), any leading shape of x."""

import torch.nn.functional as F

from common import Draw, differentiated, error_case


def cases():
    result = []
    for label, leading in [
        ("1d", ()),
        ("2d", (4,)),
        ("3d", (2, 3)),
        ("4d", (2, 1, 2)),
        ("empty_batch", (0,)),
        ("one_row", (1,)),
    ]:
        for bias in (True, False):
            name = f"{label}_input_{'with' if bias else 'without'}_bias"
            draw = Draw("linear/" + name)
            inputs = {"input": draw.normal(*leading, 3), "weight": draw.normal(2, 3)}
            if bias:
                inputs["bias"] = draw.normal(2)
            result.append(differentiated(name, {"bias": bias}, F.linear, inputs))
    draw = Draw("linear/errors")
    x, w = draw.normal(4, 2), draw.normal(2, 3)
    result.append(
        error_case(
            "input_columns_differ_from_weight_columns",
            {"bias": False},
            {"input": x, "weight": w},
            lambda: F.linear(x, w),
        )
    )
    return result
