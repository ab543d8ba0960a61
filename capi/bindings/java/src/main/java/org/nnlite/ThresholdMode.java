package org.nnlite;

/** How a metric's threshold counts. */
public enum ThresholdMode {
  /** As a part of the best metric so far. */
  REL(Constants.NNL_THRESHOLD_REL),
  /** As it is. */
  ABS(Constants.NNL_THRESHOLD_ABS);

  private final int code;

  ThresholdMode(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
