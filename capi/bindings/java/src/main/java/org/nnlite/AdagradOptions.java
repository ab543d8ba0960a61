package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of Adagrad, with torch.optim.Adagrad's defaults. */
public final class AdagradOptions extends Options<AdagradOptions> {
  /** The defaults. */
  public AdagradOptions() {
    super(Layout.AdagradOptions.SIZE, NNL::nnl_adagrad_options_init);
  }

  /** 1e-2. */
  public AdagradOptions learningRate(double value) {
    return set(Layout.AdagradOptions.LEARNING_RATE, value);
  }

  /** 0. */
  public AdagradOptions lrDecay(double value) {
    return set(Layout.AdagradOptions.LR_DECAY, value);
  }

  /** 0. */
  public AdagradOptions weightDecay(double value) {
    return set(Layout.AdagradOptions.WEIGHT_DECAY, value);
  }

  /** 0. */
  public AdagradOptions initialAccumulatorValue(double value) {
    return set(Layout.AdagradOptions.INITIAL_ACCUMULATOR_VALUE, value);
  }

  /** 1e-10. */
  public AdagradOptions eps(double value) {
    return set(Layout.AdagradOptions.EPS, value);
  }

  /** False. */
  public AdagradOptions maximize(boolean value) {
    return set(Layout.AdagradOptions.MAXIMIZE, value);
  }
}
