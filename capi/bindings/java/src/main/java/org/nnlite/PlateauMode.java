package org.nnlite;

/** Whether less or more of a metric is better. */
public enum PlateauMode {
  /** Less. */
  MIN(Constants.NNL_PLATEAU_MIN),
  /** More. */
  MAX(Constants.NNL_PLATEAU_MAX);

  private final int code;

  PlateauMode(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
