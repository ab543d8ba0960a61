// Options that operations and layers share, with PyTorch's defaults.
import type { DType, Integer, Pair, Reduction } from './types.js';
import type { Tensor } from './tensor.js';

/** 'f32'; of the parameters that a layer makes. An operation does not read it. */
interface OfDType {
  dtype?: DType;
}
export interface LinearOptions extends OfDType {
  /** true */
  bias?: boolean;
}
export interface EmbeddingOptions extends OfDType {
  /** None; a row whose gradient is always 0. */
  paddingIdx?: number | null;
  /** None; rows looked up with a larger norm are rescaled in place. */
  maxNorm?: number | null;
  /** 2; the p of that norm. */
  normType?: number;
  /** false; divide each row's gradient by how often the row occurs in the call. */
  scaleGradByFreq?: boolean;
}
export interface EmbeddingBagOptions extends EmbeddingOptions {
  /** 'mean'; what becomes of the rows of a bag. */
  mode?: 'sum' | 'mean' | 'max';
  /** false; the last offset is the number of indices and begins no bag. */
  includeLastOffset?: boolean;
}
export interface BatchNormOptions extends OfDType {
  /** true; scale and shift by weight and bias. */
  affine?: boolean;
  /** true; of an affine layer. */
  bias?: boolean;
  /** true */
  trackRunningStats?: boolean;
  /** 1e-5 */
  eps?: number;
  /** 0.1, the weight of the new batch in the running statistics; null averages all batches alike. */
  momentum?: number | null;
  /** 'error'; what training does with a single value for each channel: fail, or use the running statistics. */
  batchOfOne?: 'error' | 'running';
}
export interface LayerNormOptions extends OfDType {
  /** true */
  elementwiseAffine?: boolean;
  /** true */
  bias?: boolean;
  /** 1e-5 */
  eps?: number;
}
export interface GroupNormOptions extends OfDType {
  /** true */
  affine?: boolean;
  /** 1e-5 */
  eps?: number;
}
/** Numbers for two axes stand as [height, width]; signals read the first alone. */
export interface ConvOptions extends OfDType {
  /** true; a layer has one. */
  bias?: boolean;
  /** 1; divides both numbers of channels. */
  groups?: number;
  /** 1 */
  stride?: Pair;
  /** 0, zeros on both sides; 'same' as many as keep the size, for stride 1. */
  padding?: Pair | 'same';
  /** 1 */
  dilation?: Pair;
}
export interface MaxPool2dOptions {
  /** false; a last window may reach beyond the padding. */
  ceilMode?: boolean;
  /** 0, the kernel's size. */
  stride?: Pair;
  /** 0, at most half the kernel. */
  padding?: Pair;
  /** 1 */
  dilation?: Pair;
}
export interface AvgPool2dOptions {
  /** false */
  ceilMode?: boolean;
  /** true; padding counts as zeros. */
  countIncludePad?: boolean;
  /** 0; otherwise every sum is divided by it. */
  divisorOverride?: number;
  /** 0, the kernel's size. */
  stride?: Pair;
  /** 0, at most half the kernel. */
  padding?: Pair;
}
/** 'mean' */
export interface Reduced {
  reduction?: Reduction;
}
export interface CrossEntropyOptions extends Reduced {
  /** -100; targets of this value do not count. */
  ignoreIndex?: Integer;
  /** 0, in [0, 1]. */
  labelSmoothing?: number;
  /** None; one weight for each class. */
  weight?: Tensor | null;
}
export interface TripletMarginOptions extends Reduced {
  /** 1 */
  margin?: number;
  /** 2, of the distance. */
  p?: number;
  /** 1e-6, added to each difference. */
  eps?: number;
  /** false; the distance of positive and negative counts where it is the smaller one. */
  swap?: boolean;
}
