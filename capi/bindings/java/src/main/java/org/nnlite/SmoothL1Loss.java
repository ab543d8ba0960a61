package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * With d = |input - target|: d^2 / (2 beta) below beta (not negative), else d - beta / 2, reduced:
 * torch.nn.SmoothL1Loss.
 */
public final class SmoothL1Loss extends NnModule {
  /** A layer in the default context. */
  public SmoothL1Loss(double beta, Reduction reduction) {
    this(null, beta, reduction);
  }

  /** A layer in a context; null is the default one. */
  public SmoothL1Loss(Context context, double beta, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_smooth_l1_loss_create(NnliteObject.handleOf(context), beta,
        reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }
}
