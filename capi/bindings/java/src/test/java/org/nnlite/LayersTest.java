package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.shape;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final double[] X = {-2, -0.5, 0.25, 3};

  private static void sameAs(String kind, NnModule layer, Tensor input, Tensor expected) {
    assertEquals(kind, layer.kind());
    assertArrayEquals(expected.shape(), layer.forward(input).shape());
    equal(layer.forward(input), expected.toDoubles());
  }

  @Test
  void activationsAreThoseOfTheOperations() {
    Tensor x = f64(shape(2, 2), X);
    sameAs("Sigmoid", new Sigmoid(), x, x.sigmoid());
    sameAs("Tanh", new Tanh(), x, x.tanh());
    sameAs("ReLU", new ReLU(), x, x.relu());
    sameAs("LeakyReLU", new LeakyReLU(), x, x.leakyRelu());
    sameAs("LeakyReLU", new LeakyReLU(0.3), x, x.leakyRelu(0.3));
    sameAs("ELU", new ELU(), x, x.elu(1));
    sameAs("GELU", new GELU(), x, x.gelu());
    sameAs("GELU", new GELU(Approximate.TANH), x, x.gelu(Approximate.TANH));
    sameAs("SiLU", new SiLU(), x, x.silu());
    sameAs("Softplus", new Softplus(), x, x.softplus(1, 20));
    sameAs("Hardtanh", new Hardtanh(), x, x.hardtanh(-1, 1));
    sameAs("PReLU", new PReLU(1, 0.25, DType.F64), x, x.prelu(f64(0.25)));
    sameAs("Softmax", new Softmax(1), x, x.softmax(1));
    sameAs("LogSoftmax", new LogSoftmax(0), x, x.logSoftmax(0));
    sameAs("Flatten", new Flatten(), f64(shape(1, 2, 2), X), f64(shape(1, 4), X));
    NnModule dropout = new Dropout();
    dropout.eval();
    sameAs("Dropout", dropout, x, x);
    assertEquals(DType.F32, new PReLU().tensor("weight").dtype());
  }

  @Test
  void linear() {
    NnModule layer = new Linear(2, 1, new LinearOptions().dtype(DType.F64));
    layer.tensor("weight").write(new double[] {3, -1});
    layer.tensor("bias").write(new double[] {0.5});
    Tensor x = f64(shape(2, 2), X);
    sameAs("Linear", layer, x, f64(shape(2, 1), -6 + 0.5 + 0.5, 0.75 - 3 + 0.5));
    equal(Functional.linear(x, layer.tensor("weight"), null), -5.5, -2.25);
    assertEquals(1, new Linear(2, 1, new LinearOptions().bias(false)).parameters().size());
  }

  @Test
  void embeddings() {
    Tensor weight = f64(shape(3, 2), 1, 2, 3, 4, 5, 6);
    NnModule table = Embedding.fromPretrained(weight, true, null);
    Tensor indices = Tensor.of(new long[] {2, 0}, 1, 2);
    sameAs("Embedding", table, indices, f64(shape(1, 2, 2), 5, 6, 1, 2));
    equal(Functional.embedding(weight, indices, new EmbeddingOptions().paddingIdx(0)), 5, 6, 1, 2);
    assertEquals(false, table.tensor("weight").requiresGrad());
    NnModule padded = new Embedding(4, 2, new EmbeddingOptions().paddingIdx(1).dtype(DType.F64));
    equal(padded.forward(Tensor.of(new int[] {1})), 0, 0);
    fails(Status.INDEX_OUT_OF_RANGE, "index 4 at position [1] is not in [0, 4)",
        () -> padded.forward(Tensor.of(new int[] {0, 4})));

    sameAs("EmbeddingBag", EmbeddingBag.fromPretrained(weight, false, null), indices, f64(shape(1, 2), 3, 4));
    Tensor flat = Tensor.of(new int[] {0, 1, 2});
    Tensor offsets = Tensor.of(new long[] {0, 1});
    equal(Functional.embeddingBag(weight, flat, offsets, f64(1, 10, 100), new EmbeddingBagOptions().mode(BagMode.SUM)),
        1, 2, 530, 640);
    NnModule bag = new EmbeddingBag(3, 2, new EmbeddingBagOptions().mode(BagMode.MAX).dtype(DType.F64));
    bag.tensor("weight").copyFrom(weight);
    equal(bag.forward(flat, offsets), 1, 2, 5, 6);
    equal(bag.forward(java.util.Arrays.asList(indices, null, null)), 5, 6);
  }

  @Test
  void batchNorms() {
    Tensor x = f64(shape(2, 1), 1, 3);
    double scale = 1 / Math.sqrt(1 + 1e-5);
    BatchNormOptions f64 = new BatchNormOptions().dtype(DType.F64);
    NnModule norm = new BatchNorm1d(1, f64);
    assertEquals("BatchNorm1d", norm.kind());
    equal(norm.forward(x), -scale, scale);
    equal(norm.tensor("running_mean"), 0.2);
    equal(norm.tensor("running_var"), 0.9 + 0.1 * 2);
    assertEquals(1, norm.tensor("num_batches_tracked").item());
    sameAs("BatchNorm2d", new BatchNorm2d(1, f64), x.reshape(2, 1, 1, 1), f64(shape(2, 1, 1, 1), -scale, scale));
    sameAs("BatchNorm3d", new BatchNorm3d(1, f64), x.reshape(2, 1, 1, 1, 1), f64(shape(2, 1, 1, 1, 1), -scale, scale));
    Tensor mean = f64(1.0);
    Tensor var = f64(4.0);
    equal(Functional.batchNorm(x, f64(2.0), f64(1.0), mean, var, null, false, new BatchNormOptions().eps(0)), 1, 3);
    fails(Status.SHAPE_MISMATCH, "batch_norm", () -> norm.forward(f64(shape(1, 1), 1)));
    NnModule lenient = new BatchNorm1d(1, new BatchNormOptions().dtype(DType.F64).eps(0).batchOfOne(BatchOfOne.RUNNING));
    equal(lenient.forward(f64(shape(1, 1), 7)), 7);
  }

  @Test
  void normsOfSamples() {
    Tensor x = f64(shape(1, 2), 1, 3);
    double scale = 1 / Math.sqrt(1 + 1e-5);
    sameAs("LayerNorm", new LayerNorm(shape(2), new LayerNormOptions().dtype(DType.F64)), x,
        f64(shape(1, 2), -scale, scale));
    equal(Functional.layerNorm(x, shape(2), f64(2, 2), f64(1, 1), 0), -1, 3);
    sameAs("GroupNorm", new GroupNorm(1, 2, new GroupNormOptions().dtype(DType.F64)), x,
        f64(shape(1, 2), -scale, scale));
    equal(Functional.groupNorm(x, 1, f64(2, 2), f64(1, 1), 0), -1, 3);
  }

  @Test
  void convolutions() {
    Tensor signal = f64(shape(1, 1, 4), 1, 2, 3, 4);
    Tensor kernel = f64(shape(1, 1, 2), 10, 1);
    equal(shape(1, 1, 3), Functional.conv1d(signal, kernel, f64(0.5), null), 12.5, 23.5, 34.5);
    NnModule conv1d = new Conv1d(1, 1, 2, new ConvOptions().dtype(DType.F64).bias(false).stride(2));
    conv1d.tensor("weight").copyFrom(kernel);
    sameAs("Conv1d", conv1d, signal, f64(shape(1, 1, 2), 12, 34));
    Tensor image = f64(shape(1, 1, 2, 2), 1, 2, 3, 4);
    Tensor square = f64(shape(1, 1, 2, 2), 1, 10, 100, 1000);
    equal(Functional.conv2d(image, square, null, null), 1 + 20 + 300 + 4000);
    NnModule conv2d = new Conv2d(1, 1, 2, 2, new ConvOptions().dtype(DType.F64).bias(false).padding(0, 1));
    conv2d.tensor("weight").copyFrom(square);
    sameAs("Conv2d", conv2d, image, f64(shape(1, 1, 1, 3), 10 + 3000, 4321, 2 + 400));
  }

  @Test
  void pools() {
    Tensor image = f64(shape(1, 1, 2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
    sameAs("MaxPool2d", new MaxPool2d(2, 2), image, f64(shape(1, 1, 1, 2), 6, 8));
    equal(Functional.maxPool2d(image, 1, 2, new MaxPool2dOptions().stride(1, 2)), 2, 4, 6, 8);
    sameAs("AvgPool2d", new AvgPool2d(2, 2), image, f64(shape(1, 1, 1, 2), 3.5, 5.5));
    equal(Functional.avgPool2d(image, 2, 4, new AvgPool2dOptions().divisorOverride(1)), 36);
    sameAs("AdaptiveAvgPool2d", new AdaptiveAvgPool2d(1, 1), image, f64(shape(1, 1, 1, 1), 4.5));
    equal(Functional.adaptiveAvgPool2d(image, -1, 1), 2.5, 6.5);
  }

  @Test
  void initialWeights() {
    Tensor w = Tensor.zeros(DType.F64, 200, 100);
    equal(Init.constant(f64(0, 0), 7), 7, 7);
    within(Init.uniform(w, -2, 3), -2, 3, 0.5, 5 / Math.sqrt(12));
    within(Init.normal(w, 1, 2), -15, 17, 1, 2);
    within(Init.xavierUniform(w, 2), -2 * Math.sqrt(0.02), 2 * Math.sqrt(0.02), 0, 2 * Math.sqrt(2 / 300.0));
    within(Init.xavierNormal(w, 1), -1, 1, 0, Math.sqrt(2 / 300.0));
    within(Init.kaimingUniform(w, 0, Fan.IN, Nonlinearity.RELU), -Math.sqrt(0.06), Math.sqrt(0.06), 0, Math.sqrt(0.02));
    within(Init.kaimingNormal(w, 0, Fan.OUT, Nonlinearity.LINEAR), -1, 1, 0, Math.sqrt(1 / 200.0));
    assertEquals(5.0 / 3, Init.gain(Nonlinearity.TANH, 0), 1e-15);
    assertEquals(1, Init.gain(Nonlinearity.SIGMOID, 0));
    assertEquals(Math.sqrt(2 / 1.25), Init.gain(Nonlinearity.LEAKY_RELU, 0.5), 1e-15);
  }

  private static void within(Tensor w, double low, double high, double mean, double std) {
    assertEquals(mean, w.mean().item(), 0.05 * std);
    assertEquals(std, w.std().item(), 0.05 * std);
    org.junit.jupiter.api.Assertions.assertTrue(w.min().item() >= low && w.max().item() <= high);
  }

  @Test
  void sequentialRunsInOrder() {
    try (Context context = new Context();
        NnModule model = new Sequential(context, new Tanh(context), new Sequential(context, List.of(new ReLU(context))))) {
      Tensor x = Tensor.of(context, X);
      equal(model.forward(x), x.tanh().relu().toDoubles());
      assertEquals(List.of("0", "1"), List.copyOf(model.namedChildren().keySet()));
      fails(Status.INVALID_STATE, "", () -> model.forward(f64(1)).add(f64(1)));
    }
  }
}
