package org.nnlite;

import static org.nnlite.Library.NNL;

/** Losses as functions: torch.nn.functional. See the modules of similar names for training. */
public final class Losses {
  private Losses() {}

  /** (input - target)^2 of equal shapes, reduced. */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_mse_loss(input.handle(), target.handle(), reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /** |input - target| of equal shapes, reduced. */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_l1_loss(input.handle(), target.handle(), reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor l1Loss(Tensor input, Tensor target) {
    return l1Loss(input, target, Reduction.MEAN);
  }

  /** With d = |input - target|: d^2 / (2 beta) below beta (not negative; 0 is L1), else d - beta / 2, reduced. */
  public static Tensor smoothL1Loss(Tensor input, Tensor target, double beta, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_smooth_l1_loss(input.handle(), target.handle(), beta, reduction.code(),
        out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, 1, Reduction.MEAN);
  }

  /** With d = |input - target|: d^2 / 2 below delta (positive), else delta (d - delta / 2), reduced. */
  public static Tensor huberLoss(Tensor input, Tensor target, double delta, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_huber_loss(input.handle(), target.handle(), delta, reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, 1, Reduction.MEAN);
  }

  /**
   * Binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
   * logarithms no less than -100, reduced. An input outside [0, 1] is {@link Status#INVALID_ARGUMENT}. The weight
   * broadcasts to the input's shape, or is null.
   */
  public static Tensor bceLoss(Tensor input, Tensor target, Tensor weight, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_bce_loss(input.handle(), target.handle(), NnliteObject.handleOf(weight),
        reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor bceLoss(Tensor input, Tensor target) {
    return bceLoss(input, target, null, Reduction.MEAN);
  }

  /**
   * The same of sigmoid(input), without overflow, where posWeight multiplies the target's term. The weights
   * broadcast to the input's shape, or are null.
   */
  public static Tensor bceWithLogitsLoss(Tensor input, Tensor target, Tensor weight, Tensor posWeight,
      Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_bce_with_logits_loss(input.handle(), target.handle(),
        NnliteObject.handleOf(weight), NnliteObject.handleOf(posWeight), reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor bceWithLogitsLoss(Tensor input, Tensor target) {
    return bceWithLogitsLoss(input, target, null, null, Reduction.MEAN);
  }

  /**
   * -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers, reduced.
   * The weight (C) may be null. The mean divides by the weights of the targets that count, which those of
   * ignoreIndex do not.
   */
  public static Tensor nllLoss(Tensor input, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_nll_loss(input.handle(), target.handle(), NnliteObject.handleOf(weight),
        ignoreIndex, reduction.code(), out));
  }

  /** The same with PyTorch's settings: the mean. */
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return nllLoss(input, target, null, -100, Reduction.MEAN);
  }

  /**
   * Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64, the shape without C) or
   * class probabilities (the logits' dtype and shape). A class number outside [0, C) other than ignoreIndex is
   * {@link Status#INDEX_OUT_OF_RANGE}. Options may be null.
   */
  public static Tensor crossEntropy(Tensor logits, Tensor target, CrossEntropyOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_cross_entropy(logits.handle(), target.handle(), s.struct(options), out));
  }

  /** The mean cross entropy with the default settings. */
  public static Tensor crossEntropy(Tensor logits, Tensor target) {
    return crossEntropy(logits, target, null);
  }

  /**
   * For rows a and b (N, D) with a target (N), or (D) with a single one, of any dtype: 1 - cos(a, b) where the
   * target is 1, max(0, cos(a, b) - margin) where it is -1, 0 elsewhere, reduced. PyTorch's margin is 0.
   */
  public static Tensor cosineEmbeddingLoss(Tensor a, Tensor b, Tensor target, double margin, Reduction reduction) {
    return Call.tensor((s, out) -> NNL.nnl_cosine_embedding_loss(a.handle(), b.handle(), target.handle(), margin,
        reduction.code(), out));
  }

  /**
   * max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis. The three broadcast and
   * have as many axes. Options may be null.
   */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative,
      TripletMarginOptions options) {
    return Call.tensor((s, out) -> NNL.nnl_triplet_margin_loss(anchor.handle(), positive.handle(),
        negative.handle(), s.struct(options), out));
  }
}
