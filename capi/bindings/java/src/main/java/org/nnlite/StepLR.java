package org.nnlite;

import static org.nnlite.Library.NNL;

/** StepLR: times gamma after every stepSize (at least 1) epochs. */
public final class StepLR extends Schedule {
  /** With PyTorch's gamma of 0.1. */
  public StepLR(Optimizer optimizer, long stepSize) {
    this(optimizer, stepSize, 0.1);
  }

  /** A schedule of the optimizer. */
  public StepLR(Optimizer optimizer, long stepSize, double gamma) {
    super(Call.handle((s, out) -> NNL.nnl_step_lr_create(optimizer.handle(), stepSize, gamma, out)));
  }
}
