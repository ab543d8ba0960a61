// Over all elements, or along axes (from 0, negative ones from the end).
import type { Axes, KeepDim, Selection } from './types.js';
import type { Tensor } from './tensor.js';

export function sum(x: Tensor, axes?: Axes, options?: KeepDim): Tensor;
/** The mean of nothing is NaN. */
export function mean(x: Tensor, axes?: Axes, options?: KeepDim): Tensor;

export interface VarianceOptions extends KeepDim {
  /** 1, for the unbiased variance: the sum of squares is divided by n - correction. */
  correction?: number;
}
/** torch.var */
export function variance(x: Tensor, axes?: Axes, options?: VarianceOptions): Tensor;
/** The standard deviation, with derivative 0 where it is 0. */
export function std(x: Tensor, axes?: Axes, options?: VarianceOptions): Tensor;
/** (sum of |x|^p)^(1/p), p being 2; 0 counts what is not 0, infinity is the greatest |x|, -infinity the least. */
export function norm(x: Tensor, p?: number, axes?: Axes, options?: KeepDim): Tensor;

/** The greatest of all elements (any dtype), or those along an axis and where they stand, the first of equal ones. */
export function max(x: Tensor): Tensor;
export function max(x: Tensor, axis: number, options?: KeepDim): Selection;
/** The least of all elements, or along an axis, as max. */
export function min(x: Tensor): Tensor;
export function min(x: Tensor, axis: number, options?: KeepDim): Selection;
/** Where the greatest element stands, among all or along an axis (i64); the first of equal ones. */
export function argmax(x: Tensor, axis?: number | null, options?: KeepDim): Tensor;
export function argmin(x: Tensor, axis?: number | null, options?: KeepDim): Tensor;

export interface TopkOptions {
  /** -1 */
  axis?: number;
  /** true; false: the least elements, ascending. */
  largest?: boolean;
}
/** The k greatest elements along an axis in descending order; of equal ones the lower index first. Any dtype. */
export function topk(x: Tensor, k: number, options?: TopkOptions): Selection;
/** Sums of a * b along an axis (1) over both norms, each at least eps (1e-8). */
export function cosineSimilarity(a: Tensor, b: Tensor, options?: { axis?: number; eps?: number }): Tensor;
