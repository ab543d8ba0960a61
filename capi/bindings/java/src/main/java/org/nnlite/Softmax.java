package org.nnlite;

import static org.nnlite.Library.NNL;

/** exp(x) / sum(exp(x)) along an axis: torch.nn.Softmax. */
public final class Softmax extends NnModule {
  /** A layer in the default context. */
  public Softmax(long axis) {
    this(null, axis);
  }

  /** A layer in a context; null is the default one. */
  public Softmax(Context context, long axis) {
    super(Call.handle((s, out) -> NNL.nnl_softmax_create(NnliteObject.handleOf(context), axis, out)));
  }
}
