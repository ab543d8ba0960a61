package org.nnlite;

import static org.nnlite.Library.NNL;

/** The average of each window of images: torch.nn.AvgPool2d. */
public final class AvgPool2d extends NnModule {
  /** A layer with the defaults in the default context. */
  public AvgPool2d(long kernelHeight, long kernelWidth) {
    this(null, kernelHeight, kernelWidth, null);
  }

  /** A layer in the default context. */
  public AvgPool2d(long kernelHeight, long kernelWidth, AvgPool2dOptions options) {
    this(null, kernelHeight, kernelWidth, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public AvgPool2d(Context context, long kernelHeight, long kernelWidth, AvgPool2dOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_avg_pool2d_create(NnliteObject.handleOf(context), kernelHeight,
        kernelWidth, s.struct(options), out)));
  }
}
