package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of convolutions, with torch.nn.Conv2d's defaults. Of each pair, those of signals read the first number alone. */
public final class ConvOptions extends Options<ConvOptions> {
  /** The defaults. */
  public ConvOptions() {
    super(Layout.ConvOptions.SIZE, NNL::nnl_conv_options_init);
  }

  /** {@link DType#F32}: of the parameters that a layer makes. */
  public ConvOptions dtype(DType value) {
    return set(Layout.ConvOptions.DTYPE, value.code());
  }

  /** True: a layer has one. */
  public ConvOptions bias(boolean value) {
    return set(Layout.ConvOptions.BIAS, value);
  }

  /** False; true: as many zeros as keep the size, an odd one behind; for stride 1 and padding 0. */
  public ConvOptions paddingSame(boolean value) {
    return set(Layout.ConvOptions.PADDING_SAME, value);
  }

  /** 1; divides both numbers of channels. */
  public ConvOptions groups(long value) {
    return set(Layout.ConvOptions.GROUPS, value);
  }

  /** 1, 1. */
  public ConvOptions stride(long height, long width) {
    return set(Layout.ConvOptions.STRIDE, height, width);
  }

  /** The same number for both axes. */
  public ConvOptions stride(long both) {
    return stride(both, both);
  }

  /** 0, 0: zeros on both sides. */
  public ConvOptions padding(long height, long width) {
    return set(Layout.ConvOptions.PADDING, height, width);
  }

  /** The same number for both axes. */
  public ConvOptions padding(long both) {
    return padding(both, both);
  }

  /** 1, 1: the distance of neighbours in the kernel. */
  public ConvOptions dilation(long height, long width) {
    return set(Layout.ConvOptions.DILATION, height, width);
  }

  /** The same number for both axes. */
  public ConvOptions dilation(long both) {
    return dilation(both, both);
  }
}
