import { Module } from './module.js';
import type { InContext } from './types.js';
import type { Tensor } from './tensor.js';

/**
 * A module built from parts: torch.nn.Module. `kind` is its name for people. forward(self, ...inputs) computes it; take
 * the parts from `self`, for a module that the function holds on to is never collected. It is a scope: all that it makes
 * ends with it but for the result, and the inputs end too (share() keeps one). What it throws is the `cause` of the
 * NnliteError (CALLBACK_FAILED) of the call that ran it. It runs on the thread that made it; another one's call is
 * refused (CALLBACK_FAILED). Without a forward the module only groups its children, as torch.nn.ModuleList.
 */
export class CustomModule extends Module {
  constructor(kind: string, forward?: ((self: Module, ...inputs: Tensor[]) => Tensor) | null, options?: InContext);
  /** Shares a tensor, which requires a gradient from now on. Names hold no "." and are new in the module. */
  addParameter(name: string, parameter: Tensor): this;
  /** Shares a tensor that requires no gradient. */
  addBuffer(name: string, buffer: Tensor): this;
  /** Shares a module. One that is itself a child takes no more children (INVALID_STATE): build from below. */
  addChild(name: string, child: Module): this;
}

/** What the gradients of an operation are computed from; all of it ends with the call. */
export interface BackwardArguments {
  inputs: Tensor[];
  output: Tensor;
  outputGradient: Tensor;
  /** For each input whether its gradient is wanted. */
  wanted: boolean[];
}
/**
 * Runs an operation of one's own: torch.autograd.Function. `forward` is called now, `backward` when a gradient comes; it
 * gives a gradient for each input (one input: just that), null for none. Both run without recording and are scopes, as a
 * CustomModule's forward is. Without backward, walking back is NOT_SUPPORTED.
 */
export function customOp(name: string, inputs: Iterable<Tensor>, forward: (...inputs: Tensor[]) => Tensor,
  backward?: ((given: BackwardArguments) => Tensor | (Tensor | null)[] | null) | null): Tensor;

export interface GradcheckOptions {
  /** 1e-6; the step to either side. */
  eps?: number;
  /** 1e-5 */
  atol?: number;
  /** 1e-3 */
  rtol?: number;
}
/**
 * Compares the gradients of a function with differences, for the inputs (f64) that require one. A difference is no error:
 * `passed` is false and `report` lists the first ones.
 */
export function gradcheck(f: (...inputs: Tensor[]) => Tensor, inputs: Iterable<Tensor>,
  options?: GradcheckOptions): { passed: boolean; report: string };
