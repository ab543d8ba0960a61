"""Schedules: settings.optimizer with groups of settings.rates; settings.schedules, made in that order, each
with its PyTorch name as "kind" and its arguments (of a SequentialLR: "schedules" and "milestones"); then
settings.steps steps of all of them (of a SequentialLR's parts only through it). outputs lr, and momentum (or
beta1) where settings.momentum is true: (steps + 1, groups), first when all are made and then after each step.

inputs metric: what ReduceLROnPlateau gets in each step. inputs epoch: the epoch of each step of
CosineAnnealingWarmRestarts; a negative one is the next. settings.set: step -> [group, rate] set by hand
before that step. settings.last_epochs: where each schedule stands in the end.
"""

import copy
import warnings

import torch
from torch.optim import lr_scheduler

from common import Draw, case, error_case

RATES = [0.5, 0.0625]


def make_optimizer(kind, rates):
    groups = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": rate} for rate in rates]
    return getattr(torch.optim, kind)(groups, lr=1.0)


def make(optimizer, description):
    arguments = copy.deepcopy(description)
    kind = arguments.pop("kind")
    if kind == "SequentialLR":
        arguments["schedulers"] = [make(optimizer, part) for part in arguments.pop("schedules")]
    return getattr(lr_scheduler, kind)(optimizer, **arguments)


def run(name, *schedules, optimizer="SGD", steps=48, rates=None, metric=None, epoch=None, by_hand=None, **extra):
    rates = rates or RATES
    made = make_optimizer(optimizer, rates)
    running = [make(made, description) for description in schedules]
    lrs, momenta = [], []

    def record():
        lrs.append([group["lr"] for group in made.param_groups])
        momenta.append([group["betas"][0] if "betas" in group else group["momentum"] for group in made.param_groups])

    record()
    for step in range(steps):
        if by_hand and str(step) in by_hand:
            group, rate = by_hand[str(step)]
            made.param_groups[group]["lr"] = rate
        made.step()
        for schedule in running:
            if isinstance(schedule, lr_scheduler.ReduceLROnPlateau):
                schedule.step(metric[step].item())
            elif epoch is not None and epoch[step] >= 0:
                schedule.step(epoch[step].item())
            else:
                schedule.step()
        record()
    settings = {"optimizer": optimizer, "rates": rates, "schedules": list(schedules), "steps": steps, **extra}
    settings["last_epochs"] = [schedule.last_epoch for schedule in running]
    if by_hand:
        settings["set"] = by_hand
    outputs = {"lr": torch.tensor(lrs)}
    if any(len(set(column)) > 1 for column in zip(*momenta)):
        settings["momentum"] = True
        outputs["momentum"] = torch.tensor(momenta)
    return case(name, settings, {"metric": metric, "epoch": epoch}, outputs)


def one(name, kind, **arguments):
    return run(name, {"kind": kind, **arguments})


def alone():
    return [
        one("step_lr", "StepLR", step_size=7, gamma=0.75),
        one("step_lr_every_epoch_and_up", "StepLR", step_size=1, gamma=1.0625),
        one("multi_step_lr", "MultiStepLR", milestones=[3, 30, 11, 30, 30, 46], gamma=0.75),
        one("multi_step_lr_from_the_start", "MultiStepLR", milestones=[0, 0, 5], gamma=0.5),
        one("multi_step_lr_without_milestones", "MultiStepLR", milestones=[]),
        one("exponential_lr", "ExponentialLR", gamma=0.9375),
        one("exponential_lr_to_zero", "ExponentialLR", gamma=0.0),
        one("linear_lr", "LinearLR"),
        one("linear_lr_long", "LinearLR", start_factor=0.0625, end_factor=0.75, total_iters=40),
        one("linear_lr_down_to_zero", "LinearLR", start_factor=1.0, end_factor=0.0, total_iters=45),
        one("cosine_annealing_lr", "CosineAnnealingLR", T_max=48),
        one("cosine_annealing_lr_up_and_down", "CosineAnnealingLR", T_max=13, eta_min=0.03125),
        one("cosine_annealing_lr_of_one", "CosineAnnealingLR", T_max=1, eta_min=0.0625),
        one("cosine_annealing_lr_minimum_above", "CosineAnnealingLR", T_max=10, eta_min=0.25),
        one("warm_restarts", "CosineAnnealingWarmRestarts", T_0=9),
        one("warm_restarts_longer", "CosineAnnealingWarmRestarts", T_0=3, T_mult=2, eta_min=0.03125),
        one("warm_restarts_threefold", "CosineAnnealingWarmRestarts", T_0=2, T_mult=3),
    ]


def given_epochs():
    def epochs(numbers):
        return torch.tensor(numbers, dtype=torch.float64)

    fractions = epochs([i / 4 for i in range(48)])
    jumps = epochs([3, -1, -1, 20.5, -1, 0, -1, 64, 7.25, -1, -1, -1])
    return [
        run("warm_restarts_by_fractions", {"kind": "CosineAnnealingWarmRestarts", "T_0": 3}, epoch=fractions),
        run(
            "warm_restarts_longer_by_fractions",
            {"kind": "CosineAnnealingWarmRestarts", "T_0": 2, "T_mult": 2, "eta_min": 0.03125},
            epoch=fractions,
        ),
        run(
            "warm_restarts_jump",
            {"kind": "CosineAnnealingWarmRestarts", "T_0": 4, "T_mult": 2},
            epoch=jumps,
            steps=len(jumps),
        ),
        run(
            "warm_restarts_longer_by_far_epochs",
            {"kind": "CosineAnnealingWarmRestarts", "T_0": 1, "T_mult": 3},
            epoch=epochs([120, 121, 122]),
            steps=3,
            deviation="epoch 121 begins a period; PyTorch, which takes logarithms, ends one",
        ),
        run(
            "warm_restarts_jump_in_even_periods",
            {"kind": "CosineAnnealingWarmRestarts", "T_0": 4},
            epoch=jumps,
            steps=len(jumps),
        ),
    ]


def one_cycle():
    def cycle(name, optimizer="SGD", steps=61, extra=None, **arguments):
        description = {"kind": "OneCycleLR", "max_lr": 0.5, "total_steps": 61, **arguments}
        return run(name, description, optimizer=optimizer, steps=steps, **(extra or {}))

    return [
        cycle("one_cycle"),
        cycle("one_cycle_of_adam", "Adam", max_lr=[0.5, 0.25]),
        cycle("one_cycle_of_rmsprop", "RMSprop", pct_start=0.25, base_momentum=0.25, max_momentum=0.5),
        cycle("one_cycle_in_three_phases", three_phase=True, div_factor=4.0, final_div_factor=16.0),
        cycle("one_cycle_linear", anneal_strategy="linear", steps=60),
        cycle(
            "one_cycle_linear_to_the_end",
            anneal_strategy="linear",
            extra={"deviation": "the last step stays where the one before came to; PyTorch's rate is negative"},
        ),
        cycle("one_cycle_linear_in_three_phases", "Adam", anneal_strategy="linear", three_phase=True, steps=60),
        cycle("one_cycle_of_rates_alone", cycle_momentum=False),
        cycle("one_cycle_down_alone", pct_start=0.0),
        cycle("one_cycle_up_alone", pct_start=1.0, steps=60),
        cycle("one_cycle_late_phases", pct_start=0.625, three_phase=True, total_steps=16, steps=16),
        run("one_cycle_of_one_step", {"kind": "OneCycleLR", "max_lr": 0.5, "total_steps": 1}, steps=1),
    ]


def plateaus():
    draw = Draw("schedules/plateau")
    falling = torch.tensor([round(64 / (1 + i / 4)) / 64 for i in range(30)] + [0.125] * 40, dtype=torch.float64)
    noisy = falling + draw.uniform(-0.25, 0.25, 70)
    broken = noisy.clone()
    broken[5:9] = float("nan")
    broken[20] = float("inf")
    broken[40] = float("-inf")

    def plateau(name, metric, **arguments):
        return run(name, {"kind": "ReduceLROnPlateau", **arguments}, steps=70, metric=metric)

    return [
        plateau("plateau", falling),
        plateau("plateau_of_noise", noisy, factor=0.5, patience=2, cooldown=3, threshold=0.0625),
        plateau("plateau_at_once", noisy, factor=0.75, patience=0, min_lr=0.03125),
        plateau("plateau_with_a_minimum_each", noisy, factor=0.5, patience=1, min_lr=[0.25, 0.0]),
        plateau("plateau_absolute", noisy, threshold_mode="abs", threshold=0.125, patience=3, cooldown=1),
        plateau("plateau_of_a_maximum", -noisy, mode="max", patience=2, factor=0.5),
        plateau("plateau_of_an_absolute_maximum", -noisy, mode="max", threshold_mode="abs", threshold=0.25, patience=4),
        plateau("plateau_of_nan", broken, patience=2, factor=0.5),
        plateau("plateau_with_large_eps", noisy, patience=0, factor=0.5, eps=0.0625),
    ]


def together():
    warm_up = {"kind": "LinearLR", "start_factor": 0.125, "total_iters": 8}
    decay = {"kind": "ExponentialLR", "gamma": 0.9375}
    cosine = {"kind": "CosineAnnealingLR", "T_max": 20, "eta_min": 0.015625}
    stairs = {"kind": "MultiStepLR", "milestones": [5, 9], "gamma": 0.5}
    restarts = {"kind": "CosineAnnealingWarmRestarts", "T_0": 5}
    cycle = {"kind": "OneCycleLR", "max_lr": 0.25, "total_steps": 40}

    def one_after_another(name, milestones, *parts, **extra):
        return run(name, {"kind": "SequentialLR", "schedules": list(parts), "milestones": milestones}, **extra)

    metric = torch.tensor([1.0] * 48, dtype=torch.float64)
    return [
        run("chained_warm_up_and_decay", warm_up, decay),
        run("chained_cosine_and_stairs", cosine, stairs),
        run("chained_stairs_and_cosine", stairs, cosine),
        run("chained_decay_and_plateau", decay, {"kind": "ReduceLROnPlateau", "patience": 7}, metric=metric),
        run("chained_restarts_overwrite", decay, restarts),
        run("rates_set_by_hand", cosine, by_hand={"10": [0, 0.25], "30": [1, 1.0]}),
        one_after_another("sequential_warm_up_then_decay", [8], warm_up, decay),
        one_after_another("sequential_warm_up_then_cosine", [8], warm_up, cosine),
        one_after_another("sequential_cosine_then_stairs_then_restarts", [20, 36], cosine, stairs, restarts),
        one_after_another("sequential_restarts_first", [12], restarts, decay),
        one_after_another("sequential_that_skips_one", [10, 10], decay, stairs, warm_up),
        one_after_another("sequential_of_one", [], decay),
        one_after_another("sequential_ends_with_one_cycle", [10], decay, cycle, steps=50),
        one_after_another("sequential_stairs_from_their_start", [6], decay, dict(stairs, milestones=[0, 4])),
    ]


def errors():
    result = []
    for name, description in [
        ("linear_factor_above_one", {"kind": "LinearLR", "start_factor": 1.5}),
        ("linear_end_factor_below_zero", {"kind": "LinearLR", "end_factor": -0.5}),
        ("restarts_of_nothing", {"kind": "CosineAnnealingWarmRestarts", "T_0": 0}),
        ("restarts_that_shrink", {"kind": "CosineAnnealingWarmRestarts", "T_0": 2, "T_mult": 0}),
        ("one_cycle_of_no_steps", {"kind": "OneCycleLR", "max_lr": 0.5, "total_steps": 0}),
        ("one_cycle_of_three_rates", {"kind": "OneCycleLR", "max_lr": [0.5] * 3, "total_steps": 8}),
        ("one_cycle_beyond", {"kind": "OneCycleLR", "max_lr": 0.5, "total_steps": 8, "pct_start": 1.5}),
        ("plateau_that_rises", {"kind": "ReduceLROnPlateau", "factor": 1.0}),
        ("plateau_of_three_minima", {"kind": "ReduceLROnPlateau", "min_lr": [0.5] * 3}),
        (
            "sequential_without_milestones",
            {"kind": "SequentialLR", "schedules": [{"kind": "LinearLR"}, {"kind": "LinearLR"}], "milestones": []},
        ),
    ]:
        result.append(
            error_case(
                f"{name}_is_an_error",
                {"optimizer": "SGD", "rates": RATES, "schedules": [description]},
                {},
                lambda: make(make_optimizer("SGD", RATES), description),
            )
        )
    return result


def cases():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return alone() + given_epochs() + one_cycle() + plateaus() + together() + errors()
