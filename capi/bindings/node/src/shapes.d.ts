// Shapes and positions, for any dtype. Axes count from 0, negative ones from the end.
import type { Axes, Integer, Shape } from './types.js';
import type { Tensor } from './tensor.js';

/** The same elements in another shape, of which one size may be -1. Shares memory where the layout allows. */
export function reshape(x: Tensor, shape: Shape): Tensor;
/** Axes from startAxis (0) to endAxis (-1) become one. */
export function flatten(x: Tensor, startAxis?: number, endAxis?: number): Tensor;
/** Two axes exchanged; shares memory. */
export function transpose(x: Tensor, axis0: number, axis1: number): Tensor;
/** All axes in another order; shares memory. */
export function permute(x: Tensor, axes: Axes): Tensor;
/** Without those of the axes (none given: of all) that have size 1; shares memory. */
export function squeeze(x: Tensor, axes?: Axes): Tensor;
/** With a new axis of size 1; shares memory. */
export function unsqueeze(x: Tensor, axis: number): Tensor;
/** Axes of size 1 repeated and new ones in front, -1 keeping a size; shares memory and must not be written to. */
export function expand(x: Tensor, shape: Shape): Tensor;
/** A copy in memory of its own. */
export function clone(x: Tensor): Tensor;
/** The same memory, cut off from the graph. */
export function detach(x: Tensor): Tensor;
/** Tensors one after the other along an axis (0). */
export function cat(tensors: Iterable<Tensor>, axis?: number): Tensor;
/** The same along a new axis (0); all of one shape. */
export function stack(tensors: Iterable<Tensor>, axis?: number): Tensor;
/** An axis (0) cut into parts of sizes that add up to it; they share memory. */
export function split(x: Tensor, sizes: readonly number[], axis?: number): Tensor[];

export interface SliceOptions {
  /** 0; negative ones count from the end. */
  start?: Integer;
  /** The end of the axis. */
  stop?: Integer;
  /** 1, at least 1. */
  step?: Integer;
}
/** x[start:stop:step] along an axis as Python has it; shares memory. */
export function slice(x: Tensor, axis: number, options?: SliceOptions): Tensor;
/** Element index[i, j, k] along the axis, at the same place in the other axes. The index is i32 or i64. */
export function gather(x: Tensor, axis: number, index: Tensor): Tensor;
/** Whole slices of x at places along an axis, which may repeat. */
export function indexSelect(x: Tensor, axis: number, index: Tensor): Tensor;
/** i64 of the index's shape and one more axis of `classes`; -1: as many as the greatest index + 1. */
export function oneHot(index: Tensor, classes?: number): Tensor;
