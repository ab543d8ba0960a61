package org.nnlite;

import static org.nnlite.Library.NNL;

/** max(0, margin + |anchor - positive| - |anchor - negative|), of three tensors: torch.nn.TripletMarginLoss. */
public final class TripletMarginLoss extends NnModule {
  /** A layer with the defaults in the default context. */
  public TripletMarginLoss() {
    this(null, null);
  }

  /** A layer in the default context. */
  public TripletMarginLoss(TripletMarginOptions options) {
    this(null, options);
  }

  /** A layer in a context (null: the default one); options may be null. */
  public TripletMarginLoss(Context context, TripletMarginOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_triplet_margin_loss_create(NnliteObject.handleOf(context),
        s.struct(options), out)));
  }
}
