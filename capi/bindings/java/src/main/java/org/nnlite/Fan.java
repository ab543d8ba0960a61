package org.nnlite;

/** Which fan keeps its variance in Kaiming initialisation. */
public enum Fan {
  /** That of the forward pass. */
  IN(Constants.NNL_FAN_IN),
  /** That of the backward pass. */
  OUT(Constants.NNL_FAN_OUT);

  private final int code;

  Fan(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
