"""Operators, products and functions of single elements."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._handles import handle_of, make
from .._library import lib
from .base import Number, TensorHandle, as_tensor_like, is_number

if TYPE_CHECKING:
    from .._tensor import Tensor


class Arithmetic(TensorHandle):
    """Element by element; shapes broadcast as in NumPy and PyTorch. Both operands are of one floating dtype; a number
    takes the tensor's."""

    __slots__ = ()
    __array_ufunc__ = None  # so that NumPy leaves its operators to these

    def add(self, other: Tensor | Number) -> Tensor:
        """self + other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_add, self._handle, other._handle)
        return make(lib.nnl_affine, self._handle, 1.0, other)

    def subtract(self, other: Tensor | Number) -> Tensor:
        """self - other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_subtract, self._handle, other._handle)
        return make(lib.nnl_affine, self._handle, 1.0, -other)

    def multiply(self, other: Tensor | Number) -> Tensor:
        """self * other"""
        if isinstance(other, TensorHandle):
            return make(lib.nnl_multiply, self._handle, other._handle)
        return make(lib.nnl_affine, self._handle, other, 0.0)

    def divide(self, other: Tensor | Number) -> Tensor:
        """self / other"""
        divisor = as_tensor_like(self, other)
        return make(lib.nnl_divide, self._handle, divisor._handle)

    def affine(self, scale: float, shift: float) -> Tensor:
        """scale * self + shift, in one pass."""
        return make(lib.nnl_affine, self._handle, scale, shift)

    def pow(self, exponent: Tensor | Number) -> Tensor:
        """self to a power: a number, or one for each element."""
        if isinstance(exponent, TensorHandle):
            return make(lib.nnl_pow_tensor, self._handle, exponent._handle)
        return make(lib.nnl_pow, self._handle, exponent)

    def matmul(self, other: Tensor) -> Tensor:
        """Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast."""
        return make(lib.nnl_matmul, self._handle, handle_of(other))

    def bmm(self, other: Tensor) -> Tensor:
        """Matrix products of (n, i, k) and (n, k, j) one by one; nothing broadcasts."""
        return make(lib.nnl_bmm, self._handle, handle_of(other))

    def negative(self) -> Tensor:
        """-self"""
        return make(lib.nnl_negative, self._handle)

    def exp(self) -> Tensor:
        """e to the power of each element."""
        return make(lib.nnl_exp, self._handle)

    def log(self) -> Tensor:
        """The natural logarithm."""
        return make(lib.nnl_log, self._handle)

    def sqrt(self) -> Tensor:
        """The square root."""
        return make(lib.nnl_sqrt, self._handle)

    def abs(self) -> Tensor:
        """The absolute value; its derivative at 0 is 0."""
        return make(lib.nnl_abs, self._handle)

    def reciprocal(self) -> Tensor:
        """1 / self"""
        return make(lib.nnl_reciprocal, self._handle)

    def clamp(self, min: float | None = None, max: float | None = None) -> Tensor:
        """Each element cut to [min, max]; a bound that is None is none. The derivative at the bounds is 1."""
        low = -math.inf if min is None else min
        high = math.inf if max is None else max
        return make(lib.nnl_clamp, self._handle, low, high)

    def minimum(self, other: Tensor) -> Tensor:
        """The lesser of two elements, of any dtype that both have. Equal ones share the gradient."""
        return make(lib.nnl_minimum, self._handle, handle_of(other))

    def maximum(self, other: Tensor) -> Tensor:
        """The greater of two elements, of any dtype that both have. Equal ones share the gradient."""
        return make(lib.nnl_maximum, self._handle, handle_of(other))

    def sigmoid(self) -> Tensor:
        """1 / (1 + exp(-self))"""
        return make(lib.nnl_sigmoid, self._handle)

    def tanh(self) -> Tensor:
        """The hyperbolic tangent."""
        return make(lib.nnl_tanh, self._handle)

    def relu(self) -> Tensor:
        """max(self, 0); its derivative at 0 is 0."""
        return make(lib.nnl_relu, self._handle)

    def softmax(self, dim: int) -> Tensor:
        """exp(self) over its sum along an axis, without overflow."""
        return make(lib.nnl_softmax, self._handle, dim)

    def log_softmax(self, dim: int) -> Tensor:
        """The logarithm of softmax, without overflow."""
        return make(lib.nnl_log_softmax, self._handle, dim)

    sub = subtract
    mul = multiply
    div = divide
    neg = negative

    def __add__(self, other: Tensor | Number) -> Tensor:
        if isinstance(other, TensorHandle):
            return make(lib.nnl_add, self._handle, other._handle)
        return self.add(other) if is_number(other) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Tensor | Number) -> Tensor:
        if isinstance(other, TensorHandle):
            return make(lib.nnl_subtract, self._handle, other._handle)
        return self.subtract(other) if is_number(other) else NotImplemented

    def __rsub__(self, other: Number) -> Tensor:
        return make(lib.nnl_affine, self._handle, -1.0, other) if is_number(other) else NotImplemented

    def __mul__(self, other: Tensor | Number) -> Tensor:
        if isinstance(other, TensorHandle):
            return make(lib.nnl_multiply, self._handle, other._handle)
        return self.multiply(other) if is_number(other) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Tensor | Number) -> Tensor:
        return self.divide(other) if _is_operand(other) else NotImplemented

    def __rtruediv__(self, other: Number) -> Tensor:
        return as_tensor_like(self, other).divide(self) if is_number(other) else NotImplemented  # type: ignore[arg-type]

    def __pow__(self, exponent: Tensor | Number) -> Tensor:
        return self.pow(exponent) if _is_operand(exponent) else NotImplemented

    def __rpow__(self, base: Number) -> Tensor:
        return as_tensor_like(self, base).pow(self) if is_number(base) else NotImplemented  # type: ignore[arg-type]

    def __matmul__(self, other: Tensor) -> Tensor:
        return self.matmul(other) if isinstance(other, TensorHandle) else NotImplemented

    def __neg__(self) -> Tensor:
        return self.negative()

    def __abs__(self) -> Tensor:
        return self.abs()


def _is_operand(thing: object) -> bool:
    return isinstance(thing, TensorHandle) or is_number(thing)
