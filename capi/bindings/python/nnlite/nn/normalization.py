"""Batch norms, and norms of each sample."""

from __future__ import annotations

from typing import Callable, Sequence

from .._constants import DType, DTypeLike, dtype_of
from .._context import Context, context_handle
from .._handles import get, int64s, options
from .._library import lib
from . import settings
from .layers import Weighted
from .module import KINDS


class _BatchNorm(Weighted):
    """Parameters "weight" (ones) and "bias" (zeros); buffers "running_mean", "running_var", "num_batches_tracked".

    A momentum of None averages all batches alike. `bias` False leaves the layer a weight only. `batch_of_one` is what
    training does with a single value for each channel: "error", or "running" to use the running statistics.
    """

    __slots__ = ()
    _create: Callable[..., int]

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        *,
        bias: bool = True,
        batch_of_one: str = "error",
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = settings.batch_norm(eps, momentum, affine, track_running_stats, bias, batch_of_one, dtype)
        self._handle = get(type(self)._create, context_handle(context), num_features, chosen)


class BatchNorm1d(_BatchNorm):
    __doc__ = f"Batch norm of (N, C) and (N, C, L). {_BatchNorm.__doc__}"
    __slots__ = ()
    _create = staticmethod(lib.nnl_batch_norm1d_create)


class BatchNorm2d(_BatchNorm):
    __doc__ = f"Batch norm of (N, C, H, W). {_BatchNorm.__doc__}"
    __slots__ = ()
    _create = staticmethod(lib.nnl_batch_norm2d_create)


class BatchNorm3d(_BatchNorm):
    __doc__ = f"Batch norm of (N, C, D, H, W). {_BatchNorm.__doc__}"
    __slots__ = ()
    _create = staticmethod(lib.nnl_batch_norm3d_create)


class LayerNorm(Weighted):
    """Norm over the last axes, whose sizes are normalized_shape: parameters "weight" (ones) and "bias" (zeros)."""

    __slots__ = ()

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        rank, shape = int64s([normalized_shape] if isinstance(normalized_shape, int) else normalized_shape)
        chosen = options(
            "layer_norm_options", dtype=dtype_of(dtype), elementwise_affine=elementwise_affine, bias=bias, eps=eps
        )
        self._handle = get(lib.nnl_layer_norm_create, context_handle(context), rank, shape, chosen)


class GroupNorm(Weighted):
    """Norm over each of num_groups groups of channels: parameters "weight" (ones) and "bias" (zeros)."""

    __slots__ = ()

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = options("group_norm_options", dtype=dtype_of(dtype), affine=affine, eps=eps)
        self._handle = get(lib.nnl_group_norm_create, context_handle(context), num_groups, num_channels, chosen)


KINDS.update({kind.__name__: kind for kind in (BatchNorm1d, BatchNorm2d, BatchNorm3d, LayerNorm, GroupNorm)})
