package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of AdamW, with torch.optim.AdamW's defaults. */
public final class AdamWOptions extends Options<AdamWOptions> {
  /** The defaults. */
  public AdamWOptions() {
    super(Layout.AdamwOptions.SIZE, NNL::nnl_adamw_options_init);
  }

  /** 1e-3. */
  public AdamWOptions learningRate(double value) {
    return set(Layout.AdamwOptions.LEARNING_RATE, value);
  }

  /** 0.9, below 1. */
  public AdamWOptions beta1(double value) {
    return set(Layout.AdamwOptions.BETA1, value);
  }

  /** 0.999, below 1. */
  public AdamWOptions beta2(double value) {
    return set(Layout.AdamwOptions.BETA2, value);
  }

  /** 1e-8. */
  public AdamWOptions eps(double value) {
    return set(Layout.AdamwOptions.EPS, value);
  }

  /** 1e-2. */
  public AdamWOptions weightDecay(double value) {
    return set(Layout.AdamwOptions.WEIGHT_DECAY, value);
  }

  /** False; true: the second moment is its greatest so far. */
  public AdamWOptions amsgrad(boolean value) {
    return set(Layout.AdamwOptions.AMSGRAD, value);
  }

  /** False. */
  public AdamWOptions maximize(boolean value) {
    return set(Layout.AdamwOptions.MAXIMIZE, value);
  }
}
