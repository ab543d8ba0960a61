"""Convolution and pooling. Numbers for two axes are one for both, or a pair (height, width)."""

from __future__ import annotations

from .._constants import DType, DTypeLike
from .._context import Context, context_handle
from .._handles import get
from .._library import lib
from . import settings
from .layers import Weighted
from .module import KINDS, Layer
from .settings import Pair, pair


class Conv1d(Weighted):
    """Convolution of signals (N, C, L) or (C, L): parameters "weight" (out, in / groups, kernel) and "bias" (out). A
    padding of "same" keeps the size, for stride 1."""

    __slots__ = ()

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int | str = 0,
        dilation: int = 1,
        groups: int = 1,
        bias: bool = True,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = settings.convolution(stride, padding, dilation, groups, bias, dtype)
        where = context_handle(context)
        self._handle = get(lib.nnl_conv1d_create, where, in_channels, out_channels, kernel_size, chosen)


class Conv2d(Weighted):
    """Convolution of images (N, C, H, W) or (C, H, W): parameters "weight" (out, in / groups, height, width) and "bias"
    (out). A padding of "same" keeps the size, for stride 1."""

    __slots__ = ()

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Pair | str = 0,
        dilation: Pair = 1,
        groups: int = 1,
        bias: bool = True,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = settings.convolution(stride, padding, dilation, groups, bias, dtype)
        where = context_handle(context)
        self._handle = get(lib.nnl_conv2d_create, where, in_channels, out_channels, *pair(kernel_size), chosen)


class MaxPool2d(Layer):
    """The greatest element of each window; the stride is the kernel's size unless given."""

    __slots__ = ()

    def __init__(
        self,
        kernel_size: Pair,
        stride: Pair | None = None,
        padding: Pair = 0,
        dilation: Pair = 1,
        ceil_mode: bool = False,
        *,
        context: Context | None = None,
    ) -> None:
        chosen = settings.max_pool(stride, padding, dilation, ceil_mode)
        self._handle = get(lib.nnl_max_pool2d_create, context_handle(context), *pair(kernel_size), chosen)


class AvgPool2d(Layer):
    """The average of each window; the stride is the kernel's size unless given."""

    __slots__ = ()

    def __init__(
        self,
        kernel_size: Pair,
        stride: Pair | None = None,
        padding: Pair = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
        *,
        context: Context | None = None,
    ) -> None:
        chosen = settings.avg_pool(stride, padding, ceil_mode, count_include_pad, divisor_override)
        self._handle = get(lib.nnl_avg_pool2d_create, context_handle(context), *pair(kernel_size), chosen)


class AdaptiveAvgPool2d(Layer):
    """Averages of windows that share each plane out evenly; a size of -1 keeps the input's."""

    __slots__ = ()

    def __init__(self, output_size: Pair, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_adaptive_avg_pool2d_create, context_handle(context), *pair(output_size))


KINDS.update({kind.__name__: kind for kind in (Conv1d, Conv2d, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d)})
