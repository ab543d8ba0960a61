package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of Adam, with torch.optim.Adam's defaults. */
public final class AdamOptions extends Options<AdamOptions> {
  /** The defaults. */
  public AdamOptions() {
    super(Layout.AdamOptions.SIZE, NNL::nnl_adam_options_init);
  }

  /** 1e-3. */
  public AdamOptions learningRate(double value) {
    return set(Layout.AdamOptions.LEARNING_RATE, value);
  }

  /** 0.9, below 1. */
  public AdamOptions beta1(double value) {
    return set(Layout.AdamOptions.BETA1, value);
  }

  /** 0.999, below 1. */
  public AdamOptions beta2(double value) {
    return set(Layout.AdamOptions.BETA2, value);
  }

  /** 1e-8. */
  public AdamOptions eps(double value) {
    return set(Layout.AdamOptions.EPS, value);
  }

  /** 0. */
  public AdamOptions weightDecay(double value) {
    return set(Layout.AdamOptions.WEIGHT_DECAY, value);
  }

  /** False; true: the second moment is its greatest so far. */
  public AdamOptions amsgrad(boolean value) {
    return set(Layout.AdamOptions.AMSGRAD, value);
  }

  /** False. */
  public AdamOptions maximize(boolean value) {
    return set(Layout.AdamOptions.MAXIMIZE, value);
  }
}
