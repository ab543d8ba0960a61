package org.nnlite;

/** What becomes of the rows of a bag of embeddings. */
public enum BagMode {
  /** Their sum. */
  SUM(Constants.NNL_BAG_SUM),
  /** Their mean. */
  MEAN(Constants.NNL_BAG_MEAN),
  /** Their greatest elements. */
  MAX(Constants.NNL_BAG_MAX);

  private final int code;

  BagMode(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
