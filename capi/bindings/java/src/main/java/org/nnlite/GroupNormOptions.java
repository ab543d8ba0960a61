package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of group norms, with torch.nn.GroupNorm's defaults. */
public final class GroupNormOptions extends Options<GroupNormOptions> {
  /** The defaults. */
  public GroupNormOptions() {
    super(Layout.GroupNormOptions.SIZE, NNL::nnl_group_norm_options_init);
  }

  /** {@link DType#F32}: of the parameters that a layer makes. */
  public GroupNormOptions dtype(DType value) {
    return set(Layout.GroupNormOptions.DTYPE, value.code());
  }

  /** True: scale and shift by weight and bias. */
  public GroupNormOptions affine(boolean value) {
    return set(Layout.GroupNormOptions.AFFINE, value);
  }

  /** 1e-5, finite and not negative. */
  public GroupNormOptions eps(double value) {
    return set(Layout.GroupNormOptions.EPS, value);
  }
}
