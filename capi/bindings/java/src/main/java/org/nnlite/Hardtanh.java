package org.nnlite;

import static org.nnlite.Library.NNL;

/** x cut to [minVal, maxVal], minVal being less than maxVal: torch.nn.Hardtanh. */
public final class Hardtanh extends NnModule {
  /** A layer in the default context. */
  public Hardtanh(double minVal, double maxVal) {
    this(null, minVal, maxVal);
  }

  /** A layer in a context; null is the default one. */
  public Hardtanh(Context context, double minVal, double maxVal) {
    super(Call.handle((s, out) -> NNL.nnl_hardtanh_create(NnliteObject.handleOf(context), minVal, maxVal, out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public Hardtanh() {
    this(-1, 1);
  }
}
