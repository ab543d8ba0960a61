package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of bags of embeddings, with torch.nn.EmbeddingBag's defaults. */
public final class EmbeddingBagOptions extends Options<EmbeddingBagOptions> {
  /** The defaults. */
  public EmbeddingBagOptions() {
    super(Layout.EmbeddingBagOptions.SIZE, NNL::nnl_embedding_bag_options_init);
  }

  /** {@link DType#F32}: of the weight that a layer makes. */
  public EmbeddingBagOptions dtype(DType value) {
    return set(Layout.EmbeddingBagOptions.DTYPE, value.code());
  }

  /** {@link BagMode#MEAN}. */
  public EmbeddingBagOptions mode(BagMode value) {
    return set(Layout.EmbeddingBagOptions.MODE, value.code());
  }

  /** False; true: the last offset is the number of indices and begins no bag. */
  public EmbeddingBagOptions includeLastOffset(boolean value) {
    return set(Layout.EmbeddingBagOptions.INCLUDE_LAST_OFFSET, value);
  }

  /** False; true: divide each row's gradient by how often the row occurs in the call; not for {@link BagMode#MAX}. */
  public EmbeddingBagOptions scaleGradByFreq(boolean value) {
    return set(Layout.EmbeddingBagOptions.SCALE_GRAD_BY_FREQ, value);
  }

  /** None: a row that counts as absent from the bags. */
  public EmbeddingBagOptions paddingIdx(long value) {
    return set(Layout.EmbeddingBagOptions.HAS_PADDING_IDX, true).set(Layout.EmbeddingBagOptions.PADDING_IDX, value);
  }

  /** None; positive: rows looked up whose norm exceeds it are first rescaled in place. */
  public EmbeddingBagOptions maxNorm(double value) {
    return set(Layout.EmbeddingBagOptions.HAS_MAX_NORM, true).set(Layout.EmbeddingBagOptions.MAX_NORM, value);
  }

  /** 2: the p of that norm. */
  public EmbeddingBagOptions normType(double value) {
    return set(Layout.EmbeddingBagOptions.NORM_TYPE, value);
  }
}
