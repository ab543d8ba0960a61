package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Convolution of images (N, C, H, W) or (C, H, W): torch.nn.Conv2d. Parameters "weight" (outChannels, inChannels /
 * groups, kernelHeight, kernelWidth) and "bias", both from U(-b, b) with b = 1 / sqrt(inChannels / groups *
 * elements of the kernel).
 */
public final class Conv2d extends NnModule {
  /** A layer with the defaults in the default context. */
  public Conv2d(long inChannels, long outChannels, long kernelHeight, long kernelWidth) {
    this(null, inChannels, outChannels, kernelHeight, kernelWidth, null);
  }

  /** A layer in the default context. */
  public Conv2d(long inChannels, long outChannels, long kernelHeight, long kernelWidth, ConvOptions options) {
    this(null, inChannels, outChannels, kernelHeight, kernelWidth, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public Conv2d(Context context, long inChannels, long outChannels, long kernelHeight, long kernelWidth,
      ConvOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_conv2d_create(NnliteObject.handleOf(context), inChannels, outChannels,
        kernelHeight, kernelWidth, s.struct(options), out)));
  }
}
