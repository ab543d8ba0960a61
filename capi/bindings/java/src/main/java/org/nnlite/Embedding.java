package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * A look-up table: torch.nn.Embedding. Parameter "weight" (numEmbeddings, embeddingDim) from N(0, 1), its padding
 * row zeroed. Indices (i32 or i64) of any shape become that shape + (embeddingDim); one outside [0, numEmbeddings)
 * is {@link Status#INDEX_OUT_OF_RANGE}. The weight's gradient is row-sparse.
 */
public final class Embedding extends NnModule {
  /** A layer with the defaults in the default context. */
  public Embedding(long numEmbeddings, long embeddingDim) {
    this(null, numEmbeddings, embeddingDim, null);
  }

  /** A layer in the default context. */
  public Embedding(long numEmbeddings, long embeddingDim, EmbeddingOptions options) {
    this(null, numEmbeddings, embeddingDim, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public Embedding(Context context, long numEmbeddings, long embeddingDim, EmbeddingOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_embedding_create(NnliteObject.handleOf(context), numEmbeddings,
        embeddingDim, s.struct(options), out)));
  }

  private Embedding(long handle) {
    super(handle);
  }

  /**
   * The layer with a given weight, a matrix of f32 or f64, whose memory it shares if it is contiguous.
   *
   * @param freeze PyTorch's default is true: the parameter "weight" wants no gradient
   * @param options may be null; the dtype is not read
   */
  public static Embedding fromPretrained(Tensor weight, boolean freeze, EmbeddingOptions options) {
    return new Embedding(Call.handle((s, out) -> NNL.nnl_embedding_from_pretrained(weight.handle(), freeze ? 1 : 0,
        s.struct(options), out)));
  }
}
