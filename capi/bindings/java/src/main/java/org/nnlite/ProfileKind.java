package org.nnlite;

/** What a row of a profile is about. */
public enum ProfileKind {
  /** An operation's forward. */
  OP(Constants.NNL_PROFILE_OP),
  /** An operation's gradient function. */
  BACKWARD(Constants.NNL_PROFILE_BACKWARD),
  /** A module's forward. */
  LAYER(Constants.NNL_PROFILE_LAYER),
  /** An optimizer's step. */
  OPTIMIZER(Constants.NNL_PROFILE_OPTIMIZER),
  /** A part of training: "train_step" or "backward". */
  STEP(Constants.NNL_PROFILE_STEP);

  private final int code;

  ProfileKind(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static ProfileKind of(int code) {
    for (ProfileKind value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no ProfileKind " + code);
  }
}
