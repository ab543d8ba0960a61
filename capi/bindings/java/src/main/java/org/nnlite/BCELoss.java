package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Binary cross entropy of probabilities, reduced: torch.nn.BCELoss. The weight broadcasts to the input's shape, or
 * is null; it is a buffer.
 */
public final class BCELoss extends NnModule {
  /** A layer in the default context. */
  public BCELoss(Tensor weight, Reduction reduction) {
    this(null, weight, reduction);
  }

  /** A layer in a context; null is the default one. */
  public BCELoss(Context context, Tensor weight, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_bce_loss_create(NnliteObject.handleOf(context),
        NnliteObject.handleOf(weight), reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public BCELoss() {
    this((Tensor) null, Reduction.MEAN);
  }
}
