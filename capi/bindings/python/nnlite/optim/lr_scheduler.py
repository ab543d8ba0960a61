"""Schedules of the learning rate, with torch.optim.lr_scheduler's names.

A schedule changes the rates of an optimizer's groups, which it keeps alive, once when it is made and then at every step,
relative to the rates that it finds. Epochs count from 0; they may as well be batches."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Sequence

from .._callbacks import on_release
from .._constants import ANNEALINGS, PLATEAUS, THRESHOLDS, choose
from .._errors import check
from .._handles import Handle, get, get_as, handle_of, handles, int64s, options
from .._library import ffi, lib
from .optimizer import Optimizer


class LRScheduler(Handle):
    """What all schedules have."""

    __slots__ = ("optimizer",)
    optimizer: Optimizer

    def __del__(self, release: Callable[[int], None] = lib.nnl_schedule_release, alive: Any = on_release) -> None:
        release(self._handle)

    def _holds(self) -> Iterable[Any]:
        return (self.optimizer,)

    def _make(self, optimizer: Optimizer, function: Callable[..., int], *arguments: Any) -> None:
        self.optimizer = optimizer
        self._handle = get(function, handle_of(optimizer), *arguments)

    def step(self) -> None:
        """The next epoch: after the optimizer's steps."""
        check(lib.nnl_schedule_step(self._handle))

    @property
    def last_epoch(self) -> int:
        """The epoch that it has come to: 0 when it is made, then one more with each step."""
        return get(lib.nnl_schedule_last_epoch, self._handle)

    def get_last_lr(self) -> list[float]:
        """The rate of each group as the last step left it."""
        count = len(self.optimizer.param_groups)
        return [
            float(get_as("double *", lib.nnl_schedule_last_learning_rate, self._handle, group)) for group in range(count)
        ]

    def _describe(self) -> str:
        return f"{type(self).__name__}(last_epoch={self.last_epoch})"


class StepLR(LRScheduler):
    """Times gamma after every step_size epochs."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1) -> None:
        self._make(optimizer, lib.nnl_step_lr_create, step_size, gamma)


class MultiStepLR(LRScheduler):
    """Times gamma at each milestone; one that stands there n times counts n times."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, milestones: Iterable[int], gamma: float = 0.1) -> None:
        self._make(optimizer, lib.nnl_multi_step_lr_create, *int64s(milestones), gamma)


class ExponentialLR(LRScheduler):
    """Times gamma after every epoch."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, gamma: float) -> None:
        self._make(optimizer, lib.nnl_exponential_lr_create, gamma)


class LinearLR(LRScheduler):
    """A warm-up: a factor that goes from start_factor to end_factor in total_iters even steps."""

    __slots__ = ()

    def __init__(
        self, optimizer: Optimizer, start_factor: float = 1 / 3, end_factor: float = 1.0, total_iters: int = 5
    ) -> None:
        self._make(optimizer, lib.nnl_linear_lr_create, start_factor, end_factor, total_iters)


class CosineAnnealingLR(LRScheduler):
    """Half a cosine from the initial rate to eta_min in T_max epochs (Loshchilov and Hutter 2017)."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0) -> None:
        self._make(optimizer, lib.nnl_cosine_annealing_lr_create, T_max, eta_min)


class CosineAnnealingWarmRestarts(LRScheduler):
    """Half a cosine in T_0 epochs, then at once up to the initial rate and down in T_mult times as many, and so on."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, T_0: int, T_mult: int = 1, eta_min: float = 0.0) -> None:
        self._make(optimizer, lib.nnl_cosine_annealing_warm_restarts_create, T_0, T_mult, eta_min)

    def step(self, epoch: float | None = None) -> None:
        """The next epoch, or the one given, which may be a fraction."""
        if epoch is None:
            super().step()
        else:
            check(lib.nnl_schedule_step_epoch(self._handle, epoch))


class OneCycleLR(LRScheduler):
    """Up from max_lr / div_factor to max_lr, then down (Smith and Topin 2018), the momentum going the other way between
    its bounds. `max_lr` is one for all groups or one for each; `anneal_strategy` is "cos" or "linear"."""

    __slots__ = ()

    def __init__(
        self,
        optimizer: Optimizer,
        max_lr: float | Sequence[float],
        total_steps: int,
        pct_start: float = 0.3,
        anneal_strategy: str = "cos",
        cycle_momentum: bool = True,
        base_momentum: float = 0.85,
        max_momentum: float = 0.95,
        div_factor: float = 25.0,
        final_div_factor: float = 1e4,
        three_phase: bool = False,
    ) -> None:
        rates = [max_lr] if isinstance(max_lr, (int, float)) else list(max_lr)
        chosen = options(
            "one_cycle_lr_options",
            annealing=choose("anneal_strategy", ANNEALINGS, anneal_strategy),
            cycle_momentum=cycle_momentum,
            three_phase=three_phase,
            pct_start=pct_start,
            base_momentum=base_momentum,
            max_momentum=max_momentum,
            div_factor=div_factor,
            final_div_factor=final_div_factor,
        )
        array = ffi.new("double[]", rates)
        self._make(optimizer, lib.nnl_one_cycle_lr_create, len(rates), array, total_steps, chosen)


class ReduceLROnPlateau(LRScheduler):
    """Times `factor`, but not below min_lr (one for all groups or one for each), when a metric no longer improves.
    `mode` is "min" or "max", `threshold_mode` "rel" or "abs"."""

    __slots__ = ()

    def __init__(
        self,
        optimizer: Optimizer,
        mode: str = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: str = "rel",
        cooldown: int = 0,
        min_lr: float | Sequence[float] = 0.0,
        eps: float = 1e-8,
    ) -> None:
        rates = [min_lr] if isinstance(min_lr, (int, float)) else list(min_lr)
        chosen = options(
            "reduce_lr_on_plateau_options",
            mode=choose("mode", PLATEAUS, mode),
            threshold_mode=choose("threshold_mode", THRESHOLDS, threshold_mode),
            factor=factor,
            threshold=threshold,
            eps=eps,
            patience=patience,
            cooldown=cooldown,
        )
        self._make(optimizer, lib.nnl_reduce_lr_on_plateau_create, len(rates), ffi.new("double[]", rates), chosen)

    def step(self, metrics: float) -> None:  # type: ignore[override]
        """The next epoch, with its metric; NaN is no improvement."""
        check(lib.nnl_schedule_step_metric(self._handle, metrics))


class SequentialLR(LRScheduler):
    """Schedules of one optimizer, just made, one after another: at step milestones[i] number i + 1 takes over. It shares
    them; step them no longer yourself."""

    __slots__ = ()

    def __init__(self, optimizer: Optimizer, schedulers: Sequence[LRScheduler], milestones: Sequence[int]) -> None:
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(f"{len(schedulers)} schedulers need {len(schedulers) - 1} milestones, not {len(milestones)}")
        self.optimizer = optimizer
        self._handle = get(lib.nnl_sequential_lr_create, *handles(schedulers), int64s(milestones)[1])
