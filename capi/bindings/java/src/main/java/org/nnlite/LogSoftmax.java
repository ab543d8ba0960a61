package org.nnlite;

import static org.nnlite.Library.NNL;

/** The logarithm of softmax along an axis: torch.nn.LogSoftmax. */
public final class LogSoftmax extends NnModule {
  /** A layer in the default context. */
  public LogSoftmax(long axis) {
    this(null, axis);
  }

  /** A layer in a context; null is the default one. */
  public LogSoftmax(Context context, long axis) {
    super(Call.handle((s, out) -> NNL.nnl_log_softmax_create(NnliteObject.handleOf(context), axis, out)));
  }
}
