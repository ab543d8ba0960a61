package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * A schedule of an optimizer's learning rates: torch.optim.lr_scheduler. It changes them when it is made and at every
 * step, relative to the rates that it finds, and keeps the optimizer alive. Epochs count from 0; they may as well be
 * batches.
 */
public abstract class Schedule extends NnliteObject {
  Schedule(long handle) {
    super(handle, NNL::nnl_schedule_release);
  }

  /** The next epoch: call it after the optimizer's steps. {@link ReduceLROnPlateau} wants {@link #stepMetric}. */
  public final void step() {
    Call.run((s, out) -> NNL.nnl_schedule_step(handle()));
  }

  /** The next epoch of {@link ReduceLROnPlateau}; of another schedule, {@link Status#NOT_SUPPORTED}. */
  public final void stepMetric(double metric) {
    Call.run((s, out) -> NNL.nnl_schedule_step_metric(handle(), metric));
  }

  /**
   * To an epoch that is not negative and may be a fraction: of {@link CosineAnnealingWarmRestarts}; of another schedule,
   * {@link Status#NOT_SUPPORTED}.
   */
  public final void step(double epoch) {
    Call.run((s, out) -> NNL.nnl_schedule_step_epoch(handle(), epoch));
  }

  /** The epoch that it has come to, a whole one: 0 when it is made. */
  public final long lastEpoch() {
    return Call.getLong((s, out) -> NNL.nnl_schedule_last_epoch(handle(), out));
  }

  /** The rate of a group as the schedule's last step left it. */
  public final double lastLearningRate(long group) {
    return Call.getDouble((s, out) -> NNL.nnl_schedule_last_learning_rate(handle(), group, out));
  }
}
