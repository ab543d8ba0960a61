package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * With d = |input - target|: d^2 / 2 below delta (positive), else delta (d - delta / 2), reduced:
 * torch.nn.HuberLoss.
 */
public final class HuberLoss extends NnModule {
  /** A layer in the default context. */
  public HuberLoss(double delta, Reduction reduction) {
    this(null, delta, reduction);
  }

  /** A layer in a context; null is the default one. */
  public HuberLoss(Context context, double delta, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_huber_loss_create(NnliteObject.handleOf(context), delta,
        reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }
}
