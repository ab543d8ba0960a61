package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of triplet margin losses, with torch.nn.TripletMarginLoss's defaults. */
public final class TripletMarginOptions extends Options<TripletMarginOptions> {
  /** The defaults. */
  public TripletMarginOptions() {
    super(Layout.TripletMarginOptions.SIZE, NNL::nnl_triplet_margin_options_init);
  }

  /** {@link Reduction#MEAN}. */
  public TripletMarginOptions reduction(Reduction value) {
    return set(Layout.TripletMarginOptions.REDUCTION, value.code());
  }

  /** False; true: the distance of positive and negative counts where it is the smaller one. */
  public TripletMarginOptions swap(boolean value) {
    return set(Layout.TripletMarginOptions.SWAP, value);
  }

  /** 1, positive. */
  public TripletMarginOptions margin(double value) {
    return set(Layout.TripletMarginOptions.MARGIN, value);
  }

  /** 2: of the distance; positive or infinite. */
  public TripletMarginOptions p(double value) {
    return set(Layout.TripletMarginOptions.P, value);
  }

  /** 1e-6: added to each difference. */
  public TripletMarginOptions eps(double value) {
    return set(Layout.TripletMarginOptions.EPS, value);
  }
}
