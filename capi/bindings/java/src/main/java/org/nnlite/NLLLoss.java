package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers, reduced:
 * torch.nn.NLLLoss. The weight (C) may be null; it is a buffer. Targets of ignoreIndex do not count.
 */
public final class NLLLoss extends NnModule {
  /** A layer in the default context. */
  public NLLLoss(Tensor weight, long ignoreIndex, Reduction reduction) {
    this(null, weight, ignoreIndex, reduction);
  }

  /** A layer in a context; null is the default one. */
  public NLLLoss(Context context, Tensor weight, long ignoreIndex, Reduction reduction) {
    super(Call.handle((s, out) -> NNL.nnl_nll_loss_create(NnliteObject.handleOf(context),
        NnliteObject.handleOf(weight), ignoreIndex, reduction.code(), out)));
  }

  /** A layer with PyTorch's settings in the default context. */
  public NLLLoss() {
    this((Tensor) null, -100, Reduction.MEAN);
  }
}
