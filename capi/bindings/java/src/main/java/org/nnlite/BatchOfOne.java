package org.nnlite;

/** What training does with a single value for each channel of a batch norm, which has no variance. */
public enum BatchOfOne {
  /** Fail with {@link Status#SHAPE_MISMATCH}, as PyTorch does. */
  ERROR(Constants.NNL_BATCH_OF_ONE_ERROR),
  /** Use the running statistics, if there are any, and neither move them nor count the batch. */
  RUNNING(Constants.NNL_BATCH_OF_ONE_RUNNING);

  private final int code;

  BatchOfOne(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
