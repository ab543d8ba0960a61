package org.nnlite;

import static org.nnlite.Library.NNL;

/** x above 0, else alpha (exp(x) - 1): torch.nn.ELU. */
public final class ELU extends NnModule {
  /** A layer in the default context. */
  public ELU(double alpha) {
    this(null, alpha);
  }

  /** A layer in a context; null is the default one. */
  public ELU(Context context, double alpha) {
    super(Call.handle((s, out) -> NNL.nnl_elu_create(NnliteObject.handleOf(context), alpha, out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public ELU() {
    this(1);
  }
}
