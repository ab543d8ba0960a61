package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Batch norm of (N, C) and (N, C, L), C being numFeatures: torch.nn.BatchNorm1d. Parameters "weight" (ones) and
 * "bias" (zeros); buffers "running_mean", "running_var", "num_batches_tracked". One value a channel is {@link
 * Status#SHAPE_MISMATCH} wherever the batch's statistics are used, but see {@link BatchNormOptions#batchOfOne}.
 */
public final class BatchNorm1d extends NnModule {
  /** A layer with the defaults in the default context. */
  public BatchNorm1d(long numFeatures) {
    this(null, numFeatures, null);
  }

  /** A layer in the default context. */
  public BatchNorm1d(long numFeatures, BatchNormOptions options) {
    this(null, numFeatures, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public BatchNorm1d(Context context, long numFeatures, BatchNormOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_batch_norm1d_create(NnliteObject.handleOf(context), numFeatures,
        s.struct(options), out)));
  }
}
