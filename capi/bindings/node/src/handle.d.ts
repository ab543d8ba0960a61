/// <reference lib="esnext.disposable" />
/**
 * An object of nnlite. It is released by dispose(), by the scope() that it was made in, by `using`, or by the garbage
 * collector, which does not know how large it is and runs only between tasks: loops that do not wait want a scope.
 */
export class Handle {
  protected constructor(handle: number, release: string);
  /** The C handle, for calls to nnlite.h itself and for other threads; still this object's. */
  readonly handle: number;
  /** Whether it was disposed of or given away. Using it is an NnliteError with INVALID_HANDLE. */
  readonly isReleased: boolean;
  /** Releases it; once more does nothing. What others use (a parameter of a module, say) lives on in them. */
  dispose(): void;
  [Symbol.dispose](): void;
  /**
   * The C handle, which is the caller's from now on: for a Worker, which makes an object of it (new Tensor(handle),
   * new Module(handle)). Functions and memory that this thread lent to nnlite end with it; nothing that needs them may
   * be used or released after.
   */
  giveHandle(): number;
}

/**
 * Runs f and releases everything that it made, except what it returns (itself, or in arrays and plain objects) and
 * what it gave to keep(). On the main thread that goes for all C handles that calls gave meanwhile, also for those that
 * other users of nnlite.h on this thread got. f must not be asynchronous (TypeError); 1,024 scopes may be open inside each
 * other (NOT_SUPPORTED).
 */
export function scope<T>(f: () => T): T;
/** Takes objects (one, or in arrays and plain objects) out of the scopes that they were made in; returns its argument. */
export function keep<T>(value: T): T;
