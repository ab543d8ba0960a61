// Losses, reduced to their mean unless `reduction` says otherwise.
import type { CrossEntropyOptions, Reduced, TripletMarginOptions } from './settings.js';
import type { Integer } from './types.js';
import type { Tensor } from './tensor.js';

export interface SmoothL1LossOptions extends Reduced {
  /** 1, not negative. */
  beta?: number;
}
export interface HuberLossOptions extends Reduced {
  /** 1, positive. */
  delta?: number;
}
export interface BceLossOptions extends Reduced {
  weight?: Tensor | null;
}
export interface BceWithLogitsLossOptions extends BceLossOptions {
  /** Multiplies the target's term. */
  posWeight?: Tensor | null;
}
export interface NllLossOptions extends Reduced {
  weight?: Tensor | null;
  /** -100 */
  ignoreIndex?: Integer;
}
export interface CosineEmbeddingLossOptions extends Reduced {
  /** 0 */
  margin?: number;
}

/** (input - target)^2 of equal shapes. */
export function mseLoss(input: Tensor, target: Tensor, options?: Reduced): Tensor;
/** |input - target| */
export function l1Loss(input: Tensor, target: Tensor, options?: Reduced): Tensor;
/** Quadratic below beta, else linear with slope 1. */
export function smoothL1Loss(input: Tensor, target: Tensor, options?: SmoothL1LossOptions): Tensor;
/** Quadratic below delta, else linear with slope delta. */
export function huberLoss(input: Tensor, target: Tensor, options?: HuberLossOptions): Tensor;
/** Binary cross entropy of probabilities; an input outside [0, 1] is INVALID_ARGUMENT. */
export function bceLoss(input: Tensor, target: Tensor, options?: BceLossOptions): Tensor;
/** Binary cross entropy of logits. */
export function bceWithLogitsLoss(input: Tensor, target: Tensor, options?: BceWithLogitsLossOptions): Tensor;
/** -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...). */
export function nllLoss(input: Tensor, target: Tensor, options?: NllLossOptions): Tensor;
/**
 * Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64) or class probabilities. A class
 * outside [0, C) other than ignoreIndex is INDEX_OUT_OF_RANGE.
 */
export function crossEntropy(logits: Tensor, target: Tensor, options?: CrossEntropyOptions): Tensor;
/** Pulls rows of target 1 together and pushes those of -1 apart. */
export function cosineEmbeddingLoss(a: Tensor, b: Tensor, target: Tensor, options?: CosineEmbeddingLossOptions): Tensor;
/** max(0, margin + |anchor - positive| - |anchor - negative|) over the last axis. */
export function tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, options?: TripletMarginOptions): Tensor;
