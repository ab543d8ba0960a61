package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * x above 0, else weight x: torch.nn.PReLU. Parameter "weight" of numParameters elements (1, or as many as
 * channels), each {@code init}.
 */
public final class PReLU extends NnModule {
  /** A layer in the default context. */
  public PReLU(long numParameters, double init, DType dtype) {
    this(null, numParameters, init, dtype);
  }

  /** A layer in a context; null is the default one. */
  public PReLU(Context context, long numParameters, double init, DType dtype) {
    super(Call.handle((s, out) -> NNL.nnl_prelu_create(NnliteObject.handleOf(context), numParameters, init,
        dtype.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public PReLU() {
    this(1, 0.25, DType.F32);
  }
}
