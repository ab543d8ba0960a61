package org.nnlite;

import static org.nnlite.Library.NNL;

/** (input - target)^2 of equal shapes, reduced, of a prediction and its target: torch.nn.MSELoss. */
public final class MSELoss extends NnModule {
  /** A layer in the default context. */
  public MSELoss(Reduction reduction) {
    this(null, reduction);
  }

  /** A layer in a context; null is the default one. */
  public MSELoss(Context context, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_mse_loss_create(NnliteObject.handleOf(context), reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public MSELoss() {
    this(Reduction.MEAN);
  }
}
