"""Element types and named settings."""

from __future__ import annotations

import enum
from typing import Any, TypeVar, Union

import numpy as np

from ._library import lib


class DType(enum.IntEnum):
    """The type of a tensor's elements; also as nnlite.float32 and so on. Where one is wanted, NumPy's do too."""

    float32 = lib.NNL_F32
    float64 = lib.NNL_F64
    int32 = lib.NNL_I32
    int64 = lib.NNL_I64
    uint8 = lib.NNL_U8
    bool = lib.NNL_BOOL

    @property
    def numpy(self) -> np.dtype[Any]:
        """The same as NumPy has it."""
        return _NUMPY[self]

    @property
    def is_floating_point(self) -> bool_:
        return self in (DType.float32, DType.float64)

    def __repr__(self) -> str:
        return f"nnlite.{self.name}"

    __str__ = __repr__


bool_ = bool
DTypeLike = Union[DType, np.dtype[Any], type, str]

_NUMPY: dict[DType, np.dtype[Any]] = {
    DType.float32: np.dtype(np.float32),
    DType.float64: np.dtype(np.float64),
    DType.int32: np.dtype(np.int32),
    DType.int64: np.dtype(np.int64),
    DType.uint8: np.dtype(np.uint8),
    DType.bool: np.dtype(np.bool_),
}
_OURS = {theirs: ours for ours, theirs in _NUMPY.items()}


def dtype_of(kind: DTypeLike) -> DType:
    """The element type for one of NumPy; TypeError if a tensor cannot have it."""
    if isinstance(kind, DType):
        return kind
    try:
        return _OURS[np.dtype(kind).newbyteorder("=")]
    except KeyError:
        names = ", ".join(member.name for member in DType)
        raise TypeError(f"nnlite has no tensors of {np.dtype(kind)}; it has {names}") from None


class LogLevel(enum.IntEnum):
    """How much a context logs."""

    trace = lib.NNL_LOG_TRACE
    debug = lib.NNL_LOG_DEBUG
    info = lib.NNL_LOG_INFO
    warning = lib.NNL_LOG_WARNING
    error = lib.NNL_LOG_ERROR
    off = lib.NNL_LOG_OFF


REDUCTIONS = {"none": lib.NNL_REDUCTION_NONE, "mean": lib.NNL_REDUCTION_MEAN, "sum": lib.NNL_REDUCTION_SUM}
GELUS = {"none": lib.NNL_GELU_NONE, "tanh": lib.NNL_GELU_TANH}
BAGS = {"sum": lib.NNL_BAG_SUM, "mean": lib.NNL_BAG_MEAN, "max": lib.NNL_BAG_MAX}
BATCHES_OF_ONE = {"error": lib.NNL_BATCH_OF_ONE_ERROR, "running": lib.NNL_BATCH_OF_ONE_RUNNING}
FANS = {"fan_in": lib.NNL_FAN_IN, "fan_out": lib.NNL_FAN_OUT}
NONLINEARITIES = {
    "linear": lib.NNL_NONLINEARITY_LINEAR,
    "conv1d": lib.NNL_NONLINEARITY_LINEAR,
    "conv2d": lib.NNL_NONLINEARITY_LINEAR,
    "sigmoid": lib.NNL_NONLINEARITY_SIGMOID,
    "tanh": lib.NNL_NONLINEARITY_TANH,
    "relu": lib.NNL_NONLINEARITY_RELU,
    "leaky_relu": lib.NNL_NONLINEARITY_LEAKY_RELU,
}
LAST_BATCHES = {"keep": lib.NNL_LAST_BATCH_KEEP, "drop": lib.NNL_LAST_BATCH_DROP, "merge": lib.NNL_LAST_BATCH_MERGE}
ANNEALINGS = {"cos": lib.NNL_ANNEALING_COSINE, "linear": lib.NNL_ANNEALING_LINEAR}
PLATEAUS = {"min": lib.NNL_PLATEAU_MIN, "max": lib.NNL_PLATEAU_MAX}
THRESHOLDS = {"rel": lib.NNL_THRESHOLD_REL, "abs": lib.NNL_THRESHOLD_ABS}
FIT_ENDS = {
    lib.NNL_FIT_EPOCHS: "epochs",
    lib.NNL_FIT_TIME: "time",
    lib.NNL_FIT_CANCELLED: "cancelled",
    lib.NNL_FIT_PATIENCE: "patience",
}
PROFILE_KINDS = {
    lib.NNL_PROFILE_OP: "op",
    lib.NNL_PROFILE_BACKWARD: "backward",
    lib.NNL_PROFILE_LAYER: "layer",
    lib.NNL_PROFILE_OPTIMIZER: "optimizer",
    lib.NNL_PROFILE_STEP: "step",
}
NUMBER_CHECKS = {
    "off": lib.NNL_NUMBER_CHECK_OFF,
    "report": lib.NNL_NUMBER_CHECK_REPORT,
    "fail": lib.NNL_NUMBER_CHECK_FAIL,
}
NUMBER_KINDS = {
    lib.NNL_NUMBER_FORWARD: "forward",
    lib.NNL_NUMBER_BACKWARD: "backward",
    lib.NNL_NUMBER_UPDATE: "update",
    lib.NNL_NUMBER_LOSS: "loss",
}

HANDLE_KINDS = {
    lib.NNL_KIND_CONTEXT: "context",
    lib.NNL_KIND_TENSOR: "tensor",
    lib.NNL_KIND_MODULE: "module",
    lib.NNL_KIND_OPTIMIZER: "optimizer",
    lib.NNL_KIND_LOADER: "loader",
    lib.NNL_KIND_LOAD_REPORT: "load report",
    lib.NNL_KIND_SCHEDULE: "schedule",
    lib.NNL_KIND_SCOPE: "scope",
    lib.NNL_KIND_HANDLE_REPORT: "handle report",
}

_Value = TypeVar("_Value")


def choose(name: str, choices: dict[str, _Value], value: str) -> _Value:
    """The number of a named setting; ValueError lists the names."""
    try:
        return choices[value]
    except (KeyError, TypeError):
        raise ValueError(f"{name} is {value!r}; it may be {', '.join(map(repr, choices))}") from None
