package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTest {
  @TempDir
  private Path folder;

  @Test
  void settings() {
    try (Context context = new Context(new ContextOptions().threads(1).memoryLimit(1 << 20).device(Device.CPU))) {
      assertEquals(1, context.threads());
      context.setThreads(2);
      assertEquals(2, context.threads());
      Tensor x = Tensor.of(context, new double[1000]);
      assertTrue(context.memoryUsed() >= 8000);
      NnliteException failure =
          fails(Status.OUT_OF_MEMORY, "", () -> Tensor.full(context, DType.F64, 0, 1 << 20));
      assertEquals("nnl_tensor_full", failure.function());
      context.setMemoryLimit(0);
      Tensor.full(context, DType.F64, 0, 1 << 18).close();
      fails(Status.INVALID_STATE, "", () -> x.add(f64(1)));
    }
    assertTrue(Context.defaultContext().memoryUsed() >= 0);
    Context.defaultContext().close();
  }

  @Test
  void seedsGiveTheSameWeights() {
    try (Context context = new Context(new ContextOptions().seed(9))) {
      float[] first = new Linear(context, 3, 3, null).tensor("weight").toFloats();
      context.seed(9);
      assertArrayEquals(first, new Linear(context, 3, 3, null).tensor("weight").toFloats());
    }
  }

  @Test
  void logLinesGoToTheCallback() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Context context = new Context()) {
      context.setLogLevel(LogLevel.INFO);
      context.setLogCallback((level, text) -> lines.add(level + " " + text));
      NnModule layer = new Linear(context, 1, 1, null);
      layer.save(folder.resolve("logged.safetensors"));
      assertEquals(1, lines.size());
      assertTrue(lines.get(0).startsWith("INFO ") && lines.get(0).contains("logged.safetensors"), lines.get(0));
      context.setLogCallback((level, text) -> {
        throw new IllegalStateException("dropped");
      });
      layer.save(folder.resolve("logged.safetensors"));
      context.setLogCallback(null);
      layer.save(folder.resolve("logged.safetensors"));
      assertEquals(1, lines.size());
    }
  }

  @Test
  void theLibraryTellsItsVersion() {
    assertTrue(Nnlite.version() >= 10000 && Nnlite.version() < 20000);
    assertEquals(Nnlite.version() / 10000, Nnlite.headerVersion() / 10000);
    assertEquals(1, Nnlite.abiVersion());
    assertTrue(Nnlite.buildInfo().startsWith("version: ") && Nnlite.buildInfo().contains("\nabi: 1\n"), Nnlite.buildInfo());
  }

  @Test
  void objectsTellTheirContext() {
    try (Context context = new Context(new ContextOptions().memoryLimit(1 << 16))) {
      Tensor x = Tensor.of(context, new double[] {1});
      Tensor.full(x.context(), DType.F64, 2, 1).add(x).close();
      Tensor.full(new Tanh(context).context(), DType.F64, 2, 1).add(x).close();
      f64(1).add(Tensor.full(f64(1).context(), DType.F64, 1, 1));
      fails(Status.OUT_OF_MEMORY, "", () -> Tensor.full(x.context(), DType.F64, 0, 1 << 14));
    }
  }

  @Test
  void aProfileTellsWhereTimeGoes() throws Exception {
    try (Context context = new Context()) {
      fails(Status.INVALID_STATE, "", () -> Profile.stop(context));
      Profile.start(context, new ProfileOptions().maxEvents(10));
      fails(Status.INVALID_STATE, "", () -> Profile.start(context));
      assertTrue(Profile.summary(context).recording());
      Tensor x = Tensor.of(context, new double[] {1, 2}, 1, 2).setRequiresGrad(true);
      new Sequential(context, new Tanh(context)).forward(x).sum().backward();
      Profile.stop(context);
      ProfileSummary summary = Profile.summary(context);
      assertFalse(summary.recording());
      assertEquals(0, summary.droppedEvents());
      List<ProfileRow> rows = Profile.rows(context);
      assertEquals(summary.rows(), rows.size());
      assertEquals(summary.totalNs(), rows.stream().mapToLong(ProfileRow::selfNs).sum());
      ProfileRow layer = rows.stream().filter(row -> row.kind() == ProfileKind.LAYER && row.name().equals("0")).findFirst()
          .orElseThrow();
      assertEquals("Tanh", layer.layer());
      assertEquals(1, layer.calls());
      assertTrue(layer.bytes() >= 16 && layer.totalNs() >= layer.selfNs());
      assertTrue(Profile.table(context).contains("tanh"));
      Path trace = folder.resolve("trace.json");
      Profile.saveTrace(context, trace);
      assertTrue(java.nio.file.Files.readString(trace).contains("\"tanh\""));
    }
  }

  @Test
  void aNumberCheckFindsWhereNanArose() {
    try (Context context = new Context()) {
      assertEquals(NumberCheckMode.OFF, NumberCheck.mode(context));
      assertTrue(NumberCheck.report(context).isEmpty());
      NumberCheck.setMode(context, NumberCheckMode.REPORT);
      Tensor x = Tensor.of(context, new double[] {1, -1}, 2);
      x.log();
      x.sqrt();
      assertEquals(NumberCheckMode.REPORT, NumberCheck.mode(context));
      assertEquals(new NumberReport(NumberKind.FORWARD, true, true, -1, 1, 0, "log", "",
          "log made NaN (forward, step 0): output [2] at [1], from finite numbers"), NumberCheck.report(context).get());
      NumberCheck.setMode(context, NumberCheckMode.FAIL);
      fails(Status.INVALID_STATE, "", x::log);
      NumberCheck.setMode(context, NumberCheckMode.OFF);
      x.log();
    }
  }
}
