"""Mean squared error with its three reductions; gradients of both arguments."""

import torch.nn.functional as F

from common import Draw, differentiated


def cases():
    result = []
    for label, shape in [("0d", ()), ("1d", (5,)), ("2d", (4, 3)), ("3d", (2, 3, 2)), ("empty", (0, 3))]:
        for reduction in ("mean", "sum", "none"):
            name = f"{label}_{reduction}"
            draw = Draw("mse_loss/" + name)
            inputs = {"input": draw.normal(*shape), "target": draw.normal(*shape)}
            settings = {"reduction": reduction}
            result.append(
                differentiated(
                    name, settings, lambda input, target: F.mse_loss(input, target, **settings), inputs
                )
            )
    return result
