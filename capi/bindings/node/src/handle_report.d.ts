import type { InContext } from './types.js';

/** Kinds of C handles; those of load and handle reports live only during calls. */
export type HandleKind =
  'context' | 'tensor' | 'module' | 'optimizer' | 'loader' | 'loadReport' | 'schedule' | 'scope' | 'handleReport';

/** Live handles of one kind, and while tracing is on of one function, thread and label. */
export interface HandleRow {
  kind: HandleKind;
  /** What made them ("nnl_add"), or "" without a note. */
  function: string;
  /** What setHandleLabel called the work then, or "". */
  label: string;
  count: number;
  /** Memory of the tensors, and of the modules' parameters and buffers, behind them; a block that several share once. */
  bytes: number;
  /** The system's number of the thread that made them, or 0 without a note. */
  thread: number;
}
export interface HandleReport {
  /** By kinds, and of a kind those of most handles first. */
  rows: HandleRow[];
  /** The rows as a table for people, with the number of handles in the last line. */
  table: string;
}

/**
 * What is live now, in all threads: neither disposed of nor found by the garbage collector. Without a context all handles;
 * with one (defaultContext, say) those of it and of its objects, while scopes belong to none. Other threads must not add
 * groups to optimizers or parts to modules meanwhile.
 */
export function handleReport(options?: InContext): HandleReport;
/**
 * While tracing is on, it is noted in the whole process which function made each new handle, on which thread, and under
 * which label; some 200 nanoseconds each. Off, as at first, forgets all that.
 */
export function setHandleTracing(on: boolean): void;
/** What this thread's work is called from now on, for tracing ("epoch 3"; 31 bytes are kept); null or "" is nothing. */
export function setHandleLabel(label: string | null): void;
