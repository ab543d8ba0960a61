import type { Context } from './context.js';

/** The first number of a context that is not finite, and how it came. */
export interface NumberReport {
  kind: 'forward' | 'backward' | 'update' | 'loss';
  /** Else an infinity. */
  isNan: boolean;
  /** Whether all that it was made of was. */
  inputsFinite: boolean;
  /** null: it arose there; else NaN was given as that input. */
  input: number | null;
  /** The first one in the tensor, in row-major order. */
  position: number;
  /** Optimizer steps before, since the mode was set. */
  step: number;
  /** "log", "sgd"; "" for a module's input. */
  op: string;
  /** The innermost module's name ("3.conv"); "" outside of modules. */
  layer: string;
  /** All of it in a sentence. */
  text: string;
}

/** Looks for NaN and infinities in all that a context's work makes. Results do not change. */
export class NumberCheck {
  constructor(context?: Context | null);
  /**
   * Begins anew: 'report' keeps the first one, 'fail' has every call that makes one throw INVALID_STATE and change
   * nothing.
   */
  setMode(mode: 'off' | 'report' | 'fail'): void;
  readonly mode: 'off' | 'report' | 'fail';
  /** The first finding since the mode was set. */
  report(): NumberReport | null;
}
