package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Batch norm of (N, C, H, W), C being numFeatures: torch.nn.BatchNorm2d. Parameters "weight" (ones) and "bias"
 * (zeros); buffers "running_mean", "running_var", "num_batches_tracked". One value a channel is {@link
 * Status#SHAPE_MISMATCH} wherever the batch's statistics are used, but see {@link BatchNormOptions#batchOfOne}.
 */
public final class BatchNorm2d extends NnModule {
  /** A layer with the defaults in the default context. */
  public BatchNorm2d(long numFeatures) {
    this(null, numFeatures, null);
  }

  /** A layer in the default context. */
  public BatchNorm2d(long numFeatures, BatchNormOptions options) {
    this(null, numFeatures, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public BatchNorm2d(Context context, long numFeatures, BatchNormOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_batch_norm2d_create(NnliteObject.handleOf(context), numFeatures,
        s.struct(options), out)));
  }
}
