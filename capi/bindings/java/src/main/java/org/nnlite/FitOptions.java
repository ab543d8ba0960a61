package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of {@link Train#fit}. */
public final class FitOptions extends Options<FitOptions> {
  private Loader validation;
  private Schedule schedule;

  /** The defaults. */
  public FitOptions() {
    super(Layout.FitOptions.SIZE, NNL::nnl_fit_options_init);
  }

  /** 1. */
  public FitOptions epochs(long value) {
    return set(Layout.FitOptions.EPOCHS, value);
  }

  /** 0: all tensors of a batch but the last go to the model, the last to the loss; else so many go to the model. */
  public FitOptions numInputs(long value) {
    return set(Layout.FitOptions.NUM_INPUTS, value);
  }

  /** None: the most that the gradients' common norm may be; they are scaled down to it. */
  public FitOptions clipNorm(double value) {
    return set(Layout.FitOptions.HAS_CLIP_NORM, true).set(Layout.FitOptions.CLIP_NORM, value);
  }

  /** 2: the p of that norm, positive or infinite. */
  public FitOptions clipNormType(double value) {
    return set(Layout.FitOptions.CLIP_NORM_TYPE, value);
  }

  /** False; true: with clipNorm, a norm that is not finite is {@link Status#INVALID_STATE}. */
  public FitOptions errorIfNonfinite(boolean value) {
    return set(Layout.FitOptions.ERROR_IF_NONFINITE, value);
  }

  /** None: gradients are then clamped to [-value, value], after clipNorm. */
  public FitOptions clipValue(double value) {
    return set(Layout.FitOptions.HAS_CLIP_VALUE, true).set(Layout.FitOptions.CLIP_VALUE, value);
  }

  /** None (null): what to validate on after each epoch. */
  public FitOptions validation(Loader value) {
    validation = value;
    return set(Layout.FitOptions.VALIDATION, NnliteObject.handleOf(validation));
  }

  /** None (null): a schedule of the fit's optimizer. */
  public FitOptions schedule(Schedule value) {
    schedule = value;
    return set(Layout.FitOptions.SCHEDULE, NnliteObject.handleOf(schedule));
  }

  /** False: the schedule steps after the last batch of an epoch; true: after each step. */
  public FitOptions scheduleEachStep(boolean value) {
    return set(Layout.FitOptions.SCHEDULE_EACH_STEP, value);
  }

  /** 0: no limit; else the fit ends with the first batch after that time. */
  public FitOptions maxSeconds(double value) {
    return set(Layout.FitOptions.MAX_SECONDS, value);
  }

  /** 0; else so many epochs in a row without improvement end the fit. */
  public FitOptions patience(long value) {
    return set(Layout.FitOptions.PATIENCE, value);
  }

  /** 0: how much lower a loss must be to be an improvement. */
  public FitOptions minDelta(double value) {
    return set(Layout.FitOptions.MIN_DELTA, value);
  }

  /** False; true: in the end the model is as it was after its best epoch. */
  public FitOptions keepBest(boolean value) {
    return set(Layout.FitOptions.KEEP_BEST, value);
  }
}
