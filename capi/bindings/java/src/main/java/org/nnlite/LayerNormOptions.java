package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of layer norms, with torch.nn.LayerNorm's defaults. */
public final class LayerNormOptions extends Options<LayerNormOptions> {
  /** The defaults. */
  public LayerNormOptions() {
    super(Layout.LayerNormOptions.SIZE, NNL::nnl_layer_norm_options_init);
  }

  /** {@link DType#F32}: of the parameters that a layer makes. */
  public LayerNormOptions dtype(DType value) {
    return set(Layout.LayerNormOptions.DTYPE, value.code());
  }

  /** True: scale and shift by weight and bias. */
  public LayerNormOptions elementwiseAffine(boolean value) {
    return set(Layout.LayerNormOptions.ELEMENTWISE_AFFINE, value);
  }

  /** True; false: scale only. */
  public LayerNormOptions bias(boolean value) {
    return set(Layout.LayerNormOptions.BIAS, value);
  }

  /** 1e-5, finite and not negative. */
  public LayerNormOptions eps(double value) {
    return set(Layout.LayerNormOptions.EPS, value);
  }
}
