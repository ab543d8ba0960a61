package org.nnlite;

import static org.nnlite.Library.NNL;

/** x Phi(x), Phi being the normal distribution, or its approximation by tanh: torch.nn.GELU. */
public final class GELU extends NnModule {
  /** A layer in the default context. */
  public GELU(Approximate approximate) {
    this(null, approximate);
  }

  /** A layer in a context; null is the default one. */
  public GELU(Context context, Approximate approximate) {
    super(Call.handle((s, out) -> NNL.nnl_gelu_create(NnliteObject.handleOf(context), approximate.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public GELU() {
    this(Approximate.NONE);
  }
}
