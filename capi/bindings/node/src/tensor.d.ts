import { Handle } from './handle.js';
import type * as activations from './activations.js';
import type { Context } from './context.js';
import type { Axes, DType, Elements, InContext, KeepDim, Nested, Operand, Selection, Shape } from './types.js';
import type { SliceOptions } from './shapes.js';
import type { TopkOptions, VarianceOptions } from './reductions.js';

/** Elements of one dtype in row-major order. */
export class Tensor extends Handle {
  /** Owns a C handle. Use tensor(), full() and the operations. */
  constructor(handle: number);
  /**
   * A tensor over the array's own memory, without a copy: what is written to one is seen in the other. The array stays
   * alive as long as nnlite needs it; its buffer must not be transferred or resized meanwhile, and `done` is called when
   * it may be (what it throws becomes a warning of the process). With readOnly, calls that would change the tensor are
   * INVALID_STATE. A tensor over a Worker's memory must not outlive the Worker.
   */
  static borrow(data: Elements, options?: InContext & {
    shape?: Shape; dtype?: DType; readOnly?: boolean; done?: (() => void) | null;
  }): Tensor;
  /** Another object of the same tensor. */
  share(): Tensor;
  /** Where it lives, as a new object, so that a callback can make more there; or defaultContext. */
  readonly context: Context;

  readonly dtype: DType;
  readonly rank: number;
  /** Sizes of the axes; [] of a single element. */
  readonly shape: number[];
  /** The number of elements. */
  readonly count: number;
  /** The only element of a tensor that has just one (else SHAPE_MISMATCH); i64 beyond 2^53 is rounded. */
  item(): number;
  /**
   * A copy of all elements, row-major: Float32Array, Float64Array, Int32Array, BigInt64Array, or Uint8Array for u8 and
   * bool. Into `into`, if given, which must be of that kind (TypeError) and of the tensor's size (SHAPE_MISMATCH).
   */
  read<T extends Elements = Elements>(into?: T): T;
  /** The same as nested arrays; of a tensor without axes the element. */
  toArray(): any;
  /** Replaces all elements, row-major; a graph that saved the tensor can no longer be walked backward. */
  write(data: Elements | Nested): this;
  /**
   * The memory of a row-major tensor (else NOT_SUPPORTED) as a typed array, to fill it in place or to read it without a
   * copy. The memory stays as long as the array or another one of its buffer does, also when the tensor is released; only
   * the garbage collector ends that. The buffer cannot be transferred. With `writing` (false) the call counts as a change
   * of the tensor, or is INVALID_STATE if it is read-only: write then, and not while other calls use the tensor. Without
   * it do not write, which no typed array can refuse. nnlite changes what is there in calls that change the tensor.
   */
  data<T extends Elements = Elements>(options?: { writing?: boolean }): T;
  /** Another tensor's elements into this one: same shape, any dtypes; out of range becomes the nearest bound. */
  copyFrom(source: Tensor): this;
  /** A single element of this tensor's dtype and context. */
  scalarLike(value: number): Tensor;

  /** Whether backward computes a gradient for it. Can be set for floating tensors that no recorded operation made. */
  requiresGrad: boolean;
  /**
   * Accumulates the gradients of all leaves that this depends on. `gradient` is its own, of the same shape and dtype;
   * none is needed for one element. Without retainGraph (false) it can be walked only once (INVALID_STATE).
   */
  backward(options?: { gradient?: Tensor | null; retainGraph?: boolean }): void;
  /**
   * The accumulated gradient of a leaf, or null. A dense one is shared: writing to it changes what the optimizer sees; a
   * row-sparse one is made dense for the call. Setting it puts a copy in its place; null drops it.
   */
  get grad(): Tensor | null;
  set grad(gradient: Tensor | null);
  /** Copies of a row-sparse gradient: ascending rows (i64, [n]) and their values ([n, columns]). */
  gradRows(): { rows: Tensor; values: Tensor };
  /** Drops the gradient. */
  zeroGrad(): void;
}

/** The operations as methods: x.f(...) is f(x, ...). */
export interface Tensor {
  affine(scale: number, shift: number): Tensor;
  add(b: Operand): Tensor;
  subtract(b: Operand): Tensor;
  multiply(b: Operand): Tensor;
  divide(b: Operand): Tensor;
  minimum(b: Operand): Tensor;
  maximum(b: Operand): Tensor;
  exp(): Tensor;
  log(): Tensor;
  sqrt(): Tensor;
  abs(): Tensor;
  negative(): Tensor;
  reciprocal(): Tensor;
  logicalNot(): Tensor;
  pow(exponent: Operand): Tensor;
  clamp(low: number | null, high?: number | null): Tensor;
  eq(b: Operand): Tensor;
  ne(b: Operand): Tensor;
  lt(b: Operand): Tensor;
  le(b: Operand): Tensor;
  gt(b: Operand): Tensor;
  ge(b: Operand): Tensor;
  logicalAnd(b: Tensor): Tensor;
  logicalOr(b: Tensor): Tensor;
  maskedFill(mask: Tensor, value: number): Tensor;
  matmul(b: Tensor): Tensor;
  bmm(b: Tensor): Tensor;

  sum(axes?: Axes, options?: KeepDim): Tensor;
  mean(axes?: Axes, options?: KeepDim): Tensor;
  variance(axes?: Axes, options?: VarianceOptions): Tensor;
  std(axes?: Axes, options?: VarianceOptions): Tensor;
  norm(p?: number, axes?: Axes, options?: KeepDim): Tensor;
  max(): Tensor;
  max(axis: number, options?: KeepDim): Selection;
  min(): Tensor;
  min(axis: number, options?: KeepDim): Selection;
  argmax(axis?: number | null, options?: KeepDim): Tensor;
  argmin(axis?: number | null, options?: KeepDim): Tensor;
  topk(k: number, options?: TopkOptions): Selection;
  cosineSimilarity(b: Tensor, options?: { axis?: number; eps?: number }): Tensor;

  reshape(shape: Shape): Tensor;
  flatten(startAxis?: number, endAxis?: number): Tensor;
  transpose(axis0: number, axis1: number): Tensor;
  permute(axes: Axes): Tensor;
  squeeze(axes?: Axes): Tensor;
  unsqueeze(axis: number): Tensor;
  expand(shape: Shape): Tensor;
  clone(): Tensor;
  detach(): Tensor;
  split(sizes: readonly number[], axis?: number): Tensor[];
  slice(axis: number, options?: SliceOptions): Tensor;
  gather(axis: number, index: Tensor): Tensor;
  indexSelect(axis: number, index: Tensor): Tensor;
  oneHot(classes?: number): Tensor;

  sigmoid(): Tensor;
  tanh(): Tensor;
  relu(): Tensor;
  leakyRelu(negativeSlope?: number): Tensor;
  elu(alpha?: number): Tensor;
  gelu(options?: activations.GeluOptions): Tensor;
  silu(): Tensor;
  softplus(options?: activations.SoftplusOptions): Tensor;
  hardtanh(minVal?: number, maxVal?: number): Tensor;
  prelu(weight: Tensor): Tensor;
  softmax(axis: number): Tensor;
  logSoftmax(axis: number): Tensor;
  dropout(options?: activations.DropoutOptions): Tensor;
}

export interface TensorOptions extends InContext {
  /** Of numbers 'f32', of booleans 'bool', of BigInts 'i64', of typed arrays their own. */
  dtype?: DType;
  /** false */
  requiresGrad?: boolean;
}
/**
 * A tensor with a copy of the data: nested arrays, whose shape it takes, or a typed array, which has one axis unless
 * `shape` says otherwise. A shape of another number of elements is SHAPE_MISMATCH.
 */
export function tensor(data: Elements | Nested, options?: TensorOptions & { shape?: Shape }): Tensor;
/** Every element `value`, cut towards zero for integers; one out of their range is INVALID_ARGUMENT. */
export function full(shape: Shape, value: number, options?: TensorOptions): Tensor;
export function zeros(shape: Shape, options?: TensorOptions): Tensor;
export function ones(shape: Shape, options?: TensorOptions): Tensor;
