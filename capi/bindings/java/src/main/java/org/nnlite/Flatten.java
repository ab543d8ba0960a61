package org.nnlite;

import static org.nnlite.Library.NNL;

/** Joins all axes but the first: torch.nn.Flatten. */
public final class Flatten extends NnModule {
  /** A layer in the default context. */
  public Flatten() {
    this((Context) null);
  }

  /** A layer in a context; null is the default one. */
  public Flatten(Context context) {
    super(Call.handle((s, out) -> NNL.nnl_flatten_create(NnliteObject.handleOf(context), out)));
  }
}
