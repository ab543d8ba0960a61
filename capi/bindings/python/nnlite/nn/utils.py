"""Clipping of gradients."""

from __future__ import annotations

from typing import Iterable

from .._errors import check
from .._handles import get_as, handles
from .._library import lib
from .._tensor import Tensor


def _tensors(parameters: Tensor | Iterable[Tensor]) -> list[Tensor]:
    return [parameters] if isinstance(parameters, Tensor) else list(parameters)


def clip_grad_norm_(
    parameters: Tensor | Iterable[Tensor],
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
) -> float:
    """Scales the gradients so that their common norm is at most max_norm; returns the norm before. With
    error_if_nonfinite, one that is not finite is InvalidStateError."""
    held = _tensors(parameters)
    count, array = handles(held)
    return float(get_as("double *", lib.nnl_clip_grad_norm, count, array, max_norm, norm_type, error_if_nonfinite))


def clip_grad_value_(parameters: Tensor | Iterable[Tensor], clip_value: float) -> None:
    """Clamps every gradient element to [-clip_value, clip_value]."""
    held = _tensors(parameters)
    count, array = handles(held)
    check(lib.nnl_clip_grad_value(count, array, clip_value))
