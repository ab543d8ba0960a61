"""Training as one call: a step, a whole fit, an evaluation, and statistics computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Sequence, Union

from ._callbacks import callback, calling, is_ending, lend, lent, run, take_back
from ._constants import FIT_ENDS
from ._errors import check
from ._handles import get, get_as, handle_of, handles, optional, options
from ._library import lib
from ._tensor import Tensor
from .data import DataLoader
from .nn.module import Module
from .optim.lr_scheduler import LRScheduler
from .optim.optimizer import Optimizer

if TYPE_CHECKING:
    from ._abi import CData

Tensors = Union[Tensor, Sequence[Tensor]]


def _clipping(norm: float | None, norm_type: float, value: float | None, error_if_nonfinite: bool) -> dict[str, Any]:
    return dict(
        has_clip_norm=norm is not None,
        clip_norm=norm,
        clip_norm_type=norm_type,
        has_clip_value=value is not None,
        clip_value=value,
        error_if_nonfinite=error_if_nonfinite,
    )


def _several(tensors: Tensors) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def train_step(
    model: Module,
    loss: Module,
    optimizer: Optimizer,
    inputs: Tensors,
    targets: Tensors,
    *,
    clip_norm: float | None = None,
    clip_norm_type: float = 2.0,
    clip_value: float | None = None,
    error_if_nonfinite: bool = False,
) -> float:
    """One step of training: drops the gradients of the optimizer's parameters, runs the model on the inputs and the loss
    on its output followed by the targets, walks back, clips by norm and by value, and steps the optimizer. Returns the
    loss as it was before the update. A step that fails has changed nothing: neither parameters nor gradients, running
    statistics or the random stream."""
    settings = options("train_step_options", **_clipping(clip_norm, clip_norm_type, clip_value, error_if_nonfinite))
    held = _several(inputs), _several(targets)
    given = (*handles(held[0]), *handles(held[1]))
    parts = handle_of(model), handle_of(loss), handle_of(optimizer)
    return float(get_as("double *", calling, lib.nnl_train_step, *parts, *given, settings))


def evaluate(model: Module, loss: Module, loader: DataLoader, *, num_inputs: int = 0) -> float:
    """The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and without
    recording; the modules' modes are put back. The first `num_inputs` tensors of a batch go to the model (0: all but the
    last), the others to the loss. NaN if there are no samples."""
    parts = handle_of(model), handle_of(loss), handle_of(loader)
    return float(get_as("double *", calling, lib.nnl_evaluate, *parts, num_inputs))


class FitProgress(NamedTuple):
    """Where a fit stands, after a step or (`epoch_ended`) after an epoch and its validation."""

    epoch_ended: bool
    epoch: int  # from 0, of this fit
    batch: int  # batches of the epoch that are done
    batches: int  # that an epoch has
    step: int  # steps of the fit that are done
    loss: float  # of the step; after an epoch the mean over its samples
    validation_loss: float  # after an epoch with validation, else NaN
    seconds: float  # since the fit began


class FitReport(NamedTuple):
    """What a fit came to. Losses are NaN where there is none."""

    end: str  # "epochs" (all are done), "time", "cancelled" (by the callback) or "patience"
    epochs: int  # that were completed
    steps: int
    best_epoch: int  # from 0, or -1
    loss: float  # mean over the samples of the last completed epoch
    validation_loss: float  # after it
    best_loss: float  # the lowest of an epoch: of validation, or of training without validation
    seconds: float


@callback("nnl_fit_callback")
def _on_progress(progress: CData, user_data: CData) -> int:
    def body() -> int:
        function = lent(user_data)
        if is_ending():
            return lib.NNL_CANCELLED
        if function is None:
            return 0
        fields = [getattr(progress, name) for name in FitProgress._fields[1:]]
        return lib.NNL_CANCELLED if function(FitProgress(bool(progress.epoch_ended), *fields)) is False else 0

    return run(body)


def fit(
    model: Module,
    loss: Module,
    optimizer: Optimizer,
    loader: DataLoader,
    *,
    epochs: int = 1,
    validation: DataLoader | None = None,
    scheduler: LRScheduler | None = None,
    schedule_each_step: bool = False,
    clip_norm: float | None = None,
    clip_norm_type: float = 2.0,
    clip_value: float | None = None,
    error_if_nonfinite: bool = False,
    keep_best: bool = False,
    num_inputs: int = 0,
    max_seconds: float = 0.0,
    patience: int = 0,
    min_delta: float = 0.0,
    callback: Callable[[FitProgress], Any] | None = None,
) -> FitReport:
    """Trains on the loader's batches, epoch by epoch from where the loader stands.

    `validation` is evaluated after each epoch. `scheduler`, of this optimizer, steps after each epoch, or each step with
    schedule_each_step. With `keep_best` the model is in the end as it was after its best epoch. `max_seconds` (0: no
    limit) ends the fit with the first batch after that time, `patience` (0: none) after so many epochs in a row whose
    loss is not lower by more than min_delta. `callback` is called after each step and each epoch; returning False ends
    the fit, and what it raises comes out of this call. Ctrl-C ends a fit between two steps.

    However a fit ends, model (but for keep_best), optimizer and loader stand after the same whole number of steps.
    """
    settings = options(
        "fit_options",
        keep_best=keep_best,
        schedule_each_step=schedule_each_step,
        epochs=epochs,
        num_inputs=num_inputs,
        validation=optional(validation),
        schedule=optional(scheduler),
        max_seconds=max_seconds,
        patience=patience,
        min_delta=min_delta,
        **_clipping(clip_norm, clip_norm_type, clip_value, error_if_nonfinite),
    )
    report = options("fit_report")
    parts = handle_of(model), handle_of(loss), handle_of(optimizer), handle_of(loader)
    user_data = lend(callback)
    try:
        check(calling(lib.nnl_fit, *parts, settings, _on_progress, user_data, report))
    finally:
        take_back(user_data)
    end = FIT_ENDS.get(report.end, str(report.end))
    return FitReport(end, *(getattr(report, name) for name in FitReport._fields[1:]))


def recalibrate(model: Module, loader: DataLoader, *, max_batches: int = 0) -> int:
    """Replaces the running statistics of the model's batch norms by their average over batches of the loader, at most
    max_batches (0: no bound), without gradients: torch.optim.swa_utils.update_bn. Returns the number of batches."""
    return get(calling, lib.nnl_recalibrate, handle_of(model), handle_of(loader), max_batches)
