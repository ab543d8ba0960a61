package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers or class probabilities:
 * torch.nn.CrossEntropyLoss. The weight is a buffer.
 */
public final class CrossEntropyLoss extends NnModule {
  /** A layer with the defaults in the default context. */
  public CrossEntropyLoss() {
    this(null, null);
  }

  /** A layer in the default context. */
  public CrossEntropyLoss(CrossEntropyOptions options) {
    this(null, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public CrossEntropyLoss(Context context, CrossEntropyOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_cross_entropy_loss_create(NnliteObject.handleOf(context),
        s.struct(options), out)));
  }
}
