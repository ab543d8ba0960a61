package org.nnlite;

/** Why a fit ended. */
public enum FitEnd {
  /** All epochs are done. */
  EPOCHS(Constants.NNL_FIT_EPOCHS),
  /** Its time was over. */
  TIME(Constants.NNL_FIT_TIME),
  /** The callback ended it. */
  CANCELLED(Constants.NNL_FIT_CANCELLED),
  /** The loss did not improve any more. */
  PATIENCE(Constants.NNL_FIT_PATIENCE);

  private final int code;

  FitEnd(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static FitEnd of(int code) {
    for (FitEnd value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no FitEnd " + code);
  }
}
