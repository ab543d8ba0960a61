package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * CosineAnnealingWarmRestarts: down along half a cosine in t0 epochs, then at once up to the initial rate and down
 * in tMult times as many, and so on. It alone takes {@link #step(double)}.
 */
public final class CosineAnnealingWarmRestarts extends Schedule {
  /** With PyTorch's settings: tMult 1, etaMin 0. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, long t0) {
    this(optimizer, t0, 1, 0);
  }

  /** A schedule of the optimizer. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, long t0, long tMult, double etaMin) {
    super(Call.handle((s, out) -> NNL.nnl_cosine_annealing_warm_restarts_create(optimizer.handle(), t0, tMult,
        etaMin, out)));
  }
}
