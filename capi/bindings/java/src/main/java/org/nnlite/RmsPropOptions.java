package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of RMSprop, with torch.optim.RMSprop's defaults. */
public final class RmsPropOptions extends Options<RmsPropOptions> {
  /** The defaults. */
  public RmsPropOptions() {
    super(Layout.RmspropOptions.SIZE, NNL::nnl_rmsprop_options_init);
  }

  /** 1e-2. */
  public RmsPropOptions learningRate(double value) {
    return set(Layout.RmspropOptions.LEARNING_RATE, value);
  }

  /** 0.99, at most 1. */
  public RmsPropOptions alpha(double value) {
    return set(Layout.RmspropOptions.ALPHA, value);
  }

  /** 1e-8. */
  public RmsPropOptions eps(double value) {
    return set(Layout.RmspropOptions.EPS, value);
  }

  /** 0. */
  public RmsPropOptions weightDecay(double value) {
    return set(Layout.RmspropOptions.WEIGHT_DECAY, value);
  }

  /** 0. */
  public RmsPropOptions momentum(double value) {
    return set(Layout.RmspropOptions.MOMENTUM, value);
  }

  /** False; true: the square of the gradient's average is taken off. */
  public RmsPropOptions centered(boolean value) {
    return set(Layout.RmspropOptions.CENTERED, value);
  }

  /** False. */
  public RmsPropOptions maximize(boolean value) {
    return set(Layout.RmspropOptions.MAXIMIZE, value);
  }
}
