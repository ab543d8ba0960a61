package org.nnlite;

/** How a loss over many elements becomes one. */
public enum Reduction {
  /** It stays as it is, an element for each. */
  NONE(Constants.NNL_REDUCTION_NONE),
  /** The mean. */
  MEAN(Constants.NNL_REDUCTION_MEAN),
  /** The sum. */
  SUM(Constants.NNL_REDUCTION_SUM);

  private final int code;

  Reduction(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
