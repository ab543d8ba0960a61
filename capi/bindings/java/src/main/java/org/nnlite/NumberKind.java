package org.nnlite;

/** What made a number that is not finite. */
public enum NumberKind {
  /** An operation. */
  FORWARD(Constants.NNL_NUMBER_FORWARD),
  /** Its gradient function, or a sum of gradients. */
  BACKWARD(Constants.NNL_NUMBER_BACKWARD),
  /** An optimizer's update. */
  UPDATE(Constants.NNL_NUMBER_UPDATE),
  /** The loss of a training step, of which no operation is to blame. */
  LOSS(Constants.NNL_NUMBER_LOSS);

  private final int code;

  NumberKind(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static NumberKind of(int code) {
    for (NumberKind value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no NumberKind " + code);
  }
}
