package org.nnlite;

import static org.nnlite.Library.NNL;

/** x above 0, else negativeSlope * x: torch.nn.LeakyReLU. */
public final class LeakyReLU extends NnModule {
  /** A layer in the default context. */
  public LeakyReLU(double negativeSlope) {
    this(null, negativeSlope);
  }

  /** A layer in a context; null is the default one. */
  public LeakyReLU(Context context, double negativeSlope) {
    super(Call.handle((s, out) -> NNL.nnl_leaky_relu_create(NnliteObject.handleOf(context), negativeSlope, out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public LeakyReLU() {
    this(0.01);
  }
}
