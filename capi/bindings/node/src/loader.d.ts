import { Handle } from './handle.js';
import type { Integer } from './types.js';
import type { Tensor } from './tensor.js';

export interface LoaderOptions {
  /** 1 */
  batchSize?: number;
  /** 'sequential'; the order in which samples are drawn. */
  sampling?: 'sequential' | 'shuffle' | 'replacement';
  /** 'keep'; what becomes of samples that do not fill the last batch: a short one, none, or joined to the one before. */
  lastBatch?: 'keep' | 'drop' | 'merge';
  /** 0; of the loader's own random stream. */
  seed?: Integer;
}

/** Mini-batches of tensors (1 to 1024) whose first axis is the sample. It shares contiguous tensors and copies others. */
export class Loader extends Handle {
  constructor(tensors: Iterable<Tensor>, options?: LoaderOptions);
  /** The next batch, or null at the end of an epoch; the call after that begins the next one. */
  next(): Tensor[] | null;
  /** The batches of the rest of the epoch: for (const [x, y] of loader). They are the caller's to release. */
  [Symbol.iterator](): Generator<Tensor[], void, void>;
  /** The same, each turn being a scope: the batch and all that f makes end with it, but for what it gives to keep(). */
  forEach(f: (...batch: Tensor[]) => void): void;
  readonly numBatches: number;
  /** Epochs that have ended. */
  readonly epoch: number;
}
