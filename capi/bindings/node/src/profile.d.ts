import type { Context } from './context.js';

/** All scopes of one kind and name. */
export interface ProfileRow {
  kind: 'op' | 'backward' | 'layer' | 'optimizer' | 'step';
  /** Of a layer its path ("3.conv"), or its kind. */
  name: string;
  /** A layer's kind ("Conv2d"), else "". */
  layer: string;
  calls: number;
  totalNs: number;
  /** Without the scopes within. */
  selfNs: number;
  /** Of tensor memory given out. */
  bytes: number;
}
export interface ProfileSummary {
  recording: boolean;
  rows: number;
  events: number;
  droppedEvents: number;
  /** The sum of the rows' selfNs. */
  totalNs: number;
}

/** The profile of a context: what it does between start and stop. Reading one that was never started is INVALID_STATE. */
export class Profile {
  constructor(context?: Context | null);
  /** Begins a profile and drops the one before; maxEvents (1000000) are kept for the trace. */
  start(options?: { maxEvents?: number }): void;
  stop(): void;
  /** Tables as text. */
  table(): string;
  /** A file in Chrome's trace event format. */
  saveTrace(path: string): void;
  summary(): ProfileSummary;
  rows(): Generator<ProfileRow, void, void>;
}
