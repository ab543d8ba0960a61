"""Losses of two tensors, element by element. settings: op, reduction and beta or delta where the op has one;
input, target and, for the binary cross entropies, weight and pos_weight -> output, and the gradients of input
and target.
"""

import torch
import torch.nn.functional as F

from common import Draw, differentiated, error_case, exact

SHAPES = {"0d": (), "2d": (3, 2), "empty": (0, 3)}
REDUCTIONS = ("mean", "sum", "none")


def apply(op, reduction="mean", beta=1.0, delta=1.0):
    return {
        "l1": lambda x, y: F.l1_loss(x, y, reduction=reduction),
        # With beta 0, PyTorch 2 calls l1_loss; 1.13 has other derivatives at 0 and at NaN.
        "smooth_l1": lambda x, y: (
            F.smooth_l1_loss(x, y, reduction=reduction, beta=beta)
            if beta != 0
            else F.l1_loss(x, y, reduction=reduction)
        ),
        "huber": lambda x, y: F.huber_loss(x, y, reduction=reduction, delta=delta),
        "bce": lambda x, y, weight=None: F.binary_cross_entropy(x, y, weight, reduction=reduction),
        "bce_with_logits": lambda x, y, weight=None, pos_weight=None: F.binary_cross_entropy_with_logits(
            x, y, weight, reduction=reduction, pos_weight=pos_weight
        ),
    }[op]


def one(name, op, input, target, constants=None, **settings):
    call = apply(op, **settings)
    return differentiated(
        name,
        dict(settings, op=op),
        lambda input, target, **weights: call(input, target, **weights),
        {"input": exact(input), "target": exact(target)},
        constants,
    )


def differences():
    result = []
    for op, extra in (
        ("l1", [{}]),
        ("smooth_l1", [{}, {"beta": 0.25}, {"beta": 0.0}]),
        ("huber", [{}, {"delta": 0.25}, {"delta": 2.0}]),
    ):
        for setting in extra:
            label = "_".join([op] + [f"{k}_{v}" for k, v in setting.items()])
            for shape_name, shape in SHAPES.items():
                for reduction in REDUCTIONS:
                    name = f"{label}_{shape_name}_{reduction}"
                    draw = Draw("pair_losses/" + name)
                    input, target = draw.normal(*shape), draw.normal(*shape)
                    result.append(one(name, op, input, target, reduction=reduction, **setting))
            kinks = torch.tensor([0.0, 0.25, -0.25, 1.0, -1.0, 2.0, -2.0, float("nan"), float("inf")])
            result.append(
                one(f"{label}_at_the_kinks", op, kinks, torch.zeros(9), reduction="none", **setting)
            )
    return result


def binary():
    result = []
    for op in ("bce", "bce_with_logits"):
        for shape_name, shape in SHAPES.items():
            for reduction in REDUCTIONS:
                name = f"{op}_{shape_name}_{reduction}"
                draw = Draw("pair_losses/" + name)
                input = draw.uniform(0.05, 0.95, *shape) if op == "bce" else draw.normal(*shape, scale=2.0)
                target = draw.uniform(0, 1, *shape)
                result.append(one(name, op, input, target, reduction=reduction))
        draw = Draw(f"pair_losses/{op}/weights")
        input = draw.uniform(0.05, 0.95, 3, 2) if op == "bce" else draw.normal(3, 2)
        target, full, row = draw.uniform(0, 1, 3, 2), draw.uniform(0.5, 2, 3, 2), draw.uniform(0.5, 2, 2)
        choices = [{"weight": full}, {"weight": row}]
        if op == "bce_with_logits":
            choices += [{"pos_weight": row}, {"weight": full, "pos_weight": row}, {"pos_weight": draw.uniform(0.5, 2)}]
        for i, constants in enumerate(choices):
            for reduction in REDUCTIONS:
                result.append(
                    one(f"{op}_weights_{i}_{reduction}", op, input, target, constants, reduction=reduction)
                )
    certain = torch.tensor([0.0, 1.0, 0.0, 1.0, 1e-30])
    result.append(
        one("bce_clamps_the_logarithm", "bce", certain, torch.tensor([1.0, 0.0, 0.0, 1.0, 0.5]), reduction="none")
    )
    large = [100.0, -100.0, 1e4, -1e4, 0.0, 1e-10]
    for target in (0.0, 0.5, 1.0):
        result.append(
            one(
                f"bce_with_logits_large_{target}",
                "bce_with_logits",
                torch.tensor(large),
                torch.full((6,), target),
                reduction="none",
            )
        )
    return result


def errors():
    result = []

    def add(name, op, input, target, **settings):
        inputs = {"input": input, "target": target}
        result.append(
            error_case(name, dict(settings, op=op), inputs, lambda: apply(op, **settings)(input, target))
        )

    half = torch.full((2,), 0.5)
    add("bce_above_one", "bce", torch.tensor([0.5, 1.5]), half)
    add("bce_below_zero", "bce", torch.tensor([-0.25, 0.5]), half)
    add("bce_not_a_number", "bce", torch.tensor([0.5, float("nan")]), half)
    add("bce_shapes_differ", "bce", torch.full((2, 2), 0.5), half)
    add("bce_with_logits_shapes_differ", "bce_with_logits", torch.zeros(2, 2), half)
    add("smooth_l1_negative_beta", "smooth_l1", half, half, beta=-1.0)
    add("huber_delta_zero", "huber", half, half, delta=0.0)
    return result


def cases():
    return differences() + binary() + errors()
