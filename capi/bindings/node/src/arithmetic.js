// Operations element by element, comparisons and matrix products.
import { number } from './calls.js';
import { made, tensorHandle } from './operands.js';

/** Calls use(a, b) with the handles of two operands, a number being a single element of the other's dtype. */
function withOperands(a, b, use) {
  const [left, right] = [typeof a === 'number', typeof b === 'number'];
  if (left === right) return use(tensorHandle(a, 'a'), tensorHandle(b, 'b'));
  const x = left ? b : a;
  tensorHandle(x, left ? 'b' : 'a');
  const scalar = x.scalarLike(left ? a : b);
  try {
    return left ? use(scalar.handle, x.handle) : use(x.handle, scalar.handle);
  } finally {
    scalar.dispose();
  }
}

export function affine(x, scale, shift) {
  return made('nnl_affine', tensorHandle(x, 'x'), number(scale, 'scale'), number(shift, 'shift'));
}

export function add(a, b) {
  if (typeof b === 'number') return affine(a, 1, b);
  if (typeof a === 'number') return affine(b, 1, a);
  return made('nnl_add', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function subtract(a, b) {
  if (typeof b === 'number') return affine(a, 1, -b);
  if (typeof a === 'number') return affine(b, -1, a);
  return made('nnl_subtract', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function multiply(a, b) {
  if (typeof b === 'number') return affine(a, b, 0);
  if (typeof a === 'number') return affine(b, a, 0);
  return made('nnl_multiply', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function divide(a, b) {
  return withOperands(a, b, (x, y) => made('nnl_divide', x, y));
}

export function minimum(a, b) {
  return withOperands(a, b, (x, y) => made('nnl_minimum', x, y));
}

export function maximum(a, b) {
  return withOperands(a, b, (x, y) => made('nnl_maximum', x, y));
}

function unary(name) {
  return (x) => made(name, tensorHandle(x, 'x'));
}

export const exp = unary('nnl_exp');
export const log = unary('nnl_log');
export const sqrt = unary('nnl_sqrt');
export const abs = unary('nnl_abs');
export const negative = unary('nnl_negative');
export const reciprocal = unary('nnl_reciprocal');
export const logicalNot = unary('nnl_logical_not');

export function pow(x, exponent) {
  if (typeof exponent === 'number') return made('nnl_pow', tensorHandle(x, 'x'), exponent);
  return made('nnl_pow_tensor', tensorHandle(x, 'x'), tensorHandle(exponent, 'exponent'));
}

export function clamp(x, low, high) {
  return made('nnl_clamp', tensorHandle(x, 'x'), number(low ?? -Infinity, 'low'), number(high ?? Infinity, 'high'));
}

function comparison(name, scalarName) {
  return (a, b) => {
    if (typeof b === 'number') return made(scalarName, tensorHandle(a, 'a'), b);
    return made(name, tensorHandle(a, 'a'), tensorHandle(b, 'b'));
  };
}

export const eq = comparison('nnl_eq', 'nnl_eq_scalar');
export const ne = comparison('nnl_ne', 'nnl_ne_scalar');
export const lt = comparison('nnl_lt', 'nnl_lt_scalar');
export const le = comparison('nnl_le', 'nnl_le_scalar');
export const gt = comparison('nnl_gt', 'nnl_gt_scalar');
export const ge = comparison('nnl_ge', 'nnl_ge_scalar');

export function logicalAnd(a, b) {
  return made('nnl_logical_and', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function logicalOr(a, b) {
  return made('nnl_logical_or', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function where(condition, a, b) {
  const handle = tensorHandle(condition, 'condition');
  return withOperands(a, b, (x, y) => made('nnl_where', handle, x, y));
}

export function maskedFill(x, mask, value) {
  return made('nnl_masked_fill', tensorHandle(x, 'x'), tensorHandle(mask, 'mask'), number(value, 'value'));
}

export function matmul(a, b) {
  return made('nnl_matmul', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}

export function bmm(a, b) {
  return made('nnl_bmm', tensorHandle(a, 'a'), tensorHandle(b, 'b'));
}
