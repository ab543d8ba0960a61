package org.nnlite;

import static org.nnlite.Library.NNL;

/** max(x, 0): torch.nn.ReLU. */
public final class ReLU extends NnModule {
  /** A layer in the default context. */
  public ReLU() {
    this((Context) null);
  }

  /** A layer in a context; null is the default one. */
  public ReLU(Context context) {
    super(Call.handle((s, out) -> NNL.nnl_relu_create(NnliteObject.handleOf(context), out)));
  }
}
