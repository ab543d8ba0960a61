package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of OneCycleLR with its defaults. */
public final class OneCycleLrOptions extends Options<OneCycleLrOptions> {
  /** The defaults. */
  public OneCycleLrOptions() {
    super(Layout.OneCycleLrOptions.SIZE, NNL::nnl_one_cycle_lr_options_init);
  }

  /** {@link Annealing#COSINE}. */
  public OneCycleLrOptions annealing(Annealing value) {
    return set(Layout.OneCycleLrOptions.ANNEALING, value.code());
  }

  /** True: the momentum goes the other way between its bounds. */
  public OneCycleLrOptions cycleMomentum(boolean value) {
    return set(Layout.OneCycleLrOptions.CYCLE_MOMENTUM, value);
  }

  /** False; true: down to the initial rate in as many steps as up, and then further. */
  public OneCycleLrOptions threePhase(boolean value) {
    return set(Layout.OneCycleLrOptions.THREE_PHASE, value);
  }

  /** 0.3: the part of the steps, in [0, 1], in which the rate goes up. */
  public OneCycleLrOptions pctStart(double value) {
    return set(Layout.OneCycleLrOptions.PCT_START, value);
  }

  /** 0.85. */
  public OneCycleLrOptions baseMomentum(double value) {
    return set(Layout.OneCycleLrOptions.BASE_MOMENTUM, value);
  }

  /** 0.95. */
  public OneCycleLrOptions maxMomentum(double value) {
    return set(Layout.OneCycleLrOptions.MAX_MOMENTUM, value);
  }

  /** 25, above 0: it begins at maxLr / divFactor. */
  public OneCycleLrOptions divFactor(double value) {
    return set(Layout.OneCycleLrOptions.DIV_FACTOR, value);
  }

  /** 1e4, above 0: it ends at the initial rate / finalDivFactor. */
  public OneCycleLrOptions finalDivFactor(double value) {
    return set(Layout.OneCycleLrOptions.FINAL_DIV_FACTOR, value);
  }
}
