package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of batch norms, with torch.nn.BatchNorm1d's defaults. */
public final class BatchNormOptions extends Options<BatchNormOptions> {
  /** The defaults. */
  public BatchNormOptions() {
    super(Layout.BatchNormOptions.SIZE, NNL::nnl_batch_norm_options_init);
  }

  /** {@link DType#F32}: of the parameters that a layer makes. */
  public BatchNormOptions dtype(DType value) {
    return set(Layout.BatchNormOptions.DTYPE, value.code());
  }

  /** True: scale and shift by weight and bias. */
  public BatchNormOptions affine(boolean value) {
    return set(Layout.BatchNormOptions.AFFINE, value);
  }

  /** True: keep running statistics. */
  public BatchNormOptions trackRunningStats(boolean value) {
    return set(Layout.BatchNormOptions.TRACK_RUNNING_STATS, value);
  }

  /** False; true: ignore the momentum and average all batches alike (PyTorch's momentum=None). */
  public BatchNormOptions cumulativeAverage(boolean value) {
    return set(Layout.BatchNormOptions.CUMULATIVE_AVERAGE, value);
  }

  /** 1e-5, finite and not negative. */
  public BatchNormOptions eps(double value) {
    return set(Layout.BatchNormOptions.EPS, value);
  }

  /** 0.1, in [0, 1]: weight of the new batch in the running statistics. */
  public BatchNormOptions momentum(double value) {
    return set(Layout.BatchNormOptions.MOMENTUM, value);
  }

  /** True; false: an affine layer has a weight only. */
  public BatchNormOptions bias(boolean value) {
    return set(Layout.BatchNormOptions.BIAS, value);
  }

  /** {@link BatchOfOne#ERROR}. */
  public BatchNormOptions batchOfOne(BatchOfOne value) {
    return set(Layout.BatchNormOptions.BATCH_OF_ONE, value.code());
  }
}
