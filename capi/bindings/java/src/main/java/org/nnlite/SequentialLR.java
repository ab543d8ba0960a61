package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/**
 * SequentialLR: schedules of one optimizer, just made, one after another. It shares them; step them no longer
 * yourself. ReduceLROnPlateau and SequentialLR are {@link Status#NOT_SUPPORTED} in it.
 */
public final class SequentialLR extends Schedule {
  /** Schedule i + 1 begins at step milestones[i]: one less than schedules, at least 1 and not descending. */
  public SequentialLR(List<Schedule> schedules, long... milestones) {
    super(Call.handle((s, out) -> NNL.nnl_sequential_lr_create(schedules.size(), s.handles(schedules),
        s.longs(milestones), out)));
  }
}
