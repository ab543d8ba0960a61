package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private final Sgd sgd = new Sgd(List.of(leaf(1)), new SgdOptions().learningRate(1).momentum(0.9));

  /** The rates that the schedule sets, from where it stands. */
  private void rates(Schedule schedule, double... expected) {
    for (int i = 0; i < expected.length; ++i) {
      assertEquals(expected[i], sgd.learningRate(), 1e-12, "epoch " + i);
      assertEquals(expected[i], schedule.lastLearningRate(0), 1e-12);
      assertEquals(i, schedule.lastEpoch());
      sgd.step();
      schedule.step();
    }
  }

  @Test
  void stepLr() {
    rates(new StepLR(sgd, 2), 1, 1, 0.1, 0.1, 0.01);
  }

  @Test
  void multiStepLr() {
    rates(new MultiStepLR(sgd, new long[] {3, 1, 3}, 0.5), 1, 0.5, 0.5, 0.125);
  }

  @Test
  void exponentialLr() {
    rates(new ExponentialLR(sgd, 0.5), 1, 0.5, 0.25);
  }

  @Test
  void linearLr() {
    rates(new LinearLR(sgd), 1.0 / 3, 1.0 / 3 + 2.0 / 15, 1.0 / 3 + 4.0 / 15, 11.0 / 15, 13.0 / 15, 1, 1);
  }

  @Test
  void cosineAnnealingLr() {
    rates(new CosineAnnealingLR(sgd, 2, 0.5), 1, 0.75, 0.5, 0.75);
  }

  @Test
  void warmRestarts() {
    Schedule schedule = new CosineAnnealingWarmRestarts(sgd, 2);
    rates(schedule, 1, 0.5, 1, 0.5);
    schedule.step(0.5);
    assertEquals((1 + Math.cos(Math.PI / 4)) / 2, sgd.learningRate(), 1e-12);
    fails(Status.NOT_SUPPORTED, "", () -> new StepLR(sgd, 1).step(0.5));
  }

  @Test
  void oneCycleLr() {
    Schedule schedule = new OneCycleLR(sgd, 1, 5, new OneCycleLrOptions().annealing(Annealing.LINEAR).pctStart(0.5)
        .divFactor(10).finalDivFactor(100));
    assertEquals(0.1, sgd.learningRate(), 1e-12);
    assertEquals(0.95, sgd.momentum(0), 1e-12);
    for (int i = 0; i < 4; ++i) schedule.step();
    assertEquals(0.1 / 100, sgd.learningRate(), 1e-12);
    assertEquals(0.95, sgd.momentum(0), 1e-12);
    schedule.step();
    fails(Status.INVALID_STATE, "", schedule::step);
  }

  @Test
  void plateau() {
    Schedule schedule = new ReduceLROnPlateau(sgd, new ReduceLrOnPlateauOptions().patience(0).factor(0.25)
        .mode(PlateauMode.MAX).thresholdMode(ThresholdMode.ABS), 0.1);
    schedule.stepMetric(1);
    assertEquals(1, sgd.learningRate());
    schedule.stepMetric(0.5);
    assertEquals(0.25, sgd.learningRate());
    schedule.stepMetric(0.5);
    assertEquals(0.1, sgd.learningRate());
    fails(Status.NOT_SUPPORTED, "", schedule::step);
    new ReduceLROnPlateau(sgd, null);
  }

  @Test
  void sequentialLr() {
    Schedule warmUp = new LinearLR(sgd, 0.5, 1, 2);
    Schedule down = new ExponentialLR(sgd, 0.5);
    rates(new SequentialLR(List.of(warmUp, down), 2), 0.5, 0.75, 1, 0.5, 0.25);
  }

  @Test
  void aScheduleKeepsItsOptimizer() {
    Sgd other = new Sgd(List.of(leaf(1)), new SgdOptions().learningRate(1));
    Schedule schedule = new ExponentialLR(other, 0.5);
    other.close();
    schedule.step();
    assertEquals(0.5, schedule.lastLearningRate(0));
    fails(Status.INVALID_HANDLE, "", other::step);
  }
}
