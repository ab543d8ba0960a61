// Schedules of the learning rate, with torch.optim.lr_scheduler's names and defaults. Epochs count from 0; they may as
// well be batches.
import { Handle } from './handle.js';
import type { Optimizer } from './optimizers.js';

/** Changes the learning rates of an optimizer, which it keeps alive, when it is made and at every step. */
export class Schedule extends Handle {
  protected constructor(name: string, ...args: unknown[]);
  /** The next epoch, after the optimizer's steps. */
  step(): void;
  /** The epoch that it has come to. */
  readonly lastEpoch: number;
  /** The rate of a group (0) as the last step left it. */
  lastLearningRate(group?: number): number;
}

/** Times gamma (0.1) after every stepSize epochs. */
export class StepLR extends Schedule {
  constructor(optimizer: Optimizer, stepSize: number, options?: { gamma?: number });
}
/** Times gamma (0.1) at each milestone. */
export class MultiStepLR extends Schedule {
  constructor(optimizer: Optimizer, milestones: Iterable<number>, options?: { gamma?: number });
}
/** Times gamma after every epoch. */
export class ExponentialLR extends Schedule {
  constructor(optimizer: Optimizer, gamma: number);
}
/** A warm-up: a factor from startFactor (1/3) to endFactor (1) in totalIters (5) even steps. */
export class LinearLR extends Schedule {
  constructor(optimizer: Optimizer, options?: { startFactor?: number; endFactor?: number; totalIters?: number });
}
/** Half a cosine from the initial rate to etaMin (0) in tMax epochs. */
export class CosineAnnealingLR extends Schedule {
  constructor(optimizer: Optimizer, tMax: number, options?: { etaMin?: number });
}
/** Half cosines to etaMin (0), the first in t0 epochs, each tMult (1) times as long as the one before. */
export class CosineAnnealingWarmRestarts extends Schedule {
  constructor(optimizer: Optimizer, t0: number, options?: { tMult?: number; etaMin?: number });
  /** The next epoch, or a given one, which may be a fraction. */
  step(epoch?: number): void;
}

export interface OneCycleLROptions {
  /** 0.3; the part of the steps in which the rate goes up. */
  pctStart?: number;
  /** 'cosine' */
  annealing?: 'cosine' | 'linear';
  /** true; the momentum goes the other way between its bounds. */
  cycleMomentum?: boolean;
  /** 0.85 */
  baseMomentum?: number;
  /** 0.95 */
  maxMomentum?: number;
  /** 25; the cycle begins at maxLr / divFactor. */
  divFactor?: number;
  /** 1e4; it ends at the initial rate / finalDivFactor. */
  finalDivFactor?: number;
  /** false */
  threePhase?: boolean;
}
/** Up to maxLr (one for all groups, or one for each) and down again in totalSteps steps (Smith and Topin 2018). */
export class OneCycleLR extends Schedule {
  constructor(optimizer: Optimizer, maxLr: number | readonly number[], totalSteps: number, options?: OneCycleLROptions);
}

export interface ReduceLROnPlateauOptions {
  /** 'min'; whether less or more of the metric is better. */
  mode?: 'min' | 'max';
  /** 0.1, in [0, 1). */
  factor?: number;
  /** 10; so many epochs without improvement are passed over. */
  patience?: number;
  /** 1e-4 */
  threshold?: number;
  /** 'rel' */
  thresholdMode?: 'rel' | 'abs';
  /** 0; so many epochs after a reduction do not count. */
  cooldown?: number;
  /** 0, for all groups or for each. */
  minLr?: number | readonly number[];
  /** 1e-8; a reduction by no more is not made. */
  eps?: number;
}
/** Times `factor` when a metric no longer improves. */
export class ReduceLROnPlateau extends Schedule {
  constructor(optimizer: Optimizer, options?: ReduceLROnPlateauOptions);
  /** The next epoch, in which the metric was so much. Without one: a TypeError. */
  step(metric?: number): void;
}
/** Schedules that were just made, one after another: schedule i + 1 begins at step milestones[i]. */
export class SequentialLR extends Schedule {
  constructor(schedules: Iterable<Schedule>, milestones: readonly number[]);
}
