// The layers, with torch.nn's names and defaults.
import { Module } from './module.js';
import type { AvgPool2dOptions, BatchNormOptions, ConvOptions, EmbeddingBagOptions, EmbeddingOptions, GroupNormOptions, LayerNormOptions, LinearOptions, MaxPool2dOptions } from './settings.js';
import type { DType, InContext, Pair, Shape } from './types.js';
import type { GeluOptions, SoftplusOptions } from './activations.js';
import type { Tensor } from './tensor.js';

/** A module that nnlite makes. */
export class Layer extends Module {
  protected constructor(name: string, ...args: unknown[]);
}
/** Modules one after the other, named "0", "1", ...; they are shared. They nest at most 256 deep. */
export class Sequential extends Layer {
  constructor(modules: Iterable<Module>, options?: InContext);
}
/** x W^T + b: parameters "weight" (out, in) and "bias", both from U(-1/sqrt(in), 1/sqrt(in)). */
export class Linear extends Layer {
  constructor(inFeatures: number, outFeatures: number, options?: LinearOptions & InContext);
}
/** A look-up table: parameter "weight" from N(0, 1), its padding row zeroed. */
export class Embedding extends Layer {
  /** With a given weight, whose memory it shares if it is contiguous. With `freeze` (true) it wants no gradient. */
  static fromPretrained(weight: Tensor, options?: EmbeddingOptions & { freeze?: boolean }): Module;
  constructor(numEmbeddings: number, embeddingDim: number, options?: EmbeddingOptions & InContext);
}
/** Bags of rows as one; its inputs are indices, offsets and perSampleWeights. */
export class EmbeddingBag extends Layer {
  /** With a given weight, whose memory it shares if it is contiguous. With `freeze` (true) it wants no gradient. */
  static fromPretrained(weight: Tensor, options?: EmbeddingBagOptions & { freeze?: boolean }): Module;
  constructor(numEmbeddings: number, embeddingDim: number, options?: EmbeddingBagOptions & InContext);
}
/** Batch norm of (N, C) and (N, C, L): "weight", "bias"; "running_mean", "running_var", "num_batches_tracked". */
export class BatchNorm1d extends Layer {
  constructor(numFeatures: number, options?: BatchNormOptions & InContext);
}
/** Batch norm of (N, C, H, W): "weight", "bias"; "running_mean", "running_var", "num_batches_tracked". */
export class BatchNorm2d extends Layer {
  constructor(numFeatures: number, options?: BatchNormOptions & InContext);
}
/** Batch norm of (N, C, D, H, W): "weight", "bias"; "running_mean", "running_var", "num_batches_tracked". */
export class BatchNorm3d extends Layer {
  constructor(numFeatures: number, options?: BatchNormOptions & InContext);
}
/** Normalises the last axes of each sample. */
export class LayerNorm extends Layer {
  constructor(normalizedShape: Shape, options?: LayerNormOptions & InContext);
}
/** Normalises groups of the channels of each sample. */
export class GroupNorm extends Layer {
  constructor(numGroups: number, numChannels: number, options?: GroupNormOptions & InContext);
}
/** Convolution of signals (N, C, L) or (C, L). */
export class Conv1d extends Layer {
  constructor(inChannels: number, outChannels: number, kernel: number, options?: ConvOptions & InContext);
}
/** Convolution of images (N, C, H, W) or (C, H, W). */
export class Conv2d extends Layer {
  constructor(inChannels: number, outChannels: number, kernel: Pair, options?: ConvOptions & InContext);
}
export class MaxPool2d extends Layer {
  constructor(kernel: Pair, options?: MaxPool2dOptions & InContext);
}
export class AvgPool2d extends Layer {
  constructor(kernel: Pair, options?: AvgPool2dOptions & InContext);
}
export class AdaptiveAvgPool2d extends Layer {
  constructor(outputSize: Pair, options?: InContext);
}
/** Joins all axes but the first. */
export class Flatten extends Layer {
  constructor(options?: InContext);
}
export class Sigmoid extends Layer {
  constructor(options?: InContext);
}
export class Tanh extends Layer {
  constructor(options?: InContext);
}
export class ReLU extends Layer {
  constructor(options?: InContext);
}
export class SiLU extends Layer {
  constructor(options?: InContext);
}
/** negativeSlope is 0.01. */
export class LeakyReLU extends Layer {
  constructor(negativeSlope?: number, options?: InContext);
}
/** alpha is 1. */
export class ELU extends Layer {
  constructor(alpha?: number, options?: InContext);
}
/** Drops in training mode only; p is 0.5. */
export class Dropout extends Layer {
  constructor(p?: number, options?: InContext);
}
export class Softmax extends Layer {
  constructor(axis: number, options?: InContext);
}
export class LogSoftmax extends Layer {
  constructor(axis: number, options?: InContext);
}
export class GELU extends Layer {
  constructor(options?: GeluOptions & InContext);
}
export class Softplus extends Layer {
  constructor(options?: SoftplusOptions & InContext);
}
/** Bounds are -1 and 1; minVal must be below maxVal. */
export class Hardtanh extends Layer {
  constructor(minVal?: number, maxVal?: number, options?: InContext);
}
/** Parameter "weight" of numParameters (1, or as many as channels) elements, each `init` (0.25). */
export class PReLU extends Layer {
  constructor(options?: InContext & { numParameters?: number; init?: number; dtype?: DType });
}
