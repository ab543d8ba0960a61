"""Adagrad (see optimizers.py), and trainings of an embedding, whose gradient is row-sparse: inputs table,
indices_STEP and target_STEP; the loss is the sum of squares of (looked-up rows - target); outputs table_STEP
after each step.
"""

import torch

from common import Draw, case, error_case, indices
from optimizers import run, two_groups

Adagrad = torch.optim.Adagrad


def dense():
    return [
        run(Adagrad, "defaults", two_groups({})),
        run(Adagrad, "two_groups", two_groups({"lr_decay": 0.25, "eps": 0.5}, {"weight_decay": 0.125})),
        run(
            Adagrad,
            "initial_accumulator",
            two_groups({"initial_accumulator_value": 0.5}, {"initial_accumulator_value": 0.5, "lr_decay": 1.0}),
        ),
        run(Adagrad, "maximize", two_groups({"maximize": True, "weight_decay": 0.125}, {"maximize": True})),
        run(
            Adagrad,
            "zero_gradient_counts",
            two_groups({"lr_decay": 0.5}),
            lambda step, i, drawn: torch.zeros_like(drawn) if step in {0, 5, 6} else drawn,
        ),
    ]


def sparse():
    def rows(step, i, drawn):
        if (step, i) == (3, 0):
            return None
        chosen = [r for r in range(drawn.shape[0]) if (step + r * (i + 2)) % 3 == 0]
        return indices(chosen), drawn[chosen]

    first = {"lr_decay": 0.25, "initial_accumulator_value": 0.25}
    second = {"eps": 0.5, "maximize": True, "initial_accumulator_value": 0.25}
    return [run(Adagrad, "row_sparse", two_groups(first, second), rows, shapes=((4, 2), (3,)))]


def embeddings():
    result = []
    for kind, options in ((torch.optim.SparseAdam, {"lr": 0.125}), (Adagrad, {"lr": 0.25})):
        name = f"embedding_with_{kind.__name__}"
        draw = Draw(name)
        table = draw.normal(6, 2)
        layer = torch.nn.Embedding.from_pretrained(table.clone(), freeze=False, sparse=True)
        optimizer = kind(layer.parameters(), **options)
        inputs, outputs = {"table": table}, {}
        for step in range(10):
            index, target = draw.below(6, 3, 2), draw.normal(3, 2, 2)
            optimizer.zero_grad()
            ((layer(index) - target) ** 2).sum().backward()
            optimizer.step()
            inputs[f"indices_{step}"], inputs[f"target_{step}"] = index, target
            outputs[f"table_{step}"] = layer.weight.clone()
        result.append(case(name, {"training": kind.__name__, "steps": 10, **options}, inputs, outputs))
    return result


def errors():
    result = []
    for label, options in [
        ("negative_rate", {"lr": -0.5}),
        ("negative_rate_decay", {"lr_decay": -0.5}),
        ("negative_decay", {"weight_decay": -0.5}),
        ("negative_accumulator", {"initial_accumulator_value": -0.5}),
        ("negative_eps", {"eps": -0.5}),
    ]:
        result.append(
            error_case(
                f"{label}_is_an_error",
                {"optimizer": "Adagrad", "groups": [{"parameters": [0], **options}]},
                {"param_0": torch.ones(1)},
                lambda: Adagrad([torch.nn.Parameter(torch.ones(1))], **options),
            )
        )
    return result


def cases():
    return dense() + sparse() + embeddings() + errors()
