package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * In training mode each element becomes 0 with probability p, in [0, 1], and otherwise x / (1 - p):
 * torch.nn.Dropout.
 */
public final class Dropout extends NnModule {
  /** A layer in the default context. */
  public Dropout(double p) {
    this(null, p);
  }

  /** A layer in a context; null is the default one. */
  public Dropout(Context context, double p) {
    super(Call.handle((s, out) -> NNL.nnl_dropout_create(NnliteObject.handleOf(context), p, out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public Dropout() {
    this(0.5);
  }
}
