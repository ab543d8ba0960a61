package org.nnlite;

/** How GELU is computed. */
public enum Approximate {
  /** By the normal distribution itself. */
  NONE(Constants.NNL_GELU_NONE),
  /** By tanh. */
  TANH(Constants.NNL_GELU_TANH);

  private final int code;

  Approximate(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
