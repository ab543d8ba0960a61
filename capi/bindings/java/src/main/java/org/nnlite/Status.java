package org.nnlite;

/** What a call came to. */
public enum Status {
  /** Success; no exception has it. */
  OK(Constants.NNL_OK),
  /** A setting out of its range. */
  INVALID_ARGUMENT(Constants.NNL_INVALID_ARGUMENT),
  /** A closed object. */
  INVALID_HANDLE(Constants.NNL_INVALID_HANDLE),
  /** Shapes that do not go together. */
  SHAPE_MISMATCH(Constants.NNL_SHAPE_MISMATCH),
  /** Another element type than the call takes. */
  DTYPE_MISMATCH(Constants.NNL_DTYPE_MISMATCH),
  /** An index that does not exist. */
  INDEX_OUT_OF_RANGE(Constants.NNL_INDEX_OUT_OF_RANGE),
  /** Such as backward twice, or objects of two contexts in one call. */
  INVALID_STATE(Constants.NNL_INVALID_STATE),
  /** No memory, or beyond the context's limit. */
  OUT_OF_MEMORY(Constants.NNL_OUT_OF_MEMORY),
  /** The system could not read or write. */
  IO_ERROR(Constants.NNL_IO_ERROR),
  /** What was read is not what it should be. */
  INVALID_FILE(Constants.NNL_INVALID_FILE),
  /** A name that does not exist. */
  NOT_FOUND(Constants.NNL_NOT_FOUND),
  /** Ended by the caller. */
  CANCELLED(Constants.NNL_CANCELLED),
  /** A text longer than its buffer; no exception has it. */
  BUFFER_TOO_SMALL(Constants.NNL_BUFFER_TOO_SMALL),
  /** What the object cannot do. */
  NOT_SUPPORTED(Constants.NNL_NOT_SUPPORTED),
  /** A callback threw; the exception's cause is what it threw. */
  CALLBACK_FAILED(Constants.NNL_CALLBACK_FAILED),
  /** A defect of nnlite: please report it. */
  INTERNAL(Constants.NNL_INTERNAL),
  /** A failure that this binding does not know yet; see {@link NnliteException#statusCode}. */
  UNKNOWN(-1);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static Status of(int code) {
    for (Status value : values()) if (value.code == code) return value;
    return UNKNOWN;
  }
}
