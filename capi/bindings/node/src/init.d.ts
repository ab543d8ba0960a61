// Initial weights: each fills a floating tensor in place from its context's random stream and returns it.
import type { Tensor } from './tensor.js';

export type Nonlinearity = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu';

export function constant(tensor: Tensor, value: number): Tensor;
/** Between low (0) and high (1). */
export function uniform(tensor: Tensor, low?: number, high?: number): Tensor;
/** With mean (0) and std (1). */
export function normal(tensor: Tensor, mean?: number, std?: number): Tensor;
/** Glorot and Bengio 2010; gain is 1. */
export function xavierUniform(tensor: Tensor, gain?: number): Tensor;
export function xavierNormal(tensor: Tensor, gain?: number): Tensor;

export interface KaimingOptions {
  /** 0; of a leaky ReLU. */
  slope?: number;
  /** 'fanIn'; which fan keeps its variance. */
  mode?: 'fanIn' | 'fanOut';
  /** 'leakyRelu' */
  nonlinearity?: Nonlinearity;
}
/** He et al. 2015. */
export function kaimingUniform(tensor: Tensor, options?: KaimingOptions): Tensor;
export function kaimingNormal(tensor: Tensor, options?: KaimingOptions): Tensor;
/** 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)), slope being 0.01. */
export function gain(nonlinearity: Nonlinearity, slope?: number): number;
