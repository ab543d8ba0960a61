package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.shape;

import org.junit.jupiter.api.Test;

class LossesTest {
  private final Tensor input = f64(0.2, 0.9);
  private final Tensor target = f64(1, 0);

  private static void module(String kind, NnModule loss, double expected, Tensor first, Tensor second, Tensor... more) {
    assertEquals(kind, loss.kind());
    assertEquals(expected, loss.forward(first, second, more).item(), 1e-12);
  }

  @Test
  void ofDistances() {
    double mse = (0.64 + 0.81) / 2;
    assertEquals(mse, Losses.mseLoss(input, target).item(), 1e-12);
    module("MSELoss", new MSELoss(), mse, input, target);
    equal(Losses.mseLoss(input, target, Reduction.NONE), 0.64, 0.81);
    assertEquals(1.7, Losses.l1Loss(input, target, Reduction.SUM).item(), 1e-12);
    module("L1Loss", new L1Loss(), 0.85, input, target);
    assertEquals(mse / 2, Losses.smoothL1Loss(input, target).item(), 1e-12);
    module("SmoothL1Loss", new SmoothL1Loss(0.5, Reduction.SUM), 0.55 + 0.65, input, target);
    assertEquals((0.5 * (0.8 - 0.25) + 0.5 * (0.9 - 0.25)) / 2,
        Losses.huberLoss(input, target, 0.5, Reduction.MEAN).item(), 1e-12);
    module("HuberLoss", new HuberLoss(), mse / 2, input, target);
  }

  @Test
  void ofProbabilities() {
    double bce = -(Math.log(0.2) + Math.log(0.1)) / 2;
    assertEquals(bce, Losses.bceLoss(input, target).item(), 1e-12);
    module("BCELoss", new BCELoss(), bce, input, target);
    module("BCELoss", new BCELoss(f64(2, 0), Reduction.SUM), -2 * Math.log(0.2), input, target);
    double first = Math.log1p(Math.exp(-0.2));
    double second = 0.9 + Math.log1p(Math.exp(-0.9));
    assertEquals((first + second) / 2, Losses.bceWithLogitsLoss(input, target).item(), 1e-12);
    module("BCEWithLogitsLoss", new BCEWithLogitsLoss(null, f64(3), Reduction.SUM), 3 * first + second, input, target);
    fails(Status.INVALID_ARGUMENT, "bce", () -> Losses.bceLoss(f64(1.5), f64(1)));
  }

  @Test
  void ofClasses() {
    Tensor logits = f64(shape(2, 2), 0, Math.log(3), 0, 0);
    Tensor classes = Tensor.of(new long[] {1, 0});
    double mean = -(Math.log(0.75) + Math.log(0.5)) / 2;
    assertEquals(mean, Losses.crossEntropy(logits, classes).item(), 1e-12);
    module("CrossEntropyLoss", new CrossEntropyLoss(), mean, logits, classes);
    module("CrossEntropyLoss", new CrossEntropyLoss(new CrossEntropyOptions().ignoreIndex(0)), -Math.log(0.75), logits,
        classes);
    assertEquals(mean, Losses.nllLoss(logits.logSoftmax(1), classes).item(), 1e-12);
    module("NLLLoss", new NLLLoss(f64(0, 5), -100, Reduction.SUM), -5 * Math.log(0.75), logits.logSoftmax(1), classes);
    fails(Status.INDEX_OUT_OF_RANGE, "cross_entropy", () -> Losses.crossEntropy(logits, Tensor.of(new int[] {0, 2})));
  }

  @Test
  void ofRows() {
    Tensor a = f64(shape(2, 2), 3, 4, 1, 0);
    Tensor b = f64(shape(2, 2), 4, 3, 1, 0);
    Tensor sign = f64(1, -1);
    double mean = (1 - 0.96 + 1 - 0.25) / 2;
    assertEquals(mean, Losses.cosineEmbeddingLoss(a, b, sign, 0.25, Reduction.MEAN).item(), 1e-12);
    module("CosineEmbeddingLoss", new CosineEmbeddingLoss(0.25, Reduction.MEAN), mean, a, b, sign);
    Tensor anchor = f64(shape(1, 1), 0);
    Tensor positive = f64(shape(1, 1), 2);
    Tensor negative = f64(shape(1, 1), -1);
    TripletMarginOptions exact = new TripletMarginOptions().eps(0).margin(0.5);
    assertEquals(1.5, Losses.tripletMarginLoss(anchor, positive, negative, exact).item(), 1e-12);
    module("TripletMarginLoss", new TripletMarginLoss(exact), 1.5, anchor, positive, negative);
  }
}
