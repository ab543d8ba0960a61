package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of average pooling, with torch.nn.AvgPool2d's defaults. */
public final class AvgPool2dOptions extends Options<AvgPool2dOptions> {
  /** The defaults. */
  public AvgPool2dOptions() {
    super(Layout.AvgPool2dOptions.SIZE, NNL::nnl_avg_pool2d_options_init);
  }

  /** False; true: a last window may reach beyond the padding, if it begins before it. */
  public AvgPool2dOptions ceilMode(boolean value) {
    return set(Layout.AvgPool2dOptions.CEIL_MODE, value);
  }

  /** True: padding counts as zeros; false: not at all. */
  public AvgPool2dOptions countIncludePad(boolean value) {
    return set(Layout.AvgPool2dOptions.COUNT_INCLUDE_PAD, value);
  }

  /** 0; otherwise every sum is divided by it. */
  public AvgPool2dOptions divisorOverride(long value) {
    return set(Layout.AvgPool2dOptions.DIVISOR_OVERRIDE, value);
  }

  /** 0, 0: the kernel's size. */
  public AvgPool2dOptions stride(long height, long width) {
    return set(Layout.AvgPool2dOptions.STRIDE, height, width);
  }

  /** The same number for both axes. */
  public AvgPool2dOptions stride(long both) {
    return stride(both, both);
  }

  /** 0, 0; at most half the kernel. */
  public AvgPool2dOptions padding(long height, long width) {
    return set(Layout.AvgPool2dOptions.PADDING, height, width);
  }

  /** The same number for both axes. */
  public AvgPool2dOptions padding(long both) {
    return padding(both, both);
  }
}
