package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * (x - mean) / sqrt(biased variance + eps) * weight + bias over the last axes, whose sizes must be normalizedShape:
 * torch.nn.LayerNorm. Parameters "weight" (ones) and "bias" (zeros).
 */
public final class LayerNorm extends NnModule {
  /** A layer with the defaults in the default context. */
  public LayerNorm(long[] normalizedShape) {
    this(null, normalizedShape, null);
  }

  /** A layer in the default context. */
  public LayerNorm(long[] normalizedShape, LayerNormOptions options) {
    this(null, normalizedShape, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public LayerNorm(Context context, long[] normalizedShape, LayerNormOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_layer_norm_create(NnliteObject.handleOf(context), normalizedShape.length,
        s.longs(normalizedShape), s.struct(options), out)));
  }
}
