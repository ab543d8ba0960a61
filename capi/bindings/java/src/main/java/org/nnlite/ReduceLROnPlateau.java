package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * ReduceLROnPlateau: times a factor, but not below minLr, when a metric no longer improves. It wants {@link
 * #stepMetric}.
 */
public final class ReduceLROnPlateau extends Schedule {
  /** With no least rate. */
  public ReduceLROnPlateau(Optimizer optimizer, ReduceLrOnPlateauOptions options) {
    this(optimizer, options, new double[0]);
  }

  /** A least rate for all groups, or one for each. Options may be null. */
  public ReduceLROnPlateau(Optimizer optimizer, ReduceLrOnPlateauOptions options, double... minLr) {
    super(Call.handle((s, out) -> NNL.nnl_reduce_lr_on_plateau_create(optimizer.handle(), minLr.length,
        s.doubles(minLr), s.struct(options), out)));
  }
}
