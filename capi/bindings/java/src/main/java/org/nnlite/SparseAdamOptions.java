package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of SparseAdam, with torch.optim.SparseAdam's defaults. */
public final class SparseAdamOptions extends Options<SparseAdamOptions> {
  /** The defaults. */
  public SparseAdamOptions() {
    super(Layout.SparseAdamOptions.SIZE, NNL::nnl_sparse_adam_options_init);
  }

  /** 1e-3. */
  public SparseAdamOptions learningRate(double value) {
    return set(Layout.SparseAdamOptions.LEARNING_RATE, value);
  }

  /** 0.9, below 1. */
  public SparseAdamOptions beta1(double value) {
    return set(Layout.SparseAdamOptions.BETA1, value);
  }

  /** 0.999, below 1. */
  public SparseAdamOptions beta2(double value) {
    return set(Layout.SparseAdamOptions.BETA2, value);
  }

  /** 1e-8. */
  public SparseAdamOptions eps(double value) {
    return set(Layout.SparseAdamOptions.EPS, value);
  }

  /** False. */
  public SparseAdamOptions maximize(boolean value) {
    return set(Layout.SparseAdamOptions.MAXIMIZE, value);
  }
}
