import { Handle } from './handle.js';
import type { Context } from './context.js';
import type { Tensor } from './tensor.js';

export interface LoadOptions {
  /** true; a name that did not meet is an error, which lists them. */
  strict?: boolean;
  /** false; compares only, and loads nothing. */
  dryRun?: boolean;
}
/** Names of a file and of a module that did not meet. */
export interface LoadReport {
  /** The module's, not in the file. */
  missing: string[];
  /** The file's, not in the module. */
  unexpected: string[];
  /** In both, but of another dtype or shape. */
  mismatched: string[];
}

/** A layer, or several as one. Its tensors are shared with those that parameters() and the like give. */
export class Module extends Handle {
  /** Owns a C handle. Use the layers. */
  constructor(handle: number);
  /** Another object of the same module. */
  share(): Module;
  /** Where it lives, as a new object; or defaultContext. */
  readonly context: Context;
  /**
   * Runs the module on its inputs, in its order; null is an absent one, where the module allows it. In training mode
   * batch norms move their running statistics.
   */
  forward(...inputs: (Tensor | null)[]): Tensor;
  /** Training mode (as made), or inference mode with false, of the module and all below it. */
  train(training?: boolean): this;
  /** Inference mode. */
  eval(): this;
  readonly isTraining: boolean;
  /** Freezes (false) or unfreezes all parameters. */
  setRequiresGrad(requiresGrad: boolean): this;
  /** Drops all gradients. */
  zeroGrad(): void;

  /** The parameters in order. */
  parameters(): Generator<Tensor, void, void>;
  /** The same with PyTorch's names ("0.weight"). */
  namedParameters(): Generator<[string, Tensor], void, void>;
  namedBuffers(): Generator<[string, Tensor], void, void>;
  /** The parameter or buffer of that name, or NOT_FOUND. */
  tensor(name: string): Tensor;
  /** "BatchNorm1d" and the like. */
  readonly kind: string;
  /** The modules right below; those of a Sequential are "0", "1", ... */
  namedChildren(): Generator<[string, Module], void, void>;
  /** The child of that name, or null. */
  child(name: string): Module | null;

  /** All parameters and buffers as a safetensors file, which appears whole or not at all. */
  save(path: string): void;
  /**
   * Reads them back. Without options, or strict, the file must hold exactly the module's names, dtypes and shapes, or
   * nothing is changed. Not strict, it loads all that fits.
   */
  load(path: string, options?: LoadOptions): LoadReport;
  /** A table of the modules with the shapes that they give when this runs on the inputs. */
  summary(...inputs: (Tensor | null)[]): string;

  /** Batch norms use and keep their running statistics in training mode too, or no longer with false. */
  freezeStatistics(frozen?: boolean): void;
  /** Whether there is a batch norm and all are frozen. */
  readonly statisticsFrozen: boolean;
  /** In training, batch norms gather the statistics of micro-batches until commitStatistics(). */
  accumulateStatistics(accumulate?: boolean): void;
  /** Moves the running statistics by what was gathered, as one batch of all would have. */
  commitStatistics(): void;
  /** A copy for inference whose batch norms are folded into the layers in front of them. */
  foldBatchNorms(): Module;
  /** A table of the batch norms, and of how far the statistics of these inputs are from their running ones. */
  batchNormReport(...inputs: (Tensor | null)[]): string;
}
