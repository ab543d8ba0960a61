package org.nnlite;

import static org.nnlite.Library.NNL;

/** |input - target| of equal shapes, reduced: torch.nn.L1Loss. */
public final class L1Loss extends NnModule {
  /** A layer in the default context. */
  public L1Loss(Reduction reduction) {
    this(null, reduction);
  }

  /** A layer in a context; null is the default one. */
  public L1Loss(Context context, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_l1_loss_create(NnliteObject.handleOf(context), reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public L1Loss() {
    this(Reduction.MEAN);
  }
}
