package org.nnlite;

/** The order in which a loader draws samples. */
public enum Sampling {
  /** As they lie. */
  SEQUENTIAL(Constants.NNL_SAMPLING_SEQUENTIAL),
  /** Each once, in a random order that is new in each epoch. */
  SHUFFLE(Constants.NNL_SAMPLING_SHUFFLE),
  /** Each draw from all of them. */
  REPLACEMENT(Constants.NNL_SAMPLING_REPLACEMENT);

  private final int code;

  Sampling(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
