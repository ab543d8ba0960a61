package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Convolution of signals (N, C, L) or (C, L): torch.nn.Conv1d. Parameters "weight" (outChannels, inChannels /
 * groups, kernel) and "bias", both from U(-b, b) with b = 1 / sqrt(inChannels / groups * kernel).
 */
public final class Conv1d extends NnModule {
  /** A layer with the defaults in the default context. */
  public Conv1d(long inChannels, long outChannels, long kernel) {
    this(null, inChannels, outChannels, kernel, null);
  }

  /** A layer in the default context. */
  public Conv1d(long inChannels, long outChannels, long kernel, ConvOptions options) {
    this(null, inChannels, outChannels, kernel, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public Conv1d(Context context, long inChannels, long outChannels, long kernel, ConvOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_conv1d_create(NnliteObject.handleOf(context), inChannels, outChannels,
        kernel, s.struct(options), out)));
  }
}
