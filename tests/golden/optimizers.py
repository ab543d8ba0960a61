"""Steps of an optimizer with given gradients, for the topics of optimizers.

inputs param_i and grad_STEP_i (absent: that parameter has no gradient in that step; with rows_STEP_i: the
values of these rows alone) -> outputs param_STEP_i after each step and i.BUFFER at the end, named as in the
state of nnlite. settings.optimizer: its name; settings.groups: one object for each parameter group with its
parameters and options; settings.rates: the rate of all groups in each step.
"""

import torch

from common import Draw, case

RATES = [0.25, 0.25, 0.5, 0.125, 0.0, 0.0625, 0.25, 0.25, 0.125, 0.5, 0.25, 0.125]


def two_groups(first, second=None):
    """Parameter 0 with some options and parameter 1 with the same or others."""
    return [{"parameters": [0], **first}, {"parameters": [1], **(first if second is None else second)}]


def missing_in_the_middle(step, i, drawn):
    return None if (step, i) in {(3, 0), (4, 0), (0, 1)} else drawn


def run(kind, name, groups, gradient_of=missing_in_the_middle, rates=RATES, shapes=((2,), (1, 2)), **extra):
    """gradient_of(step, i, drawn) replaces a drawn gradient or, giving None, removes it; a pair (rows, values)
    is a row-sparse one."""
    draw = Draw(f"{kind.__name__}/{name}")
    start = [draw.normal(*shape) for shape in shapes]
    params = [torch.nn.Parameter(value.clone()) for value in start]
    # Adagrad reads it from its constructor alone, whatever a group says.
    common = {key: groups[0][key] for key in ("initial_accumulator_value",) if key in groups[0]}
    optimizer = kind(
        [dict(_torch(group), params=[params[i] for i in group["parameters"]]) for group in groups], **common
    )
    inputs, outputs = {f"param_{i}": value for i, value in enumerate(start)}, {}
    for step, rate in enumerate(rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        for i, p in enumerate(params):
            gradient = gradient_of(step, i, draw.normal(*p.shape))
            if isinstance(gradient, tuple):
                rows, gradient = gradient
                inputs[f"rows_{step}_{i}"] = rows
                p.grad = torch.sparse_coo_tensor(rows.unsqueeze(0), gradient, p.shape)
            else:
                p.grad = gradient
            if gradient is not None:
                inputs[f"grad_{step}_{i}"] = gradient.clone()
        optimizer.step()
        for i, p in enumerate(params):
            outputs[f"param_{step}_{i}"] = p.clone()
    for i, p in enumerate(params):
        for key, value in optimizer.state.get(p, {}).items():
            if key == "step":
                value = torch.tensor(int(value))
            if value is not None:
                outputs[f"{i}.{key}"] = value.clone()
    settings = {"optimizer": kind.__name__, "groups": groups, "rates": list(rates), **extra}
    return case(name, settings, inputs, outputs)


def _torch(group):
    """The options of a group as PyTorch names them."""
    options = {key: value for key, value in group.items() if key not in ("parameters", "beta1", "beta2")}
    if "beta1" in group or "beta2" in group:
        options["betas"] = (group.get("beta1", 0.9), group.get("beta2", 0.999))
    return options
