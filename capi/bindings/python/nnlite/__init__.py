"""nnlite, the small training library, with PyTorch's names.

    import nnlite
    from nnlite import nn, optim

    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    sgd = optim.SGD(model.parameters(), lr=0.1)

Failures are exceptions of class nnlite.Error. Any thread may use any object; one that a thread changes must not be used
by another at the same time. The interpreter's lock is released during calls.
"""

from . import autograd, data, nn, optim, profiler
from ._constants import DType, LogLevel
from ._context import (
    Context, abi_version, build_info, current_context, default_context, live_handles, manual_seed, shutdown, version,
)  # fmt: skip
from ._creation import (
    from_dlpack, from_numpy, full, full_like, ones, ones_like, rand, randn, tensor, zeros, zeros_like,
)  # fmt: skip
from ._errors import (
    CallbackFailedError, CancelledError, DTypeMismatchError, Error, FileError, IndexOutOfRangeError, InvalidArgumentError,
    InvalidFileError, InvalidHandleError, InvalidStateError, NotFoundError, NotSupportedError, OutOfMemoryError,
    ShapeMismatchError,
)  # fmt: skip
from ._grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from ._handle_report import HandleReport, HandleRow, handle_report, set_handle_label, set_handle_tracing
from ._number_check import NumberReport, number_check, number_report, set_number_check
from ._ops.comparison import where
from ._ops.reductions import Selection
from ._ops.shaping import cat, stack
from ._scope import Scope
from ._tensor import Tensor
from .checkpoint import load_checkpoint, save_checkpoint
from .training import FitProgress, FitReport, evaluate, fit, recalibrate, train_step

float32 = DType.float32
float64 = DType.float64
int32 = DType.int32
int64 = DType.int64
uint8 = DType.uint8
bool = DType.bool

# Methods as functions: nnlite.exp(x) is x.exp().
abs = Tensor.abs
add = Tensor.add
affine = Tensor.affine
argmax = Tensor.argmax
argmin = Tensor.argmin
bmm = Tensor.bmm
clamp = Tensor.clamp
div = divide = Tensor.divide
eq = Tensor.eq
exp = Tensor.exp
flatten = Tensor.flatten
gather = Tensor.gather
ge = Tensor.ge
gt = Tensor.gt
index_select = Tensor.index_select
le = Tensor.le
log = Tensor.log
log_softmax = Tensor.log_softmax
logical_and = Tensor.logical_and
logical_not = Tensor.logical_not
logical_or = Tensor.logical_or
lt = Tensor.lt
masked_fill = Tensor.masked_fill
matmul = Tensor.matmul
max = Tensor.max
maximum = Tensor.maximum
mean = Tensor.mean
min = Tensor.min
minimum = Tensor.minimum
mul = multiply = Tensor.multiply
ne = Tensor.ne
neg = negative = Tensor.negative
norm = Tensor.norm
permute = Tensor.permute
pow = Tensor.pow
reciprocal = Tensor.reciprocal
relu = Tensor.relu
reshape = Tensor.reshape
sigmoid = Tensor.sigmoid
softmax = Tensor.softmax
split = Tensor.split
sqrt = Tensor.sqrt
squeeze = Tensor.squeeze
std = Tensor.std
sub = subtract = Tensor.subtract
sum = Tensor.sum
tanh = Tensor.tanh
topk = Tensor.topk
transpose = Tensor.transpose
unsqueeze = Tensor.unsqueeze
var = Tensor.var

__version__ = "1.0.0"
__all__ = [
    "CallbackFailedError", "CancelledError", "Context", "DType", "DTypeMismatchError", "Error", "FileError", "FitProgress",
    "FitReport", "HandleReport", "HandleRow", "IndexOutOfRangeError", "InvalidArgumentError", "InvalidFileError",
    "InvalidHandleError", "InvalidStateError", "LogLevel", "NotFoundError", "NotSupportedError", "NumberReport", "OutOfMemoryError", "Scope",
    "Selection", "ShapeMismatchError", "Tensor", "abi_version", "autograd", "build_info", "cat", "current_context", "data",
    "default_context", "enable_grad", "evaluate", "fit", "float32", "float64", "from_dlpack", "from_numpy", "full",
    "full_like", "handle_report", "int32", "int64", "is_grad_enabled", "live_handles", "load_checkpoint", "manual_seed",
    "nn", "no_grad", "number_check", "number_report", "ones", "ones_like", "optim", "profiler", "rand", "randn", "recalibrate", "save_checkpoint",
    "set_grad_enabled", "set_handle_label", "set_handle_tracing", "set_number_check", "shutdown", "stack", "tensor", "train_step", "uint8",
    "version", "where", "zeros", "zeros_like",
]  # fmt: skip
