package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Of two rows (N, D) and a target (N): 1 - cos(a, b) where the target is 1, max(0, cos(a, b) - margin) where it is
 * -1, 0 elsewhere, reduced: torch.nn.CosineEmbeddingLoss.
 */
public final class CosineEmbeddingLoss extends NnModule {
  /** A layer in the default context. */
  public CosineEmbeddingLoss(double margin, Reduction reduction) {
    this(null, margin, reduction);
  }

  /** A layer in a context; null is the default one. */
  public CosineEmbeddingLoss(Context context, double margin, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_cosine_embedding_loss_create(NnliteObject.handleOf(context), margin,
        reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public CosineEmbeddingLoss() {
    this(0, Reduction.MEAN);
  }
}
