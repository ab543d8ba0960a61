package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * The layers as functions, with weights of one's own: torch.nn.functional. Operations of a single tensor are
 * methods of {@link Tensor}, losses are in {@link Losses}.
 */
public final class Functional {
  private Functional() {}

  /** x (..., in) times the transpose of the weight (out, in), plus the bias (out), or null for none. */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return Call.tensor((s, out) -> NNL.nnl_linear(x.handle(), weight.handle(), NnliteObject.handleOf(bias), out));
  }

  /**
   * Rows of the weight (numEmbeddings, embeddingDim) for indices (i32 or i64) of any shape: that shape +
   * (embeddingDim). An index outside [0, numEmbeddings) is {@link Status#INDEX_OUT_OF_RANGE}. The gradient is row-
   * sparse. Options may be null; their dtype is not read.
   */
  public static Tensor embedding(Tensor weight, Tensor indices, EmbeddingOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_embedding(weight.handle(), indices.handle(), s.struct(options), out));
  }

  /** The same with the default settings. */
  public static Tensor embedding(Tensor weight, Tensor indices) {
    return embedding(weight, indices, null);
  }

  /**
   * For each bag of indices the sum, mean or greatest elements of the rows of the weight: (bags, embeddingDim).
   * With indices (n), bag i is [offsets[i], offsets[i + 1]), and the last one ends at n; with indices (bags, n)
   * offsets are null. Per-sample weights multiply the rows, or are null; they are for {@link BagMode#SUM} alone. A
   * bag of nothing gives zeros. Options may be null.
   */
  public static Tensor embeddingBag(Tensor weight, Tensor indices, Tensor offsets, Tensor perSampleWeights,
      EmbeddingBagOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_embedding_bag(weight.handle(), indices.handle(),
        NnliteObject.handleOf(offsets), NnliteObject.handleOf(perSampleWeights), s.struct(options), out));
  }

  /**
   * Batch norm over axis 1 of x (N, C, ...). Weight, bias, running mean, running variance (all (C)) and the counter
   * of batches (i64, one element) may be null. In training the batch's statistics are used and the running ones
   * moved; otherwise the running ones are used, or the batch's where there are none. Options may be null; affine,
   * bias, trackRunningStats and dtype are not read.
   */
  public static Tensor batchNorm(Tensor x, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVar,
      Tensor numBatchesTracked, boolean training, BatchNormOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_batch_norm(x.handle(), NnliteObject.handleOf(weight),
        NnliteObject.handleOf(bias), NnliteObject.handleOf(runningMean), NnliteObject.handleOf(runningVar),
        NnliteObject.handleOf(numBatchesTracked), training ? 1 : 0, s.struct(options), out));
  }

  /**
   * (x - mean) / sqrt(biased variance + eps) * weight + bias over the last axes, whose sizes must be
   * normalizedShape. Weight and bias of that shape, or null. PyTorch's eps is 1e-5.
   */
  public static Tensor layerNorm(Tensor x, long[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    return Call.tensor((s, out) -> NNL.nnl_layer_norm(x.handle(), normalizedShape.length, s.longs(normalizedShape),
        NnliteObject.handleOf(weight), NnliteObject.handleOf(bias), eps, out));
  }

  /**
   * The same over each of numGroups groups of the channels of each sample of x (N, C, ...). Weight and bias (C), or
   * null.
   */
  public static Tensor groupNorm(Tensor x, long numGroups, Tensor weight, Tensor bias, double eps) {
    return Call.tensor((s, out) -> NNL.nnl_group_norm(x.handle(), numGroups, NnliteObject.handleOf(weight),
        NnliteObject.handleOf(bias), eps, out));
  }

  /**
   * Convolution of signals x (N, C, L) or (C, L) with a weight (out, C / groups, length); bias (out) or null.
   * Options may be null; dtype and the bias flag are not read.
   */
  public static Tensor conv1d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_conv1d(x.handle(), weight.handle(), NnliteObject.handleOf(bias),
        s.struct(options), out));
  }

  /**
   * Convolution of images x (N, C, H, W) or (C, H, W) with a weight (out, C / groups, height, width); bias (out) or
   * null. Options may be null; dtype and the bias flag are not read.
   */
  public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_conv2d(x.handle(), weight.handle(), NnliteObject.handleOf(bias),
        s.struct(options), out));
  }

  /** The greatest element of each window of images x (N, C, H, W) or (C, H, W). Options may be null. */
  public static Tensor maxPool2d(Tensor x, long kernelHeight, long kernelWidth, MaxPool2dOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_max_pool2d(x.handle(), kernelHeight, kernelWidth, s.struct(options), out));
  }

  /** The average of each window of images x (N, C, H, W) or (C, H, W). Options may be null. */
  public static Tensor avgPool2d(Tensor x, long kernelHeight, long kernelWidth, AvgPool2dOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_avg_pool2d(x.handle(), kernelHeight, kernelWidth, s.struct(options), out));
  }

  /**
   * Averages of windows that share each plane out evenly. A size of -1 keeps the input's; 1, 1 averages whole
   * planes.
   */
  public static Tensor adaptiveAvgPool2d(Tensor x, long outHeight, long outWidth) {
    return Call.tensor((s, out) -> NNL.nnl_adaptive_avg_pool2d(x.handle(), outHeight, outWidth, out));
  }
}
