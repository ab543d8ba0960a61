package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Sums, means or greatest elements of the rows of bags of indices: torch.nn.EmbeddingBag. Its inputs are indices,
 * offsets and per-sample weights; with indices of two axes the offsets are left out, or null before the weights.
 * Parameter "weight" (numEmbeddings, embeddingDim) from N(0, 1).
 */
public final class EmbeddingBag extends NnModule {
  /** A layer with the defaults in the default context. */
  public EmbeddingBag(long numEmbeddings, long embeddingDim) {
    this(null, numEmbeddings, embeddingDim, null);
  }

  /** A layer in the default context. */
  public EmbeddingBag(long numEmbeddings, long embeddingDim, EmbeddingBagOptions options) {
    this(null, numEmbeddings, embeddingDim, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public EmbeddingBag(Context context, long numEmbeddings, long embeddingDim, EmbeddingBagOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_embedding_bag_create(NnliteObject.handleOf(context), numEmbeddings,
        embeddingDim, s.struct(options), out)));
  }

  private EmbeddingBag(long handle) {
    super(handle);
  }

  /**
   * The layer with a given weight, a matrix of f32 or f64, whose memory it shares if it is contiguous.
   *
   * @param freeze PyTorch's default is true: the parameter "weight" wants no gradient
   * @param options may be null; the dtype is not read
   */
  public static EmbeddingBag fromPretrained(Tensor weight, boolean freeze, EmbeddingBagOptions options) {
    return new EmbeddingBag(Call.handle((s, out) -> NNL.nnl_embedding_bag_from_pretrained(weight.handle(), freeze ? 1 : 0,
        s.struct(options), out)));
  }
}
