package org.nnlite;

import static org.nnlite.Library.NNL;

/** MultiStepLR: times gamma (PyTorch's is 0.1) at each milestone, which are epochs from 0 on in any order. */
public final class MultiStepLR extends Schedule {
  /** A schedule of the optimizer. */
  public MultiStepLR(Optimizer optimizer, long[] milestones, double gamma) {
    super(Call.handle((s, out) -> NNL.nnl_multi_step_lr_create(optimizer.handle(), milestones.length,
        s.longs(milestones), gamma, out)));
  }
}
