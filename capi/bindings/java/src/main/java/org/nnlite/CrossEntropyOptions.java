package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of cross entropy, with torch.nn.CrossEntropyLoss's defaults. */
public final class CrossEntropyOptions extends Options<CrossEntropyOptions> {
  private Tensor weight;

  /** The defaults. */
  public CrossEntropyOptions() {
    super(Layout.CrossEntropyOptions.SIZE, NNL::nnl_cross_entropy_options_init);
  }

  /** {@link Reduction#MEAN}. */
  public CrossEntropyOptions reduction(Reduction value) {
    return set(Layout.CrossEntropyOptions.REDUCTION, value.code());
  }

  /** -100: targets of this value do not count. */
  public CrossEntropyOptions ignoreIndex(long value) {
    return set(Layout.CrossEntropyOptions.IGNORE_INDEX, value);
  }

  /** 0, in [0, 1]. */
  public CrossEntropyOptions labelSmoothing(double value) {
    return set(Layout.CrossEntropyOptions.LABEL_SMOOTHING, value);
  }

  /** None (null): one weight for each class, floating like the logits. */
  public CrossEntropyOptions weight(Tensor value) {
    weight = value;
    return set(Layout.CrossEntropyOptions.WEIGHT, NnliteObject.handleOf(weight));
  }
}
