package org.nnlite;

import static org.nnlite.Library.NNL;

/** ExponentialLR: times gamma after every epoch. */
public final class ExponentialLR extends Schedule {
  /** A schedule of the optimizer. */
  public ExponentialLR(Optimizer optimizer, double gamma) {
    super(Call.handle((s, out) -> NNL.nnl_exponential_lr_create(optimizer.handle(), gamma, out)));
  }
}
