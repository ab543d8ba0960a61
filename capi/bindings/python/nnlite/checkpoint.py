"""A training as a file, from which it goes on with the same bits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._errors import check
from ._handles import optional, options, utf8
from ._library import lib
from .data import DataLoader
from .nn.module import Module, Path
from .optim.lr_scheduler import LRScheduler
from .optim.optimizer import Optimizer

if TYPE_CHECKING:
    from ._abi import CData


def _parts(
    model: Module | None,
    optimizer: Optimizer | None,
    scheduler: LRScheduler | None,
    loader: DataLoader | None,
    random: bool,
) -> CData:
    return options(
        "checkpoint_parts",
        random=random,
        model=optional(model),
        optimizer=optional(optimizer),
        schedule=optional(scheduler),
        loader=optional(loader),
    )


def save_checkpoint(
    path: Path,
    *,
    model: Module | None = None,
    optimizer: Optimizer | None = None,
    scheduler: LRScheduler | None = None,
    loader: DataLoader | None = None,
    random: bool = True,
) -> None:
    """Writes these parts, and with `random` where their context's random stream stands, as one safetensors file, which
    appears whole or not at all. At least one part must be there."""
    parts = _parts(model, optimizer, scheduler, loader, random)
    check(lib.nnl_checkpoint_save(utf8(os.fspath(path)), parts))


def load_checkpoint(
    path: Path,
    *,
    model: Module | None = None,
    optimizer: Optimizer | None = None,
    scheduler: LRScheduler | None = None,
    loader: DataLoader | None = None,
    random: bool = True,
) -> None:
    """Takes up the parts of a file again in objects that were made as those saved were. Parts of the file that are not
    asked for are passed over; one that it lacks is NotFoundError, one of another kind InvalidArgumentError, and then
    nothing has changed."""
    parts = _parts(model, optimizer, scheduler, loader, random)
    check(lib.nnl_checkpoint_load(utf8(os.fspath(path)), parts))
