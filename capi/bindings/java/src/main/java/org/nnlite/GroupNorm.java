package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * The same as layer norm over each of numGroups groups of the channels of each sample of (N, C, ...):
 * torch.nn.GroupNorm. Parameters "weight" (ones) and "bias" (zeros).
 */
public final class GroupNorm extends NnModule {
  /** A layer with the defaults in the default context. */
  public GroupNorm(long numGroups, long numChannels) {
    this(null, numGroups, numChannels, null);
  }

  /** A layer in the default context. */
  public GroupNorm(long numGroups, long numChannels, GroupNormOptions options) {
    this(null, numGroups, numChannels, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public GroupNorm(Context context, long numGroups, long numChannels, GroupNormOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_group_norm_create(NnliteObject.handleOf(context), numGroups, numChannels,
        s.struct(options), out)));
  }
}
