"""RMSprop; see optimizers.py."""

import torch

from common import error_case
from optimizers import run, two_groups

RMSprop = torch.optim.RMSprop


def steps():
    return [
        run(RMSprop, "defaults", two_groups({})),
        run(RMSprop, "two_groups", two_groups({"alpha": 0.5, "eps": 0.5}, {"weight_decay": 0.125})),
        run(RMSprop, "momentum", two_groups({"momentum": 0.75}, {"momentum": 0.5, "alpha": 0.75})),
        run(RMSprop, "centered", two_groups({"centered": True}, {"centered": True, "alpha": 0.25})),
        run(
            RMSprop,
            "all_together",
            two_groups(
                {"centered": True, "momentum": 0.5, "weight_decay": 0.125, "maximize": True},
                {"maximize": True, "momentum": 0.25},
            ),
        ),
        run(RMSprop, "alpha_of_zero_and_one", two_groups({"alpha": 0.0, "eps": 0.25}, {"alpha": 1.0, "eps": 0.5})),
        run(
            RMSprop,
            "zero_gradient_counts",
            two_groups({"momentum": 0.5}),
            lambda step, i, drawn: torch.zeros_like(drawn) if step in {0, 5, 6} else drawn,
        ),
    ]


def errors():
    result = []
    for label, options in [
        ("negative_rate", {"lr": -0.5}),
        ("negative_alpha", {"alpha": -0.5}),
        ("negative_decay", {"weight_decay": -0.5}),
        ("negative_momentum", {"momentum": -0.5}),
        ("negative_eps", {"eps": -0.5}),
    ]:
        result.append(
            error_case(
                f"{label}_is_an_error",
                {"optimizer": "RMSprop", "groups": [{"parameters": [0], **options}]},
                {"param_0": torch.ones(1)},
                lambda: RMSprop([torch.nn.Parameter(torch.ones(1))], **options),
            )
        )
    return result


def cases():
    return steps() + errors()
