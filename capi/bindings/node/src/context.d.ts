import { Handle } from './handle.js';
import type { Integer } from './types.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'off';

export interface ContextOptions {
  /** 'cpu' */
  device?: 'cpu';
  /** 0; the most threads that one operation uses, 0 being the number of processors. */
  threads?: number;
  /** 0; bytes of tensor memory that may be in use, 0 being no limit. */
  memoryLimit?: Integer;
  /** 0; where the random stream starts. */
  seed?: Integer;
}

/**
 * What two users in one process must not share: thread budget, memory limit, random stream, log. What is made from
 * objects belongs to their context; objects of two contexts cannot meet in one call (INVALID_STATE).
 */
export class Context extends Handle {
  /** A new one, or one that owns the C handle given. */
  constructor(options?: ContextOptions | number);
  /** The most threads that one operation uses, the caller included. Results are the same bits at any number. */
  threads: number;
  /** Bytes of tensor memory in use. */
  readonly memoryUsed: number;
  /** How many bytes may be in use; 0: no limit. A tensor beyond it fails with OUT_OF_MEMORY. */
  setMemoryLimit(bytes: Integer): void;
  /** Starts the random stream afresh. */
  seed(seed: Integer): void;
  /** Log lines below this level go nowhere; 'off' at first. */
  setLogLevel(level: LogLevel): void;
  /**
   * Log lines go to the function, or nowhere with null. What it throws becomes a warning of the process. The log of the
   * default context is the main thread's: setting it on a Worker is NOT_SUPPORTED.
   */
  setLogCallback(callback: ((level: LogLevel, text: string) => void) | null): void;
}

/** The context of everything that names no other. It cannot be released. */
export const defaultContext: Context;
