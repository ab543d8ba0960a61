package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * OneCycleLR (Smith and Topin 2018): up from maxLr / divFactor to maxLr, then down to the initial rate /
 * finalDivFactor, and the momentum the other way.
 */
public final class OneCycleLR extends Schedule {
  /** One greatest rate for all groups. */
  public OneCycleLR(Optimizer optimizer, double maxLr, long totalSteps, OneCycleLrOptions options) {
    this(optimizer, new double[] {maxLr}, totalSteps, options);
  }

  /** One greatest rate for each group. Options may be null. */
  public OneCycleLR(Optimizer optimizer, double[] maxLr, long totalSteps, OneCycleLrOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_one_cycle_lr_create(optimizer.handle(), maxLr.length, s.doubles(maxLr),
        totalSteps, s.struct(options), out)));
  }
}
