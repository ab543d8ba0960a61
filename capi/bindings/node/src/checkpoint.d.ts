import type { Loader } from './loader.js';
import type { Module } from './module.js';
import type { Optimizer } from './optimizers.js';
import type { Schedule } from './schedules.js';

/** The parts of a checkpoint, all of one context; one must be there. */
export interface CheckpointParts {
  /** true; where the context's random stream stands. */
  random?: boolean;
  model?: Module | null;
  optimizer?: Optimizer | null;
  schedule?: Schedule | null;
  loader?: Loader | null;
}
/** The parts as one safetensors file, which appears whole or not at all. */
export function saveCheckpoint(path: string, parts: CheckpointParts): void;
/**
 * Takes up the parts again in objects that were made as those saved were: training goes on with the bits that it would
 * have had without the stop. A part that the file lacks is NOT_FOUND. On failure nothing has changed.
 */
export function loadCheckpoint(path: string, parts: CheckpointParts): void;
