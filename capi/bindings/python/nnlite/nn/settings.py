"""The option structs that layers and functions share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence, Union

from .._constants import BAGS, BATCHES_OF_ONE, REDUCTIONS, DType, DTypeLike, choose, dtype_of
from .._handles import optional, options

if TYPE_CHECKING:
    from .._abi import CData
    from .._tensor import Tensor

Pair = Union[int, Sequence[int]]


def pair(value: Pair) -> list[int]:
    """One number for both axes, or one for each; of signals the second is not read."""
    if isinstance(value, int):
        return [value, value]
    numbers = list(value)
    return [*numbers, *numbers] if len(numbers) == 1 else numbers


def reduction(name: str) -> int:
    return choose("reduction", REDUCTIONS, name)


def cross_entropy(weight: Tensor | None, ignore_index: int, kind: str, label_smoothing: float) -> CData:
    return options(
        "cross_entropy_options",
        reduction=reduction(kind),
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        weight=optional(weight),
    )


def triplet_margin(margin: float, p: float, eps: float, swap: bool, kind: str) -> CData:
    return options("triplet_margin_options", reduction=reduction(kind), swap=swap, margin=margin, p=p, eps=eps)


def embedding(
    padding_idx: int | None,
    max_norm: float | None,
    norm_type: float,
    scale_grad_by_freq: bool,
    dtype: DTypeLike = DType.float32,
) -> CData:
    return options(
        "embedding_options",
        dtype=dtype_of(dtype),
        has_padding_idx=padding_idx is not None,
        padding_idx=padding_idx,
        has_max_norm=max_norm is not None,
        max_norm=max_norm,
        norm_type=norm_type,
        scale_grad_by_freq=scale_grad_by_freq,
    )


def embedding_bag(
    mode: str,
    include_last_offset: bool,
    padding_idx: int | None,
    max_norm: float | None,
    norm_type: float,
    scale_grad_by_freq: bool,
    dtype: DTypeLike = DType.float32,
) -> CData:
    return options(
        "embedding_bag_options",
        dtype=dtype_of(dtype),
        mode=choose("mode", BAGS, mode),
        include_last_offset=include_last_offset,
        has_padding_idx=padding_idx is not None,
        padding_idx=padding_idx,
        has_max_norm=max_norm is not None,
        max_norm=max_norm,
        norm_type=norm_type,
        scale_grad_by_freq=scale_grad_by_freq,
    )


def batch_norm(
    eps: float,
    momentum: float | None,
    affine: bool = True,
    track_running_stats: bool = True,
    bias: bool = True,
    batch_of_one: str = "error",
    dtype: DTypeLike = DType.float32,
) -> CData:
    """A momentum of None averages all batches alike."""
    return options(
        "batch_norm_options",
        dtype=dtype_of(dtype),
        affine=affine,
        track_running_stats=track_running_stats,
        cumulative_average=momentum is None,
        eps=eps,
        momentum=momentum,
        bias=bias,
        batch_of_one=choose("batch_of_one", BATCHES_OF_ONE, batch_of_one),
    )


def convolution(
    stride: Pair,
    padding: Pair | str,
    dilation: Pair,
    groups: int,
    bias: bool = True,
    dtype: DTypeLike = DType.float32,
) -> CData:
    """A padding of "same" keeps the size, "valid" is none."""
    same = choose("padding", {"same": True, "valid": False}, padding) if isinstance(padding, str) else False
    return options(
        "conv_options",
        dtype=dtype_of(dtype),
        bias=bias,
        padding_same=same,
        groups=groups,
        stride=pair(stride),
        padding=None if isinstance(padding, str) else pair(padding),
        dilation=pair(dilation),
    )


def max_pool(stride: Pair | None, padding: Pair, dilation: Pair, ceil_mode: bool) -> CData:
    """A stride of None is the kernel's size."""
    return options(
        "max_pool2d_options",
        ceil_mode=ceil_mode,
        stride=None if stride is None else pair(stride),
        padding=pair(padding),
        dilation=pair(dilation),
    )


def avg_pool(
    stride: Pair | None, padding: Pair, ceil_mode: bool, count_include_pad: bool, divisor_override: int | None
) -> CData:
    return options(
        "avg_pool2d_options",
        ceil_mode=ceil_mode,
        count_include_pad=count_include_pad,
        divisor_override=divisor_override,
        stride=None if stride is None else pair(stride),
        padding=pair(padding),
    )
