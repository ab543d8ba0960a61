package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;
import static org.nnlite.Check.shape;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTest {
  private static final BatchNormOptions F64_NORM = new BatchNormOptions().dtype(DType.F64);
  private static final LinearOptions F64 = new LinearOptions().dtype(DType.F64);

  @TempDir
  private Path folder;

  private static NnModule model() {
    return new Sequential(new Linear(2, 2, F64), new BatchNorm1d(2, F64_NORM), new ReLU());
  }

  @Test
  void partsHaveNames() {
    NnModule model = model();
    assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), List.copyOf(model.namedParameters().keySet()));
    assertEquals(List.of("1.running_mean", "1.running_var", "1.num_batches_tracked"),
        List.copyOf(model.namedBuffers().keySet()));
    assertEquals(4, model.parameters().size());
    assertEquals(8 + 2, model.parameters().stream().mapToLong(Tensor::count).sum());
    assertArrayEquals(shape(2, 2), model.tensor("0.weight").shape());
    assertEquals(List.of("Linear", "BatchNorm1d", "ReLU"), model.children().stream().map(NnModule::kind).toList());
    assertEquals("Sequential", model.toString());
    NnliteException failure = fails(Status.NOT_FOUND, "2.weight", () -> model.tensor("2.weight"));
    assertEquals("nnl_module_tensor", failure.function());
  }

  @Test
  void modesReachAllBelow() {
    NnModule model = model();
    assertTrue(model.isTraining());
    model.eval();
    assertFalse(model.children().get(1).isTraining());
    model.train();
    assertTrue(model.share().isTraining());
    model.setRequiresGrad(false);
    assertFalse(model.parameters().get(0).requiresGrad());
    model.setRequiresGrad(true);
    model.forward(f64(shape(2, 2), 1, 2, 3, 5)).sum().backward();
    assertTrue(model.parameters().get(0).grad() != null);
    model.zeroGrad();
    assertEquals(null, model.parameters().get(0).grad());
  }

  @Test
  void filesBringEverythingBack() {
    NnModule model = model();
    Path file = folder.resolve("modèle.safetensors");
    model.save(file);
    NnModule other = model();
    other.load(file);
    equal(other.tensor("0.weight"), model.tensor("0.weight").toDoubles());
    NnliteException missing = fails(Status.IO_ERROR, "nowhere", () -> model.load(folder.resolve("nowhere")));
    assertEquals("nnl_module_load", missing.function());
  }

  @Test
  void aLoadReportsWhatDidNotMeet() {
    Path file = folder.resolve("linear.safetensors");
    new Sequential(new Linear(2, 2, F64), new Linear(2, 3, F64)).save(file);
    NnModule model = model();
    LoadReport report = model.load(file, new LoadOptions().strict(false).dryRun(true));
    assertEquals(List.of("1.running_mean", "1.running_var", "1.num_batches_tracked"), report.missing());
    assertEquals(List.of(), report.unexpected());
    assertEquals(List.of("1.bias", "1.weight"), report.mismatched().stream().sorted().toList());
    assertEquals(List.of("1.bias", "1.weight"),
        new Sequential(new Linear(2, 2, F64)).load(file, new LoadOptions().strict(false)).unexpected().stream().sorted()
            .toList());
    fails(Status.NOT_FOUND, "1.running_mean", () -> model.load(file, null));
  }

  @Test
  void aSummaryIsForPeople() {
    String summary = model().summary(f64(shape(2, 2), 1, 2, 3, 4));
    assertTrue(summary.contains("BatchNorm1d") && summary.contains("[2, 2]"), summary);
    assertTrue(summary.lines().count() >= 5, summary);
    assertTrue(model().summary(f64(shape(2, 2), 1, 2, 3, 4)).length() > 100);
    NnModule deep = new Sequential(java.util.stream.IntStream.range(0, 100).mapToObj(i -> new ReLU()).toArray(NnModule[]::new));
    assertTrue(deep.summary(f64(1)).lines().count() > 100, "longer than the first buffer");
  }

  @Test
  void runningStatisticsCanBeHeld() {
    NnModule norm = new BatchNorm1d(1, F64_NORM);
    Tensor batch = f64(shape(2, 1), 1, 3);
    norm.freezeStatistics(true);
    assertTrue(norm.statisticsFrozen());
    norm.forward(batch);
    equal(norm.tensor("running_mean"), 0);
    norm.freezeStatistics(false);
    norm.accumulateStatistics(true);
    norm.forward(batch);
    norm.forward(f64(shape(2, 1), 5, 7));
    equal(norm.tensor("running_mean"), 0);
    norm.commitStatistics();
    equal(norm.tensor("running_mean"), 0.4);
    equal(norm.tensor("running_var"), 0.9 + 0.1 * 20 / 3);
    norm.accumulateStatistics(false);
    Loader loader = new Loader(List.of(f64(shape(4, 1), 0, 2, 4, 6)), new LoaderOptions().batchSize(2));
    assertEquals(2, norm.recalibrate(loader, 0));
    equal(norm.tensor("running_mean"), 3);
    String report = norm.batchNormReport(batch);
    assertTrue(report.contains("BatchNorm1d") && report.contains("mean shift"), report);
  }

  @Test
  void batchNormsFoldIntoTheLayerBefore() {
    NnModule model = model();
    Tensor x = f64(shape(3, 2), 1, 2, 3, 5, 8, 13);
    model.forward(x);
    model.eval();
    NnModule folded = model.foldBatchNorms();
    assertEquals(List.of("Linear", "ReLU"), folded.children().stream().map(NnModule::kind).toList());
    assertArrayEquals(model.forward(x).toDoubles(), folded.forward(x).toDoubles(), 1e-9);
    fails(Status.NOT_SUPPORTED, "", () -> new MSELoss().foldBatchNorms());
  }

  @Test
  void aCustomModuleComputesFromItsParts() {
    CustomModule residual = new CustomModule("Residual", (self, inputs) -> {
      Tensor x = inputs.get(0);
      try (Tensor scale = self.tensor("scale"); Tensor y = self.children().get(0).forward(x);
          Tensor scaled = y.multiply(scale)) {
        return scaled.add(x);
      }
    });
    residual.addChild("inner", new Tanh()).addParameter("scale", f64(2.0)).addBuffer("count", f64(7.0));
    assertEquals(List.of("scale"), List.copyOf(residual.namedParameters().keySet()));
    assertEquals(List.of("count"), List.copyOf(residual.namedBuffers().keySet()));
    assertEquals("Residual", residual.kind());
    equal(new Sequential(residual).forward(f64(0.5)), 0.5 + 2 * Math.tanh(0.5));
    Tensor x = leaf(0.5);
    residual.forward(x).backward();
    assertEquals(1 + 2 * (1 - Math.pow(Math.tanh(0.5), 2)), x.grad().item(), 1e-12);
    assertEquals(Math.tanh(0.5), residual.tensor("scale").grad().item(), 1e-12);
    fails(Status.INVALID_ARGUMENT, "scale", () -> residual.addParameter("scale", f64(1)));
    fails(Status.INVALID_STATE, "", () -> residual.addChild("late", new Tanh()));
  }

  @Test
  void aGroupOnlyHoldsItsChildren() {
    CustomModule list = new CustomModule("ModuleList", null).addChild("a", new ReLU());
    assertEquals(1, list.children().size());
    fails(Status.NOT_SUPPORTED, "ModuleList", () -> list.forward(f64(1)));
    CustomModule echo = new CustomModule("Echo", (self, inputs) -> inputs.get(0));
    equal(echo.forward(f64(4)), 4);
    CustomModule nothing = new CustomModule("Nothing", (self, inputs) -> null);
    fails(Status.CALLBACK_FAILED, "", () -> nothing.forward(f64(4)));
  }
}
