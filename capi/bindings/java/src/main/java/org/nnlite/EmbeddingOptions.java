package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of embeddings, with torch.nn.Embedding's defaults. */
public final class EmbeddingOptions extends Options<EmbeddingOptions> {
  /** The defaults. */
  public EmbeddingOptions() {
    super(Layout.EmbeddingOptions.SIZE, NNL::nnl_embedding_options_init);
  }

  /** {@link DType#F32}: of the weight that a layer makes. */
  public EmbeddingOptions dtype(DType value) {
    return set(Layout.EmbeddingOptions.DTYPE, value.code());
  }

  /** False; true: divide each row's gradient by how often the row occurs in the call. */
  public EmbeddingOptions scaleGradByFreq(boolean value) {
    return set(Layout.EmbeddingOptions.SCALE_GRAD_BY_FREQ, value);
  }

  /** None: a row whose gradient is always 0; in [-numEmbeddings, numEmbeddings). */
  public EmbeddingOptions paddingIdx(long value) {
    return set(Layout.EmbeddingOptions.HAS_PADDING_IDX, true).set(Layout.EmbeddingOptions.PADDING_IDX, value);
  }

  /** None; positive: rows looked up whose norm exceeds it are first rescaled in place. */
  public EmbeddingOptions maxNorm(double value) {
    return set(Layout.EmbeddingOptions.HAS_MAX_NORM, true).set(Layout.EmbeddingOptions.MAX_NORM, value);
  }

  /** 2: the p of that norm, positive or infinite. */
  public EmbeddingOptions normType(double value) {
    return set(Layout.EmbeddingOptions.NORM_TYPE, value);
  }
}
