package org.nnlite;

import static org.nnlite.Library.NNL;

/** The greatest element of each window of images: torch.nn.MaxPool2d. */
public final class MaxPool2d extends NnModule {
  /** A layer with the defaults in the default context. */
  public MaxPool2d(long kernelHeight, long kernelWidth) {
    this(null, kernelHeight, kernelWidth, null);
  }

  /** A layer in the default context. */
  public MaxPool2d(long kernelHeight, long kernelWidth, MaxPool2dOptions options) {
    this(null, kernelHeight, kernelWidth, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public MaxPool2d(Context context, long kernelHeight, long kernelWidth, MaxPool2dOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_max_pool2d_create(NnliteObject.handleOf(context), kernelHeight,
        kernelWidth, s.struct(options), out)));
  }
}
