package org.nnlite;

import static org.nnlite.Library.NNL;

/** log(1 + exp(beta x)) / beta, or x where beta x exceeds the threshold: torch.nn.Softplus. */
public final class Softplus extends NnModule {
  /** A layer in the default context. */
  public Softplus(double beta, double threshold) {
    this(null, beta, threshold);
  }

  /** A layer in a context; null is the default one. */
  public Softplus(Context context, double beta, double threshold) {
    super(Call.handle((s, out) -> NNL.nnl_softplus_create(NnliteObject.handleOf(context), beta, threshold, out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public Softplus() {
    this(1, 20);
  }
}
