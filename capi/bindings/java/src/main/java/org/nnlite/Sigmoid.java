package org.nnlite;

import static org.nnlite.Library.NNL;

/** 1 / (1 + exp(-x)): torch.nn.Sigmoid. */
public final class Sigmoid extends NnModule {
  /** A layer in the default context. */
  public Sigmoid() {
    this((Context) null);
  }

  /** A layer in a context; null is the default one. */
  public Sigmoid(Context context) {
    super(Call.handle((s, out) -> NNL.nnl_sigmoid_create(NnliteObject.handleOf(context), out)));
  }
}
