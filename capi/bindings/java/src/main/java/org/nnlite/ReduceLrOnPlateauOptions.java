package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of ReduceLROnPlateau with its defaults. */
public final class ReduceLrOnPlateauOptions extends Options<ReduceLrOnPlateauOptions> {
  /** The defaults. */
  public ReduceLrOnPlateauOptions() {
    super(Layout.ReduceLrOnPlateauOptions.SIZE, NNL::nnl_reduce_lr_on_plateau_options_init);
  }

  /** {@link PlateauMode#MIN}. */
  public ReduceLrOnPlateauOptions mode(PlateauMode value) {
    return set(Layout.ReduceLrOnPlateauOptions.MODE, value.code());
  }

  /** {@link ThresholdMode#REL}. */
  public ReduceLrOnPlateauOptions thresholdMode(ThresholdMode value) {
    return set(Layout.ReduceLrOnPlateauOptions.THRESHOLD_MODE, value.code());
  }

  /** 0.1, in [0, 1). */
  public ReduceLrOnPlateauOptions factor(double value) {
    return set(Layout.ReduceLrOnPlateauOptions.FACTOR, value);
  }

  /** 1e-4, finite: by how much better a metric must be to be an improvement. */
  public ReduceLrOnPlateauOptions threshold(double value) {
    return set(Layout.ReduceLrOnPlateauOptions.THRESHOLD, value);
  }

  /** 1e-8: a reduction by no more is not made. */
  public ReduceLrOnPlateauOptions eps(double value) {
    return set(Layout.ReduceLrOnPlateauOptions.EPS, value);
  }

  /** 10: so many epochs without improvement are passed over. */
  public ReduceLrOnPlateauOptions patience(long value) {
    return set(Layout.ReduceLrOnPlateauOptions.PATIENCE, value);
  }

  /** 0: so many epochs after a reduction do not count. */
  public ReduceLrOnPlateauOptions cooldown(long value) {
    return set(Layout.ReduceLrOnPlateauOptions.COOLDOWN, value);
  }
}
