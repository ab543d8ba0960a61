package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  /** The parameter, 1 at first, after a number of steps with a gradient of 2 each. */
  private static double after(int steps, Function<List<Tensor>, Optimizer> make) {
    Tensor p = leaf(1);
    Optimizer optimizer = make.apply(List.of(p));
    for (int i = 0; i < steps; ++i) {
      optimizer.zeroGrad();
      p.multiply(2).backward();
      optimizer.step();
    }
    return p.item();
  }

  @Test
  void steps() {
    assertEquals(1 - 0.2, after(1, p -> new Sgd(p, new SgdOptions().learningRate(0.1))), 1e-12);
    assertEquals(1 - 0.2 - 0.1 * (0.9 * 2 + 2),
        after(2, p -> new Sgd(p, new SgdOptions().learningRate(0.1).momentum(0.9))), 1e-12);
    assertEquals(1 - 0.1 * 2 * 1.9, after(1, p -> new Sgd(p, new SgdOptions().learningRate(0.1).momentum(0.9).nesterov(true))),
        1e-12);
    assertEquals(1 + 0.2, after(1, p -> new Sgd(p, new SgdOptions().learningRate(0.1).maximize(true))), 1e-12);
    assertEquals(1 - 1e-3 * 2 / (2 + 1e-8), after(1, Adam::new), 1e-12);
    assertEquals(1 - 2e-3, after(2, p -> new Adam(p, new AdamOptions().amsgrad(true))), 1e-9);
    assertEquals((1 - 1e-3 * 1e-2) - 1e-3 * 2 / (2 + 1e-8), after(1, AdamW::new), 1e-12);
    assertEquals(1 - 0.01 * 2 / (2 + 1e-10), after(1, Adagrad::new), 1e-12);
    assertEquals(1 - 0.01 * 2 / (Math.sqrt(0.01 * 4) + 1e-8), after(1, RmsProp::new), 1e-12);
  }

  @Test
  void sparseAdamTouchesRows() {
    Tensor table = Check.f64(new long[] {2, 1}, 1, 1).setRequiresGrad(true);
    Optimizer adam = new SparseAdam(List.of(table), new SparseAdamOptions().learningRate(0.1));
    Functional.embedding(table, Tensor.of(new int[] {1})).sum().backward();
    adam.step();
    assertEquals(1, table.toDoubles()[0]);
    assertEquals(0.9, table.toDoubles()[1], 1e-6);
    table.zeroGrad();
    table.sum().backward();
    fails(Status.NOT_SUPPORTED, "", adam::step);
  }

  @Test
  void groupsHaveRatesAndMomentaOfTheirOwn() {
    Tensor a = leaf(1);
    Tensor b = leaf(1);
    Sgd sgd = new Sgd(List.of(a), new SgdOptions().learningRate(0.5).momentum(0.9));
    sgd.addGroup(List.of(b), new SgdOptions().learningRate(0.25));
    assertEquals(2, sgd.numGroups());
    assertEquals(0.5, sgd.learningRate());
    assertEquals(0.25, sgd.learningRate(1));
    sgd.setLearningRate(1, 0.125);
    assertEquals(0.125, sgd.learningRate(1));
    assertEquals(0.9, sgd.momentum(0));
    sgd.setMomentum(0, 0.5);
    assertEquals(0.5, sgd.momentum(0));
    a.add(b).backward();
    sgd.step();
    assertEquals(0.5, a.item());
    assertEquals(0.875, b.item());
    fails(Status.INDEX_OUT_OF_RANGE, "", () -> sgd.learningRate(2));
    fails(Status.INVALID_ARGUMENT, "", () -> sgd.addGroup(List.of(a), null));
    new Adam(List.of(leaf(1))).addGroup(List.of(leaf(1)), null);
    new AdamW(List.of(leaf(1))).addGroup(List.of(leaf(1)), null);
    new SparseAdam(List.of(leaf(1))).addGroup(List.of(leaf(1)), null);
    new Adagrad(List.of(leaf(1))).addGroup(List.of(leaf(1)), null);
    RmsProp rms = new RmsProp(List.of(leaf(1)));
    rms.addGroup(List.of(leaf(1)), new RmsPropOptions().momentum(0.75));
    assertEquals(0.75, rms.momentum(1));
    fails(Status.NOT_SUPPORTED, "", () -> new Adagrad(List.of(leaf(1))).momentum(0));
  }

  @Test
  void owedRowsAreSettled() {
    Tensor table = Check.f64(new long[] {2, 1}, 1, 1).setRequiresGrad(true);
    Sgd sgd = new Sgd(List.of(table), new SgdOptions().learningRate(0.5).momentum(0.5));
    for (int row : new int[] {0, 1}) {
      sgd.zeroGrad();
      Functional.embedding(table, Tensor.of(new int[] {row})).sum().backward();
      sgd.step();
    }
    sgd.settle();
    equal(table, 1 - 0.5 - 0.25, 0.5);
  }

  @Test
  void clipping() {
    Tensor a = leaf(3);
    Tensor b = leaf(4);
    a.multiply(3).add(b.multiply(4)).backward();
    List<Tensor> both = List.of(a, b);
    assertEquals(5, Optimizer.clipGradNorm(both, 2.5), 1e-12);
    assertEquals(1.5, a.grad().item(), 1e-5);
    assertEquals(2, Optimizer.clipGradNorm(both, 10, Double.POSITIVE_INFINITY, true), 1e-5);
    Optimizer.clipGradValue(both, 0.25);
    assertEquals(0.25, b.grad().item());
    a.setGrad(Check.f64(Double.NaN));
    fails(Status.INVALID_STATE, "", () -> Optimizer.clipGradNorm(both, 1, 2, true));
  }
}
