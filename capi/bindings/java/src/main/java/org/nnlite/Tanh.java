package org.nnlite;

import static org.nnlite.Library.NNL;

/** tanh(x): torch.nn.Tanh. */
public final class Tanh extends NnModule {
  /** A layer in the default context. */
  public Tanh() {
    this((Context) null);
  }

  /** A layer in a context; null is the default one. */
  public Tanh(Context context) {
    super(Call.handle((s, out) -> NNL.nnl_tanh_create(NnliteObject.handleOf(context), out)));
  }
}
