package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * LinearLR, a warm-up: a factor that goes from startFactor, in (0, 1], to endFactor, in [0, 1], in totalIters (at
 * least 1) even steps.
 */
public final class LinearLR extends Schedule {
  /** With PyTorch's settings: from 1/3 to 1 in 5 steps. */
  public LinearLR(Optimizer optimizer) {
    this(optimizer, 1.0 / 3, 1, 5);
  }

  /** A schedule of the optimizer. */
  public LinearLR(Optimizer optimizer, double startFactor, double endFactor, long totalIters) {
    super(Call.handle((s, out) -> NNL.nnl_linear_lr_create(optimizer.handle(), startFactor, endFactor, totalIters,
        out)));
  }
}
