package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Averages of windows that share each plane out evenly: torch.nn.AdaptiveAvgPool2d. A size of -1 keeps the input's;
 * 1, 1 averages whole planes.
 */
public final class AdaptiveAvgPool2d extends NnModule {
  /** A layer in the default context. */
  public AdaptiveAvgPool2d(long outHeight, long outWidth) {
    this(null, outHeight, outWidth);
  }

  /** A layer in a context; null is the default one. */
  public AdaptiveAvgPool2d(Context context, long outHeight, long outWidth) {
    super(Call.handle((s, out) -> NNL.nnl_adaptive_avg_pool2d_create(NnliteObject.handleOf(context), outHeight,
        outWidth, out)));
  }
}
