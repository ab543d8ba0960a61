package org.nnlite;

import static org.nnlite.Library.NNL;

/** x / (1 + exp(-x)): torch.nn.SiLU. */
public final class SiLU extends NnModule {
  /** A layer in the default context. */
  public SiLU() {
    this((Context) null);
  }

  /** A layer in a context; null is the default one. */
  public SiLU(Context context) {
    super(Call.handle((s, out) -> NNL.nnl_silu_create(NnliteObject.handleOf(context), out)));
  }
}
