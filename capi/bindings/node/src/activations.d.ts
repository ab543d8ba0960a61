// Element by element, for floating tensors. A setting that is NaN is INVALID_ARGUMENT.
import type { Tensor } from './tensor.js';

/** 1 / (1 + exp(-x)) */
export function sigmoid(x: Tensor): Tensor;
export function tanh(x: Tensor): Tensor;
/** max(x, 0), with derivative 0 at 0. */
export function relu(x: Tensor): Tensor;
/** x above 0, else negativeSlope (0.01) x. */
export function leakyRelu(x: Tensor, negativeSlope?: number): Tensor;
/** x above 0, else alpha (1) * (exp(x) - 1). */
export function elu(x: Tensor, alpha?: number): Tensor;

export interface GeluOptions {
  /** 'none': by the normal distribution itself. */
  approximate?: 'none' | 'tanh';
}
export function gelu(x: Tensor, options?: GeluOptions): Tensor;
/** x / (1 + exp(-x)) */
export function silu(x: Tensor): Tensor;

export interface SoftplusOptions {
  /** 1 */
  beta?: number;
  /** 20 */
  threshold?: number;
}
/** log(1 + exp(beta x)) / beta, or x where beta x is above the threshold. */
export function softplus(x: Tensor, options?: SoftplusOptions): Tensor;
/** x cut to [minVal (-1), maxVal (1)], with derivative 0 at the bounds. */
export function hardtanh(x: Tensor, minVal?: number, maxVal?: number): Tensor;
/** x above 0, else weight x; the weight has one element, or one for each place of axis 1. */
export function prelu(x: Tensor, weight: Tensor): Tensor;
/** exp(x) / sum(exp(x)) along an axis. */
export function softmax(x: Tensor, axis: number): Tensor;
/** Its logarithm. */
export function logSoftmax(x: Tensor, axis: number): Tensor;

export interface DropoutOptions {
  /** 0.5; the probability that an element is dropped. */
  p?: number;
  /** true; without training the result is x itself, not a copy. */
  training?: boolean;
}
/** Drops elements at random, by the context's random stream, and divides the others by 1 - p. */
export function dropout(x: Tensor, options?: DropoutOptions): Tensor;
