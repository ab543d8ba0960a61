// Optimizers with torch.optim's names and defaults, and the clipping of gradients.
import { Handle } from './handle.js';
import type { Tensor } from './tensor.js';

/** Updates the parameters that it was made with, which it shares: contiguous floating leaves, each once. */
export class Optimizer extends Handle {
  protected constructor(handle: number);
  /** Updates every parameter that has a gradient. Gradients stay as they are. */
  step(): void;
  /** Brings tables whose rows are owed steps (see SGDOptions.lazyRows) up to date in memory. */
  settle(): void;
  /** Drops the gradients of all parameters. */
  zeroGrad(): void;
  readonly numGroups: number;
  /** Of a group (0). */
  learningRate(group?: number): number;
  setLearningRate(learningRate: number, group?: number): void;
  /** The momentum of a group (0) of SGD or RMSprop, beta1 of the Adams; NOT_SUPPORTED for Adagrad. */
  momentum(group?: number): number;
  setMomentum(momentum: number, group?: number): void;
}

export interface SGDOptions {
  /** 1e-3 */
  learningRate?: number;
  /** 0 */
  momentum?: number;
  /** 0 */
  dampening?: number;
  /** 0 */
  weightDecay?: number;
  /** false */
  nesterov?: boolean;
  /** false */
  maximize?: boolean;
  /** true; a step whose gradient holds only some rows of a table costs those rows */
  lazyRows?: boolean;
}
/** torch.optim.SGD. */
export class SGD extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: SGDOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: SGDOptions): this;
}
export interface AdamOptions {
  /** 1e-3 */
  learningRate?: number;
  /** 0.9 */
  beta1?: number;
  /** 0.999 */
  beta2?: number;
  /** 1e-8 */
  eps?: number;
  /** 0 */
  weightDecay?: number;
  /** false */
  amsgrad?: boolean;
  /** false */
  maximize?: boolean;
}
/** torch.optim.Adam (Kingma and Ba 2015). */
export class Adam extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: AdamOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: AdamOptions): this;
}
export interface AdamWOptions {
  /** 1e-3 */
  learningRate?: number;
  /** 0.9 */
  beta1?: number;
  /** 0.999 */
  beta2?: number;
  /** 1e-8 */
  eps?: number;
  /** 1e-2 */
  weightDecay?: number;
  /** false */
  amsgrad?: boolean;
  /** false */
  maximize?: boolean;
}
/** torch.optim.AdamW (Loshchilov and Hutter 2019): the decay is no part of the moments. */
export class AdamW extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: AdamWOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: AdamWOptions): this;
}
export interface SparseAdamOptions {
  /** 1e-3 */
  learningRate?: number;
  /** 0.9 */
  beta1?: number;
  /** 0.999 */
  beta2?: number;
  /** 1e-8 */
  eps?: number;
  /** false */
  maximize?: boolean;
}
/** torch.optim.SparseAdam: touches only the rows of row-sparse gradients; a dense one is NOT_SUPPORTED. */
export class SparseAdam extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: SparseAdamOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: SparseAdamOptions): this;
}
export interface AdagradOptions {
  /** 1e-2 */
  learningRate?: number;
  /** 0 */
  lrDecay?: number;
  /** 0 */
  weightDecay?: number;
  /** 0 */
  initialAccumulatorValue?: number;
  /** 1e-10 */
  eps?: number;
  /** false */
  maximize?: boolean;
}
/** torch.optim.Adagrad (Duchi et al. 2011). */
export class Adagrad extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: AdagradOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: AdagradOptions): this;
}
export interface RMSpropOptions {
  /** 1e-2 */
  learningRate?: number;
  /** 0.99 */
  alpha?: number;
  /** 1e-8 */
  eps?: number;
  /** 0 */
  weightDecay?: number;
  /** 0 */
  momentum?: number;
  /** false */
  centered?: boolean;
  /** false */
  maximize?: boolean;
}
/** torch.optim.RMSprop (Hinton's lectures). */
export class RMSprop extends Optimizer {
  constructor(parameters: Iterable<Tensor>, options?: RMSpropOptions);
  /** Another group with settings of its own. */
  addGroup(parameters: Iterable<Tensor>, options?: RMSpropOptions): this;
}

export interface ClipGradNormOptions {
  /** 2, positive or infinite. */
  normType?: number;
  /** false; a norm that is not finite is INVALID_STATE. */
  errorIfNonfinite?: boolean;
}
/** Scales gradients so that their common norm is at most maxNorm; returns the norm before. */
export function clipGradNorm(parameters: Iterable<Tensor>, maxNorm: number, options?: ClipGradNormOptions): number;
/** Clamps every gradient element to [-clipValue, clipValue]. */
export function clipGradValue(parameters: Iterable<Tensor>, clipValue: number): void;
