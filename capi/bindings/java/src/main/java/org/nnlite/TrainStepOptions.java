package org.nnlite;

import static org.nnlite.Library.NNL;

/** How a training step clips gradients. */
public final class TrainStepOptions extends Options<TrainStepOptions> {
  /** The defaults. */
  public TrainStepOptions() {
    super(Layout.TrainStepOptions.SIZE, NNL::nnl_train_step_options_init);
  }

  /** None: the most that the gradients' common norm may be; they are scaled down to it. */
  public TrainStepOptions clipNorm(double value) {
    return set(Layout.TrainStepOptions.HAS_CLIP_NORM, true).set(Layout.TrainStepOptions.CLIP_NORM, value);
  }

  /** 2: the p of that norm, positive or infinite. */
  public TrainStepOptions clipNormType(double value) {
    return set(Layout.TrainStepOptions.CLIP_NORM_TYPE, value);
  }

  /** False; true: with clipNorm, a norm that is not finite is {@link Status#INVALID_STATE}. */
  public TrainStepOptions errorIfNonfinite(boolean value) {
    return set(Layout.TrainStepOptions.ERROR_IF_NONFINITE, value);
  }

  /** None: gradients are then clamped to [-value, value], after clipNorm. */
  public TrainStepOptions clipValue(double value) {
    return set(Layout.TrainStepOptions.HAS_CLIP_VALUE, true).set(Layout.TrainStepOptions.CLIP_VALUE, value);
  }
}
