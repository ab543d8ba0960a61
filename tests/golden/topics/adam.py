"""Adam, AdamW and SparseAdam; see optimizers.py."""

import torch

from common import error_case, indices
from optimizers import run, two_groups

Adam, AdamW, SparseAdam = torch.optim.Adam, torch.optim.AdamW, torch.optim.SparseAdam


def dense():
    result = []
    for kind in (Adam, AdamW):
        label = kind.__name__.lower()
        result += [
            run(kind, f"{label}_defaults", two_groups({})),
            run(kind, f"{label}_two_groups", two_groups({"beta1": 0.75, "beta2": 0.5}, {"eps": 0.5})),
            run(kind, f"{label}_decay", two_groups({"weight_decay": 0.125}, {"weight_decay": 0.5})),
            run(kind, f"{label}_no_decay", two_groups({"weight_decay": 0.0})),
            run(
                kind,
                f"{label}_amsgrad",
                two_groups({"amsgrad": True, "beta2": 0.5}, {"amsgrad": True, "weight_decay": 0.25}),
            ),
            run(kind, f"{label}_maximize", two_groups({"maximize": True, "weight_decay": 0.125}, {"beta1": 0.0})),
            run(
                kind,
                f"{label}_light_moments",
                two_groups({"beta1": 0.25, "beta2": 0.0}, {"beta1": 0.5, "amsgrad": True}),
            ),
            run(
                kind,
                f"{label}_zero_gradient_counts",
                two_groups({"weight_decay": 0.125}),
                lambda step, i, drawn: torch.zeros_like(drawn) if step in {0, 5, 6} else drawn,
            ),
            run(kind, f"{label}_scalar", [{"parameters": [0]}], lambda step, i, drawn: drawn, shapes=((),)),
        ]
    return result


def sparse():
    def rows(step, i, drawn):
        if (step, i) in {(3, 0), (5, 1)}:
            return None
        chosen = [r for r in range(drawn.shape[0]) if (step + r * (i + 2)) % 3 == 0]
        return indices(chosen), drawn[chosen]

    shapes = ((4, 2), (3,))
    return [
        run(SparseAdam, "sparse_adam_defaults", two_groups({}), rows, shapes=shapes),
        run(
            SparseAdam,
            "sparse_adam_two_groups",
            two_groups({"beta1": 0.25, "beta2": 0.5}, {"eps": 0.5}),
            rows,
            shapes=shapes,
        ),
        run(SparseAdam, "sparse_adam_maximize", two_groups({"maximize": True}, {"beta1": 0.0}), rows, shapes=shapes),
    ]


def errors():
    result = []
    for kind in (Adam, AdamW, SparseAdam):
        for label, options in [
            ("negative_rate", {"lr": -0.5}),
            ("negative_eps", {"eps": -0.5}),
            ("beta1_of_one", {"betas": (1.0, 0.5)}),
            ("negative_beta2", {"betas": (0.5, -0.5)}),
        ] + (
            [("no_rate", {"lr": 0.0}), ("no_eps", {"eps": 0.0})]
            if kind is SparseAdam
            else [("negative_decay", {"weight_decay": -0.5})]
        ):
            settings = {key: value for key, value in options.items() if key != "betas"}
            if "betas" in options:
                settings["beta1"], settings["beta2"] = options["betas"]
            result.append(
                error_case(
                    f"{kind.__name__.lower()}_{label}_is_an_error",
                    {"optimizer": kind.__name__, "groups": [{"parameters": [0], **settings}]},
                    {"param_0": torch.ones(1)},
                    lambda: kind([torch.nn.Parameter(torch.ones(1))], **options),
                )
            )
    return result


def cases():
    return dense() + sparse() + errors()
