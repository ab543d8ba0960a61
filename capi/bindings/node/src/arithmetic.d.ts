// Element by element; shapes broadcast as in NumPy and PyTorch. Tensors are floating and of one dtype unless it says "any
// dtype"; a number stands for one element of the other operand's dtype. Each operation makes a new tensor, recorded for
// backward where an input requires a gradient.
import type { Operand } from './types.js';
import type { Tensor } from './tensor.js';

/** scale * x + shift */
export function affine(x: Tensor, scale: number, shift: number): Tensor;
export function add(a: Operand, b: Operand): Tensor;
export function subtract(a: Operand, b: Operand): Tensor;
export function multiply(a: Operand, b: Operand): Tensor;
export function divide(a: Operand, b: Operand): Tensor;
/** The lesser of two elements (any dtype); equal ones get half the gradient each. */
export function minimum(a: Operand, b: Operand): Tensor;
/** The greater of two elements (any dtype); equal ones get half the gradient each. */
export function maximum(a: Operand, b: Operand): Tensor;
export function exp(x: Tensor): Tensor;
/** The natural logarithm. */
export function log(x: Tensor): Tensor;
export function sqrt(x: Tensor): Tensor;
/** |x|, with derivative 0 at 0. */
export function abs(x: Tensor): Tensor;
export function negative(x: Tensor): Tensor;
/** 1 / x */
export function reciprocal(x: Tensor): Tensor;
/** x to a power: a number, or one for each element. */
export function pow(x: Tensor, exponent: Operand): Tensor;
/** min(max(x, low), high); a bound may be null. NaN as a bound is INVALID_ARGUMENT. */
export function clamp(x: Tensor, low: number | null, high?: number | null): Tensor;

/** Comparisons of tensors of one dtype, any, or with a number: bool tensors without gradient. */
export function eq(a: Tensor, b: Operand): Tensor;
export function ne(a: Tensor, b: Operand): Tensor;
export function lt(a: Tensor, b: Operand): Tensor;
export function le(a: Tensor, b: Operand): Tensor;
export function gt(a: Tensor, b: Operand): Tensor;
export function ge(a: Tensor, b: Operand): Tensor;
/** Bool results of any dtypes; every element but 0 is true. */
export function logicalNot(x: Tensor): Tensor;
export function logicalAnd(a: Tensor, b: Tensor): Tensor;
export function logicalOr(a: Tensor, b: Tensor): Tensor;
/** a where `condition` (bool) is true, else b; any dtype, and one of the two may be a number. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor;
/** `value` where `mask` (bool) is true, else x; any dtype. */
export function maskedFill(x: Tensor, mask: Tensor, value: number): Tensor;

/** Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast. */
export function matmul(a: Tensor, b: Tensor): Tensor;
/** Matrix products of a (n, i, k) and b (n, k, j) one by one. */
export function bmm(a: Tensor, b: Tensor): Tensor;
