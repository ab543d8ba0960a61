package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of SGD, with torch.optim.SGD's defaults. */
public final class SgdOptions extends Options<SgdOptions> {
  /** The defaults. */
  public SgdOptions() {
    super(Layout.SgdOptions.SIZE, NNL::nnl_sgd_options_init);
  }

  /** 1e-3. */
  public SgdOptions learningRate(double value) {
    return set(Layout.SgdOptions.LEARNING_RATE, value);
  }

  /** 0. */
  public SgdOptions momentum(double value) {
    return set(Layout.SgdOptions.MOMENTUM, value);
  }

  /** 0. */
  public SgdOptions dampening(double value) {
    return set(Layout.SgdOptions.DAMPENING, value);
  }

  /** 0. */
  public SgdOptions weightDecay(double value) {
    return set(Layout.SgdOptions.WEIGHT_DECAY, value);
  }

  /** False. */
  public SgdOptions nesterov(boolean value) {
    return set(Layout.SgdOptions.NESTEROV, value);
  }

  /** False. */
  public SgdOptions maximize(boolean value) {
    return set(Layout.SgdOptions.MAXIMIZE, value);
  }

  /** True: a step whose gradient holds only some rows of a table costs those rows; see {@link Sgd}. */
  public SgdOptions lazyRows(boolean value) {
    return set(Layout.SgdOptions.LAZY_ROWS, value);
  }
}
