"""SGD with given gradients. inputs param_i and grad_STEP_i (absent: that parameter has no gradient in that
step) -> outputs param_STEP_i after each step and momentum_buffer_i at the end (absent if there is none).

settings.groups: one object for each parameter group with its parameters and options; settings.rates: the
rate of each group in each step.
"""

import itertools

import torch

from common import Draw, case, error_case

RATES = [0.25, 0.5, 0.125, 0.0, 0.0625, 0.25]
DEFAULTS = {"momentum": 0.0, "dampening": 0.0, "nesterov": False, "weight_decay": 0.0, "maximize": False}


def run(name, groups, gradient_of=None, rates=None, shapes=((2,), (1, 2)), **extra):
    """groups: option dictionaries with "parameters". gradient_of(step, i, drawn) replaces a drawn gradient
    or, giving None, removes it."""
    rates = rates or [[rate] * len(groups) for rate in RATES]
    draw = Draw("sgd/" + name)
    start = [draw.normal(*shape) for shape in shapes]
    params = [torch.nn.Parameter(value.clone()) for value in start]
    groups = [{**DEFAULTS, **group} for group in groups]
    options = [{key: value for key, value in group.items() if key != "parameters"} for group in groups]
    optimizer = torch.optim.SGD(
        [
            {"params": [params[i] for i in group["parameters"]], "lr": 0.0, **option}
            for group, option in zip(groups, options)
        ],
        lr=0.0,
    )
    inputs, outputs = {f"param_{i}": value for i, value in enumerate(start)}, {}
    for step, now in enumerate(rates):
        for group, rate in zip(optimizer.param_groups, now):
            group["lr"] = rate
        for i, p in enumerate(params):
            gradient = draw.normal(*p.shape)
            p.grad = gradient_of(step, i, gradient) if gradient_of else gradient
            if p.grad is not None:
                inputs[f"grad_{step}_{i}"] = p.grad.clone()
        optimizer.step()
        for i, p in enumerate(params):
            outputs[f"param_{step}_{i}"] = p.clone()
            if p.grad is not None:
                assert torch.equal(p.grad, inputs[f"grad_{step}_{i}"])
    for i, p in enumerate(params):
        buffer = optimizer.state[p].get("momentum_buffer") if p in optimizer.state else None
        outputs[f"momentum_buffer_{i}"] = buffer
    return case(name, {"steps": len(rates), "groups": groups, "rates": rates, **extra}, inputs, outputs)


def one_group(**options):
    return [{"parameters": [0, 1], **options}]


def combinations():
    result = []
    for momentum, dampening, nesterov, decay, maximize in itertools.product(
        (0.0, 0.9), (0.0, 0.25), (False, True), (0.0, 0.01), (False, True)
    ):
        if nesterov and (momentum == 0.0 or dampening != 0.0):
            continue
        name = (
            f"momentum_{momentum}_dampening_{dampening}_nesterov_{nesterov}_decay_{decay}_maximize_{maximize}"
        )
        name = name.lower()
        result.append(
            run(
                name,
                [
                    {
                        "parameters": [0],
                        "momentum": momentum,
                        "dampening": dampening,
                        "nesterov": nesterov,
                        "weight_decay": decay,
                        "maximize": maximize,
                    }
                ],
                shapes=((2,),),
            )
        )
    return result


def gradients():
    full = {"momentum": 0.9, "dampening": 0.25, "weight_decay": 0.125}
    nesterov = {"momentum": 0.75, "nesterov": True, "weight_decay": 0.125}

    def missing(steps, parameter=0):
        return lambda step, i, drawn: None if i == parameter and step in steps else drawn

    def zero(steps, parameter=0):
        return lambda step, i, drawn: torch.zeros_like(drawn) if i == parameter and step in steps else drawn

    result = []
    for label, options in (("plain", {"weight_decay": 0.125}), ("dampening", full), ("nesterov", nesterov)):
        result.append(
            run(f"missing_gradient_skips_the_parameter_{label}", one_group(**options), missing({2, 3}))
        )
        result.append(
            run(
                f"missing_first_gradient_delays_the_first_momentum_step_{label}",
                one_group(**options),
                missing({0, 1}),
            )
        )
        result.append(run(f"zero_gradient_is_not_skipped_{label}", one_group(**options), zero({2, 3})))
        result.append(run(f"zero_first_gradient_makes_the_buffer_{label}", one_group(**options), zero({0})))
    result.append(run("never_a_gradient", one_group(**full), missing(set(range(6)))))
    result.append(run("scalar_parameter", [{"parameters": [0], **nesterov}], shapes=((),)))
    result.append(run("parameters_of_none_and_one_element", one_group(**full), shapes=((0, 2), (1,))))
    result.append(
        run("momentum_1_and_2", [{"parameters": [0], "momentum": 1.0}, {"parameters": [1], "momentum": 2.0}])
    )
    result.append(run("negative_dampening_is_allowed", one_group(momentum=0.5, dampening=-0.5)))
    return result


def groups():
    rates = [
        [0.25, 0.125, 0.5],
        [0.25, 0.0625, 0.5],
        [0.5, 0.0, 0.25],
        [0.125, 0.125, 0.125],
        [0.25, 0.25, 0.0],
        [0.0625, 0.5, 0.25],
    ]
    three = [
        {"parameters": [0], "momentum": 0.9, "nesterov": True},
        {"parameters": [1], "weight_decay": 0.125, "maximize": True},
        {"parameters": [2, 3], "momentum": 0.5, "dampening": 0.25, "weight_decay": 0.0625},
    ]
    shapes = ((2,), (1, 2), (2,), ())
    return [
        run("three_groups_with_their_own_options_and_rates", three, rates=rates, shapes=shapes),
        run(
            "three_groups_with_a_missing_gradient",
            three,
            lambda step, i, g: None if (step, i) in {(0, 2), (3, 0), (4, 1)} else g,
            rates=rates,
            shapes=shapes,
        ),
    ]


def zeroing():
    """zero_grad to nothing skips the parameter afterwards; to zeros does not."""
    result = []
    for to_none in (True, False):
        name = f"zero_grad_to_{'none_skips' if to_none else 'zeros_does_not_skip'}"
        draw = Draw("sgd/zero_grad")
        start, gradient = draw.normal(3), draw.normal(3)
        p = torch.nn.Parameter(start.clone())
        optimizer = torch.optim.SGD([p], lr=0.25, momentum=0.9, weight_decay=0.125)
        p.grad = gradient.clone()
        optimizer.step()
        optimizer.zero_grad(set_to_none=to_none)
        first = p.clone()
        optimizer.step()
        result.append(
            case(
                name,
                {
                    "set_to_none": to_none,
                    "lr": 0.25,
                    "momentum": 0.9,
                    "weight_decay": 0.125,
                    "note": "unset is the default",
                },
                {"param_0": start, "grad_0_0": gradient},
                {"param_0_0": first, "param_1_0": p},
            )
        )
    return result


def errors():
    result = []
    for name, options in [
        ("nesterov_without_momentum", {"lr": 0.5, "nesterov": True}),
        ("nesterov_with_dampening", {"lr": 0.5, "nesterov": True, "momentum": 0.9, "dampening": 0.25}),
        ("negative_rate", {"lr": -0.5}),
        ("negative_momentum", {"lr": 0.5, "momentum": -0.5}),
        ("negative_weight_decay", {"lr": 0.5, "weight_decay": -0.5}),
    ]:
        result.append(
            error_case(
                f"{name}_is_an_error",
                options,
                {},
                lambda: torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], **options),
            )
        )
    return result


def cases():
    return combinations() + gradients() + groups() + zeroing() + errors()
