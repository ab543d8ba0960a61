"""Initial weights: each fills a floating tensor in place from its context's random stream, and returns it."""

from __future__ import annotations

from .._constants import FANS, NONLINEARITIES, choose
from .._errors import check
from .._handles import get_as, handle_of
from .._library import lib
from .._tensor import Tensor


def constant_(tensor: Tensor, val: float) -> Tensor:
    """Every element `val`."""
    check(lib.nnl_init_constant(handle_of(tensor), val))
    return tensor


def zeros_(tensor: Tensor) -> Tensor:
    """Every element 0."""
    return constant_(tensor, 0)


def ones_(tensor: Tensor) -> Tensor:
    """Every element 1."""
    return constant_(tensor, 1)


def uniform_(tensor: Tensor, a: float = 0.0, b: float = 1.0) -> Tensor:
    """U(a, b)"""
    check(lib.nnl_init_uniform(handle_of(tensor), a, b))
    return tensor


def normal_(tensor: Tensor, mean: float = 0.0, std: float = 1.0) -> Tensor:
    """N(mean, std^2)"""
    check(lib.nnl_init_normal(handle_of(tensor), mean, std))
    return tensor


def xavier_uniform_(tensor: Tensor, gain: float = 1.0) -> Tensor:
    """Glorot and Bengio 2010: uniform with std = gain * sqrt(2 / (fan_in + fan_out))."""
    check(lib.nnl_init_xavier_uniform(handle_of(tensor), gain))
    return tensor


def xavier_normal_(tensor: Tensor, gain: float = 1.0) -> Tensor:
    """Glorot and Bengio 2010: normal with std = gain * sqrt(2 / (fan_in + fan_out))."""
    check(lib.nnl_init_xavier_normal(handle_of(tensor), gain))
    return tensor


def kaiming_uniform_(tensor: Tensor, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Tensor:
    """He et al. 2015: uniform with std = gain(nonlinearity, a) / sqrt(fan)."""
    fan, gain = choose("mode", FANS, mode), choose("nonlinearity", NONLINEARITIES, nonlinearity)
    check(lib.nnl_init_kaiming_uniform(handle_of(tensor), a, fan, gain))
    return tensor


def kaiming_normal_(tensor: Tensor, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Tensor:
    """He et al. 2015: normal with std = gain(nonlinearity, a) / sqrt(fan)."""
    fan, gain = choose("mode", FANS, mode), choose("nonlinearity", NONLINEARITIES, nonlinearity)
    check(lib.nnl_init_kaiming_normal(handle_of(tensor), a, fan, gain))
    return tensor


def calculate_gain(nonlinearity: str, param: float = 0.01) -> float:
    """1 for linear and sigmoid, 5/3 for tanh, sqrt(2) for relu, sqrt(2 / (1 + param^2)) for leaky_relu."""
    kind = choose("nonlinearity", NONLINEARITIES, nonlinearity)
    return float(get_as("double *", lib.nnl_init_gain, kind, param))
