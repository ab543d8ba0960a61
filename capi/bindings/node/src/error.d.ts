/** What a call came to. Unknown numbers are failures. */
export const Status: {
  readonly OK: 0;
  /** A setting out of its range. */
  readonly INVALID_ARGUMENT: 10;
  /** Released, or of another kind. */
  readonly INVALID_HANDLE: 20;
  readonly SHAPE_MISMATCH: 30;
  readonly DTYPE_MISMATCH: 40;
  readonly INDEX_OUT_OF_RANGE: 50;
  /** Such as backward twice, or two contexts in one call. */
  readonly INVALID_STATE: 60;
  readonly OUT_OF_MEMORY: 70;
  /** The system could not read or write. */
  readonly IO_ERROR: 80;
  /** What was read is not what it should be. */
  readonly INVALID_FILE: 90;
  readonly NOT_FOUND: 100;
  readonly CANCELLED: 110;
  readonly BUFFER_TOO_SMALL: 120;
  readonly NOT_SUPPORTED: 130;
  readonly CALLBACK_FAILED: 140;
  /** A defect of nnlite: please report it. */
  readonly INTERNAL: 900;
};

/**
 * A failed call of nnlite. `message` says what happened; `cause` is what a callback threw, where one failed the call.
 * A failed call has changed nothing. What is no value of its type (a string for a number, an option that does not
 * exist) is a TypeError instead.
 */
export class NnliteError extends Error {
  constructor(status: number, message: string, details?: { function?: string; argument?: string; cause?: unknown });
  /** One of Status. */
  status: number;
  /** The same as text: "NNL_SHAPE_MISMATCH". */
  code: string;
  /** The function of nnlite.h that failed. */
  function: string;
  /** Its parameter at fault, or "". */
  argument: string;
}
