package org.nnlite;

/** How OneCycleLR goes from one value to another. */
public enum Annealing {
  /** Along half a cosine. */
  COSINE(Constants.NNL_ANNEALING_COSINE),
  /** Along a line. */
  LINEAR(Constants.NNL_ANNEALING_LINEAR);

  private final int code;

  Annealing(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
