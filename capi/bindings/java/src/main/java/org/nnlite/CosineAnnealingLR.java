package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * CosineAnnealingLR (Loshchilov and Hutter 2017): down to etaMin along half a cosine in tMax (at least 1) epochs,
 * and if it goes on, up again.
 */
public final class CosineAnnealingLR extends Schedule {
  /** With PyTorch's etaMin of 0. */
  public CosineAnnealingLR(Optimizer optimizer, long tMax) {
    this(optimizer, tMax, 0);
  }

  /** A schedule of the optimizer. */
  public CosineAnnealingLR(Optimizer optimizer, long tMax, double etaMin) {
    super(Call.handle((s, out) -> NNL.nnl_cosine_annealing_lr_create(optimizer.handle(), tMax, etaMin, out)));
  }
}
