package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * x W^T + b: torch.nn.Linear. Parameters "weight" (outFeatures, inFeatures) and "bias", both from U(-1/sqrt(in),
 * 1/sqrt(in)).
 */
public final class Linear extends NnModule {
  /** A layer with the defaults in the default context. */
  public Linear(long inFeatures, long outFeatures) {
    this(null, inFeatures, outFeatures, null);
  }

  /** A layer in the default context. */
  public Linear(long inFeatures, long outFeatures, LinearOptions options) {
    this(null, inFeatures, outFeatures, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public Linear(Context context, long inFeatures, long outFeatures, LinearOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_linear_create(NnliteObject.handleOf(context), inFeatures, outFeatures,
        s.struct(options), out)));
  }
}
