package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.shape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private final NnModule model = new Linear(1, 1, new LinearOptions().dtype(DType.F64).bias(false));
  private final NnModule loss = new MSELoss();
  private final Sgd sgd = new Sgd(model.parameters(), new SgdOptions().learningRate(0.1));
  private final Tensor x = f64(shape(4, 1), 1, 2, 3, 4);
  private final Tensor y = f64(shape(4, 1), 2, 4, 6, 8);

  @TempDir
  private Path folder;

  @BeforeEach
  void begin() {
    model.tensor("weight").write(new double[] {1});
  }

  private double weight() {
    return model.tensor("weight").item();
  }

  private Loader loader(long batchSize) {
    return new Loader(List.of(x, y), new LoaderOptions().batchSize(batchSize));
  }

  @Test
  void aStepUpdatesAndTellsTheLossBefore() {
    assertEquals((1 + 4 + 9 + 16) / 4.0, Train.step(model, loss, sgd, x, y), 1e-12);
    assertEquals(1 + 0.1 * 2 * 7.5, weight(), 1e-12);
    Train.step(model, loss, sgd, List.of(x), List.of(y), new TrainStepOptions().clipNorm(1));
    assertEquals(2.5 - 0.1, weight(), 1e-6);
    Train.step(model, loss, sgd, List.of(x), List.of(y), new TrainStepOptions().clipValue(0.5));
    assertEquals(2.5 - 0.1 - 0.05, weight(), 1e-6);
    NnliteException failure = fails(Status.SHAPE_MISMATCH, "", () -> Train.step(model, loss, sgd, x, f64(1, 2)));
    assertEquals("nnl_train_step", failure.function());
    assertEquals(2.35, weight(), 1e-6);
  }

  @Test
  void aLoaderIsIterable() {
    Loader loader = new Loader(List.of(x, y), new LoaderOptions().batchSize(3));
    assertEquals(2, loader.numBatches());
    List<Long> sizes = new ArrayList<>();
    for (Batch batch : loader) {
      try (batch) {
        sizes.add(batch.get(0).count());
        assertArrayEquals(batch.get(0).multiply(2).toDoubles(), batch.get(1).toDoubles());
      }
    }
    assertEquals(List.of(3L, 1L), sizes);
    assertEquals(1, loader.epoch());
    assertEquals(2, loader.stream().peek(Batch::close).count());
    Iterator<Batch> iterator = loader.iterator();
    iterator.next().close();
    iterator.next().close();
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
    assertTrue(loader.next().isPresent());
    assertEquals(1, new Loader(List.of(x), new LoaderOptions().batchSize(3).lastBatch(LastBatch.MERGE)).numBatches());
    assertEquals(4, new Loader(List.of(x)).numBatches());
    Loader none = new Loader(List.of(x), new LoaderOptions().batchSize(5).lastBatch(LastBatch.DROP));
    assertEquals(Optional.empty(), none.next());
    assertEquals(4, new Loader(List.of(x), new LoaderOptions().sampling(Sampling.REPLACEMENT)).stream().count());
    fails(Status.INVALID_ARGUMENT, "batch_size 0 is not at least 1", () -> loader(0));
  }

  @Test
  void evaluateIsTheMeanOverSamples() {
    assertEquals(7.5, Train.evaluate(model, loss, loader(3)), 1e-12);
    assertEquals(7.5, Train.evaluate(model, loss, loader(3), 1), 1e-12);
    assertEquals(1, weight());
  }

  @Test
  void aFitReports() {
    List<FitProgress> seen = new ArrayList<>();
    Schedule schedule = new ExponentialLR(sgd, 0.5);
    FitReport report = Train.fit(model, loss, sgd, loader(2),
        new FitOptions().epochs(2).validation(loader(4)).schedule(schedule).keepBest(true), progress -> {
          seen.add(progress);
          return true;
        });
    assertEquals(FitEnd.EPOCHS, report.end());
    assertEquals(2, report.epochs());
    assertEquals(4, report.steps());
    assertEquals(6, seen.size());
    FitProgress first = seen.get(2);
    assertTrue(first.epochEnded() && first.epoch() == 0 && first.batch() == 2 && first.batches() == 2 && first.step() == 2);
    assertFalse(seen.get(0).epochEnded());
    assertTrue(Double.isNaN(seen.get(0).validationLoss()));
    assertEquals(2.5, seen.get(0).loss(), 1e-12);
    assertEquals(report.validationLoss(), seen.get(5).validationLoss());
    assertEquals(Train.evaluate(model, loss, loader(4)), report.bestLoss(), 1e-12);
    assertTrue(report.seconds() > 0 && report.seconds() >= first.seconds());
    assertEquals(0.025, sgd.learningRate(), 1e-12);
  }

  @Test
  void aFitEndsEarly() {
    FitReport cancelled = Train.fit(model, loss, sgd, loader(1), new FitOptions().epochs(9), now -> now.step() < 3);
    assertEquals(FitEnd.CANCELLED, cancelled.end());
    assertEquals(3, cancelled.steps());
    FitReport timed = Train.fit(model, loss, sgd, loader(1), new FitOptions().epochs(1_000_000_000).maxSeconds(0.01));
    assertEquals(FitEnd.TIME, timed.end());
    sgd.setLearningRate(0, 0);
    FitReport patient = Train.fit(model, loss, sgd, loader(4), new FitOptions().epochs(9).patience(2).minDelta(0.1));
    assertEquals(FitEnd.PATIENCE, patient.end());
    assertEquals(3, patient.epochs());
    assertEquals(0, patient.bestEpoch());
  }

  @Test
  void aFailingCallbackFailsTheFit() {
    Exception own = new Exception("enough of this");
    NnliteException failure = fails(Status.CALLBACK_FAILED, "enough of this",
        () -> Train.fit(model, loss, sgd, loader(1), null, now -> {
          if (now.step() == 2) throw own;
          return true;
        }));
    assertEquals(own, failure.getCause());
    assertEquals("nnl_fit", failure.function());
    assertTrue(failure.getMessage().contains("epoch"), failure.getMessage());
  }

  @Test
  void aCheckpointGoesOnWithTheSameBits() {
    Path file = folder.resolve("training.safetensors");
    Adam adam = new Adam(model.parameters());
    Loader loader = new Loader(List.of(x, y), new LoaderOptions().sampling(Sampling.SHUFFLE).seed(4));
    Schedule schedule = new StepLR(adam, 1);
    Train.step(model, loss, adam, x, y);
    loader.next();
    schedule.step();
    CheckpointParts parts = new CheckpointParts().model(model).optimizer(adam).schedule(schedule).loader(loader).random(false);
    Checkpoint.save(file, parts);
    double[] next = loader.next().orElseThrow().get(0).toDoubles();
    Train.step(model, loss, adam, x, y);
    double expected = weight();
    Train.step(model, loss, adam, x, y);
    Checkpoint.load(file, parts);
    assertEquals(1, schedule.lastEpoch());
    assertArrayEquals(next, loader.next().orElseThrow().get(0).toDoubles());
    Train.step(model, loss, adam, x, y);
    assertEquals(expected, weight());
    fails(Status.INVALID_ARGUMENT, "", () -> Checkpoint.load(file, new CheckpointParts().optimizer(new AdamW(model.parameters()))));
    Checkpoint.save(file, new CheckpointParts().model(model).random(false));
    fails(Status.NOT_FOUND, "", () -> Checkpoint.load(file, parts));
    fails(Status.IO_ERROR, "", () -> Checkpoint.save(folder.resolve("no/where"), parts));
  }
}
