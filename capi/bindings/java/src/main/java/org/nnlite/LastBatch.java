package org.nnlite;

/** What a loader does with samples that do not fill the last batch. */
public enum LastBatch {
  /** They are a short batch. */
  KEEP(Constants.NNL_LAST_BATCH_KEEP),
  /** They are left out. */
  DROP(Constants.NNL_LAST_BATCH_DROP),
  /** They join the batch before. */
  MERGE(Constants.NNL_LAST_BATCH_MERGE);

  private final int code;

  LastBatch(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
