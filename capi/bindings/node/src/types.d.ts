// Strings and shapes that the declarations have in common.
import type { Context } from './context.js';
import type { Tensor } from './tensor.js';

/** The type of a tensor's elements. */
export type DType = 'f32' | 'f64' | 'i32' | 'i64' | 'u8' | 'bool';
/** How a loss over many elements becomes one. */
export type Reduction = 'none' | 'mean' | 'sum';
/** Elements: f32, f64, i32, i64 (BigInts), u8 or bool (bytes). */
export type Elements = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;
/** Numbers, one in the other, rows of equal length; booleans make a bool tensor, BigInts one of i64. */
export type Nested = number | boolean | bigint | Nested[];
/** Sizes of the axes; a number is one axis, [] a single element. */
export type Shape = number | readonly number[];
/** Axes from 0, negative ones from the end; none given: all. */
export type Axes = number | readonly number[] | null;
/** A tensor, or a number that stands for one element of the other operand's dtype. */
export type Operand = Tensor | number;
/** A whole number of 64 bits. */
export type Integer = number | bigint;
/** A number for height and width alike, or both. */
export type Pair = number | readonly [number, number];

/** Where something is made; the default context if there is none. */
export interface InContext {
  context?: Context | null;
}
/** Whether reduced axes stay as size 1; false. */
export interface KeepDim {
  keepdim?: boolean;
}
/** Elements, and where they stood (i64). */
export interface Selection {
  values: Tensor;
  indices: Tensor;
}
