package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Binary cross entropy of logits, reduced, where posWeight multiplies the target's term:
 * torch.nn.BCEWithLogitsLoss. The weights broadcast to the input's shape, or are null; they are buffers.
 */
public final class BCEWithLogitsLoss extends NnModule {
  /** A layer in the default context. */
  public BCEWithLogitsLoss(Tensor weight, Tensor posWeight, Reduction reduction) {
    this(null, weight, posWeight, reduction);
  }

  /** A layer in a context; null is the default one. */
  public BCEWithLogitsLoss(Context context, Tensor weight, Tensor posWeight, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_bce_with_logits_loss_create(NnliteObject.handleOf(context),
        NnliteObject.handleOf(weight), NnliteObject.handleOf(posWeight), reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public BCEWithLogitsLoss() {
    this((Tensor) null, null, Reduction.MEAN);
  }
}
