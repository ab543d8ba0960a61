"""Activations as layers; see the functions of the same names in nn.functional."""

from __future__ import annotations

from .._constants import GELUS, DType, DTypeLike, choose, dtype_of
from .._context import Context, context_handle
from .._handles import get
from .._library import lib
from .layers import Weighted
from .module import KINDS, Layer


class Sigmoid(Layer):
    """1 / (1 + exp(-x))"""

    __slots__ = ()

    def __init__(self, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_sigmoid_create, context_handle(context))


class Tanh(Layer):
    """The hyperbolic tangent."""

    __slots__ = ()

    def __init__(self, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_tanh_create, context_handle(context))


class ReLU(Layer):
    """max(x, 0)"""

    __slots__ = ()

    def __init__(self, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_relu_create, context_handle(context))


class LeakyReLU(Layer):
    """x above 0, else negative_slope * x."""

    __slots__ = ()

    def __init__(self, negative_slope: float = 0.01, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_leaky_relu_create, context_handle(context), negative_slope)


class ELU(Layer):
    """x above 0, else alpha (exp(x) - 1)."""

    __slots__ = ()

    def __init__(self, alpha: float = 1.0, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_elu_create, context_handle(context), alpha)


class GELU(Layer):
    """x times the normal distribution of x; `approximate` is "none" or "tanh"."""

    __slots__ = ()

    def __init__(self, approximate: str = "none", *, context: Context | None = None) -> None:
        kind = choose("approximate", GELUS, approximate)
        self._handle = get(lib.nnl_gelu_create, context_handle(context), kind)


class SiLU(Layer):
    """x / (1 + exp(-x)), or swish."""

    __slots__ = ()

    def __init__(self, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_silu_create, context_handle(context))


class Softplus(Layer):
    """log(1 + exp(beta x)) / beta, or x where beta x > threshold."""

    __slots__ = ()

    def __init__(self, beta: float = 1.0, threshold: float = 20.0, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_softplus_create, context_handle(context), beta, threshold)


class Hardtanh(Layer):
    """x cut to [min_val, max_val], the derivative at the bounds being 0."""

    __slots__ = ()

    def __init__(self, min_val: float = -1.0, max_val: float = 1.0, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_hardtanh_create, context_handle(context), min_val, max_val)


class PReLU(Weighted):
    """x above 0, else weight x: parameter "weight", 1 or as many as channels, each `init`."""

    __slots__ = ()

    def __init__(
        self,
        num_parameters: int = 1,
        init: float = 0.25,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        self._handle = get(lib.nnl_prelu_create, context_handle(context), num_parameters, init, dtype_of(dtype))


class Softmax(Layer):
    """exp(x) over its sum along an axis."""

    __slots__ = ()

    def __init__(self, dim: int = -1, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_softmax_create, context_handle(context), dim)


class LogSoftmax(Layer):
    """The logarithm of softmax along an axis."""

    __slots__ = ()

    def __init__(self, dim: int = -1, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_log_softmax_create, context_handle(context), dim)


_KINDS = (Sigmoid, Tanh, ReLU, LeakyReLU, ELU, GELU, SiLU, Softplus, Hardtanh, PReLU, Softmax, LogSoftmax)
KINDS.update({kind.__name__: kind for kind in _KINDS})
