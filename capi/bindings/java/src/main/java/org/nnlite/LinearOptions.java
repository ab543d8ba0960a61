package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of linear layers, with torch.nn.Linear's defaults. */
public final class LinearOptions extends Options<LinearOptions> {
  /** The defaults. */
  public LinearOptions() {
    super(Layout.LinearOptions.SIZE, NNL::nnl_linear_options_init);
  }

  /** {@link DType#F32}: of the parameters that a layer makes. */
  public LinearOptions dtype(DType value) {
    return set(Layout.LinearOptions.DTYPE, value.code());
  }

  /** True: the layer has a bias. */
  public LinearOptions bias(boolean value) {
    return set(Layout.LinearOptions.BIAS, value);
  }
}
