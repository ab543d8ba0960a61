import type { Loader } from './loader.js';
import type { Module } from './module.js';
import type { Optimizer } from './optimizers.js';
import type { Schedule } from './schedules.js';
import type { Tensor } from './tensor.js';

export interface TrainStepOptions {
  /** None; the most that the gradients' common norm may be. */
  clipNorm?: number | null;
  /** 2 */
  clipNormType?: number;
  /** false; with clipNorm, a norm that is not finite is INVALID_STATE. */
  errorIfNonfinite?: boolean;
  /** None; the most that an element may be, either way. */
  clipValue?: number | null;
}
/**
 * One step: drops the gradients, runs the model on the inputs and the loss on its output and the targets, walks back,
 * clips, and steps the optimizer. Returns the loss before the update. A failing step has changed nothing.
 */
export function trainStep(model: Module, loss: Module, optimizer: Optimizer, inputs: Tensor | Iterable<Tensor>,
  targets: Tensor | Iterable<Tensor>, options?: TrainStepOptions): number;
/**
 * The mean loss over the rest of the loader's epoch, in inference mode. The first numInputs tensors of a batch (0: all but
 * the last) go to the model.
 */
export function evaluate(model: Module, loss: Module, loader: Loader, options?: { numInputs?: number }): number;

/** Where a fit stands. */
export interface FitProgress {
  /** false after a step, true after an epoch and its validation. */
  epochEnded: boolean;
  /** From 0, of this fit. */
  epoch: number;
  /** Batches of the epoch that are done. */
  batch: number;
  batches: number;
  /** Steps of the fit that are done. */
  step: number;
  /** Of the step; after an epoch the mean over its samples. */
  loss: number;
  /** After an epoch with validation, else NaN. */
  validationLoss: number;
  seconds: number;
}
export interface FitOptions extends TrainStepOptions {
  /** 1 */
  epochs?: number;
  /** 0: all tensors of a batch but the last go to the model, the last to the loss. */
  numInputs?: number;
  validation?: Loader | null;
  /** Of the optimizer; it steps after each epoch, or with scheduleEachStep (false) after each step. */
  schedule?: Schedule | null;
  scheduleEachStep?: boolean;
  /** 0: no limit. */
  maxSeconds?: number;
  /** 0: never; else so many epochs in a row without improvement end the fit. */
  patience?: number;
  /** 0; how much lower a loss must be to be an improvement. */
  minDelta?: number;
  /** false; in the end the model is as it was after its best epoch. */
  keepBest?: boolean;
  /**
   * Called after each step and each epoch; false ends the fit. What it throws fails the fit and is the error's `cause`.
   * It is a scope, and must not be asynchronous.
   */
  onProgress?: ((progress: FitProgress) => boolean | void) | null;
}
/** What a fit came to. Losses are NaN where there is none. */
export interface FitReport {
  end: 'epochs' | 'time' | 'cancelled' | 'patience';
  epochs: number;
  steps: number;
  /** From 0, or -1. */
  bestEpoch: number;
  loss: number;
  validationLoss: number;
  bestLoss: number;
  seconds: number;
}
/** Trains epoch by epoch from where the loader stands. The call returns when it is done; use a Worker to go on meanwhile. */
export function fit(model: Module, loss: Module, optimizer: Optimizer, loader: Loader, options?: FitOptions): FitReport;
/**
 * Replaces the running statistics of batch norms by their average over batches of the loader, at most maxBatches (0: all);
 * returns their number.
 */
export function recalibrate(module: Module, loader: Loader, options?: { maxBatches?: number }): number;
