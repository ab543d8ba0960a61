package org.nnlite;

/** What a context does about numbers that are not finite. */
public enum NumberCheckMode {
  /** Nothing; this is the default. */
  OFF(Constants.NNL_NUMBER_CHECK_OFF),
  /** The first is kept, and logged as a warning. */
  REPORT(Constants.NNL_NUMBER_CHECK_REPORT),
  /** Every call that makes one fails with {@link Status#INVALID_STATE} and changes nothing. */
  FAIL(Constants.NNL_NUMBER_CHECK_FAIL);

  private final int code;

  NumberCheckMode(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static NumberCheckMode of(int code) {
    for (NumberCheckMode value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no NumberCheckMode " + code);
  }
}
