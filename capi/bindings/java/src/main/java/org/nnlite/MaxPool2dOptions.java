package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of max pooling, with torch.nn.MaxPool2d's defaults. */
public final class MaxPool2dOptions extends Options<MaxPool2dOptions> {
  /** The defaults. */
  public MaxPool2dOptions() {
    super(Layout.MaxPool2dOptions.SIZE, NNL::nnl_max_pool2d_options_init);
  }

  /** False; true: a last window may reach beyond the padding, if it begins before it. */
  public MaxPool2dOptions ceilMode(boolean value) {
    return set(Layout.MaxPool2dOptions.CEIL_MODE, value);
  }

  /** 0, 0: the kernel's size. */
  public MaxPool2dOptions stride(long height, long width) {
    return set(Layout.MaxPool2dOptions.STRIDE, height, width);
  }

  /** The same number for both axes. */
  public MaxPool2dOptions stride(long both) {
    return stride(both, both);
  }

  /** 0, 0; at most half the kernel. */
  public MaxPool2dOptions padding(long height, long width) {
    return set(Layout.MaxPool2dOptions.PADDING, height, width);
  }

  /** The same number for both axes. */
  public MaxPool2dOptions padding(long both) {
    return padding(both, both);
  }

  /** 1, 1. */
  public MaxPool2dOptions dilation(long height, long width) {
    return set(Layout.MaxPool2dOptions.DILATION, height, width);
  }

  /** The same number for both axes. */
  public MaxPool2dOptions dilation(long both) {
    return dilation(both, both);
  }
}
