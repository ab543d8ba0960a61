// Layers as functions of given weights. null stands for an absent tensor.
import type { AvgPool2dOptions, BatchNormOptions, ConvOptions, EmbeddingBagOptions, EmbeddingOptions, MaxPool2dOptions } from './settings.js';
import type { Pair, Shape } from './types.js';
import type { Tensor } from './tensor.js';

/** x (..., in) times the transpose of weight (out, in), plus bias (out). */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
/** Rows of weight for indices (i32 or i64) of any shape. The gradient is row-sparse. */
export function embedding(weight: Tensor, indices: Tensor, options?: EmbeddingOptions): Tensor;
/**
 * For each bag of indices the sum, mean or greatest elements of the rows of weight: bags from one offset to the next, or
 * each row of indices (bags, n). perSampleWeights multiply the rows, for mode 'sum' alone (NOT_SUPPORTED).
 */
export function embeddingBag(weight: Tensor, indices: Tensor, offsets?: Tensor | null,
  options?: EmbeddingBagOptions & { perSampleWeights?: Tensor | null }): Tensor;

/** Parameters and statistics of a batch norm, each of size C; any may be absent. */
export interface BatchNormState {
  weight?: Tensor | null;
  bias?: Tensor | null;
  runningMean?: Tensor | null;
  runningVar?: Tensor | null;
  /** i64, one element. */
  numBatchesTracked?: Tensor | null;
}
/** Batch norm over axis 1 of x (N, C, ...); with `training` (false) it moves the running statistics. */
export function batchNorm(x: Tensor, state?: BatchNormState, options?: BatchNormOptions & { training?: boolean }): Tensor;

/** null for none; eps is 1e-5. */
export interface NormOptions {
  weight?: Tensor | null;
  bias?: Tensor | null;
  eps?: number;
}
/** Normalises the last axes, whose sizes must be normalizedShape. */
export function layerNorm(x: Tensor, normalizedShape: Shape, options?: NormOptions): Tensor;
/** Normalises each of numGroups groups of the channels of each sample of x (N, C, ...). */
export function groupNorm(x: Tensor, numGroups: number, options?: NormOptions): Tensor;
/** Of signals x (N, C, L) or (C, L) with weight (out, C / groups, length). */
export function conv1d(x: Tensor, weight: Tensor, bias?: Tensor | null, options?: ConvOptions): Tensor;
/** Of images x (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width). */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor | null, options?: ConvOptions): Tensor;
/** The greatest element of each window of images. */
export function maxPool2d(x: Tensor, kernel: Pair, options?: MaxPool2dOptions): Tensor;
/** The average of each window of images. */
export function avgPool2d(x: Tensor, kernel: Pair, options?: AvgPool2dOptions): Tensor;
/** Averages of windows that share each plane out evenly; -1 keeps a size. */
export function adaptiveAvgPool2d(x: Tensor, outputSize: Pair): Tensor;
