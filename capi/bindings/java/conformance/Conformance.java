import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nnlite.AdamW;
import org.nnlite.AdamWOptions;
import org.nnlite.AdaptiveAvgPool2d;
import org.nnlite.Batch;
import org.nnlite.BatchNorm1d;
import org.nnlite.BatchNorm2d;
import org.nnlite.Context;
import org.nnlite.ContextOptions;
import org.nnlite.Conv2d;
import org.nnlite.ConvOptions;
import org.nnlite.CrossEntropyLoss;
import org.nnlite.CustomGradient;
import org.nnlite.CustomOp;
import org.nnlite.DType;
import org.nnlite.Embedding;
import org.nnlite.Flatten;
import org.nnlite.LastBatch;
import org.nnlite.LeakyReLU;
import org.nnlite.Linear;
import org.nnlite.LinearOptions;
import org.nnlite.Loader;
import org.nnlite.LoaderOptions;
import org.nnlite.Losses;
import org.nnlite.MaxPool2d;
import org.nnlite.NnModule;
import org.nnlite.NnliteException;
import org.nnlite.NoGrad;
import org.nnlite.Optimizer;
import org.nnlite.ReLU;
import org.nnlite.Sampling;
import org.nnlite.Sequential;
import org.nnlite.Sgd;
import org.nnlite.SgdOptions;
import org.nnlite.Tanh;
import org.nnlite.Tensor;
import org.nnlite.Train;

/** The conformance program of bindings (../../CONFORMANCE.md) in Java. */
public final class Conformance {
  private static long state;

  private static long draw() {
    return state = state * 16807 % 2147483647;
  }

  private static double drawUnit() {
    return draw() % 1000 / 500.0 - 1;
  }

  /** A context as each case begins with. */
  private static Context begin() {
    state = 1;
    return new Context(new ContextOptions().seed(7));
  }

  /** A double as C's %.13a prints it. */
  private static String hex(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = Math.getExponent(value);
    return String.format("%s0x1.%013xp%+d", bits < 0 ? "-" : "", bits & 0xfffffffffffffL, exponent);
  }

  private static void printLoss(String name, int step, double loss) {
    System.out.println(name + " " + step + " " + hex(loss));
  }

  /** Saves the model, prints the file's size and hash, and removes it. */
  private static void printFile(String name, NnModule model) throws IOException {
    Path path = Files.createTempFile("conformance-java-", ".safetensors");
    try {
      model.save(path);
      byte[] bytes = Files.readAllBytes(path);
      long hash = 0xcbf29ce484222325L;
      for (byte b : bytes) hash = (hash ^ b & 0xff) * 1099511628211L;
      System.out.printf("%s file %d %016x%n", name, bytes.length, hash);
    } finally {
      Files.deleteIfExists(path);
    }
  }

  /** The next batch; an epoch's end is passed over. */
  private static Batch nextBatch(Loader loader) {
    return loader.next().or(loader::next).orElseThrow();
  }

  private static void words() throws IOException {
    final int samples = 4096;
    final int length = 5;
    final int letterCount = 27;
    try (Context context = begin()) {
      int[] letters = new int[samples + length];
      for (int i = 0; i < letters.length; ++i) letters[i] = (int) (draw() % letterCount);
      int[] contexts = new int[samples * length];
      int[] targets = new int[samples];
      for (int i = 0; i < samples; ++i) {
        System.arraycopy(letters, i, contexts, i * length, length);
        targets[i] = letters[i + length];
      }
      List<Tensor> data = List.of(Tensor.of(context, contexts, samples, length), Tensor.of(context, targets));
      NnModule model = new Sequential(context,
          new Embedding(context, letterCount, 16, null),
          new Flatten(context),
          new Linear(context, 80, 256, new LinearOptions().bias(false)),
          new BatchNorm1d(context, 256, null),
          new Tanh(context),
          new Linear(context, 256, letterCount, null));
      Optimizer sgd = new Sgd(model.parameters(), new SgdOptions().learningRate(0.1).momentum(0.9));
      Loader loader = new Loader(data, new LoaderOptions().batchSize(32).sampling(Sampling.SHUFFLE).seed(3)
          .lastBatch(LastBatch.DROP));
      for (int step = 1; step <= 200; ++step) {
        try (Batch batch = nextBatch(loader);
            Tensor logits = model.forward(batch.get(0));
            Tensor loss = Losses.crossEntropy(logits, batch.get(1))) {
          sgd.zeroGrad();
          loss.backward();
          sgd.step();
          printLoss("words", step, loss.item());
        }
      }
      printFile("words", model);
    }
  }

  private static void images() throws IOException {
    final int count = 64;
    final int side = 12;
    try (Context context = begin()) {
      float[] pixels = new float[count * side * side];
      for (int i = 0; i < pixels.length; ++i) pixels[i] = (float) drawUnit();
      long[] labels = new long[count];
      for (int i = 0; i < count; ++i) labels[i] = draw() % 4;
      Tensor images = Tensor.of(context, pixels, count, 1, side, side);
      ConvOptions padded = new ConvOptions().padding(1);
      NnModule model = new Sequential(context,
          new Conv2d(context, 1, 8, 3, 3, padded),
          new BatchNorm2d(context, 8, null),
          new ReLU(context),
          new MaxPool2d(context, 2, 2, null),
          new Conv2d(context, 8, 16, 3, 3, padded),
          new BatchNorm2d(context, 16, null),
          new LeakyReLU(context, 0.1),
          new AdaptiveAvgPool2d(context, 1, 1),
          new Flatten(context),
          new Linear(context, 16, 4, null));
      NnModule loss = new CrossEntropyLoss(context, null);
      Optimizer adamw = new AdamW(model.parameters(), new AdamWOptions().learningRate(0.01));
      Loader loader = new Loader(List.of(images, Tensor.of(context, labels)), new LoaderOptions().batchSize(16));
      for (int step = 1; step <= 60; ++step) {
        try (Batch batch = nextBatch(loader)) {
          printLoss("images", step, Train.step(model, loss, adamw, batch.get(0), batch.get(1)));
        }
      }
      model.eval();
      try (NoGrad off = new NoGrad(); Tensor logits = model.forward(images); Tensor mean = logits.mean()) {
        System.out.println("images mean " + hex(mean.item()));
      }
      printFile("images", model);
    }
  }

  private static Tensor cube(List<Tensor> inputs) {
    double[] x = inputs.get(0).toDoubles();
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; ++i) y[i] = x[i] * x[i] * x[i];
    return likeInput(inputs.get(0), y);
  }

  private static List<Tensor> cubeBackward(CustomGradient given) {
    double[] x = given.inputs().get(0).toDoubles();
    double[] g = given.outputGradient().toDoubles();
    double[] dx = new double[x.length];
    for (int i = 0; i < x.length; ++i) dx[i] = 3 * x[i] * x[i] * g[i];
    return List.of(likeInput(given.inputs().get(0), dx));
  }

  /** A tensor of the input's shape, dtype and context. */
  private static Tensor likeInput(Tensor input, double[] elements) {
    Tensor result = input.copy();
    result.write(elements);
    return result;
  }

  private static void custom() {
    final int rows = 32;
    try (Context context = begin()) {
      double[] inputs = new double[rows * 3];
      for (int i = 0; i < inputs.length; ++i) inputs[i] = drawUnit();
      double[] targets = new double[rows];
      for (int i = 0; i < rows; ++i) targets[i] = drawUnit();
      Tensor x = Tensor.of(context, inputs, rows, 3);
      Tensor y = Tensor.of(context, targets, rows, 1);
      LinearOptions f64 = new LinearOptions().dtype(DType.F64);
      NnModule first = new Linear(context, 3, 4, f64);
      NnModule second = new Linear(context, 4, 1, f64);
      List<Tensor> parameters = new ArrayList<>(first.parameters());
      parameters.addAll(second.parameters());
      Optimizer sgd = new Sgd(parameters, new SgdOptions().learningRate(0.05));
      for (int step = 1; step <= 50; ++step) {
        try (Tensor hidden = first.forward(x);
            Tensor cubes = CustomOp.apply("cube", List.of(hidden), Conformance::cube, Conformance::cubeBackward);
            Tensor prediction = second.forward(cubes);
            Tensor loss = Losses.mseLoss(prediction, y)) {
          sgd.zeroGrad();
          loss.backward();
          sgd.step();
          printLoss("custom", step, loss.item());
        }
      }
      try {
        CustomOp.apply("cube", List.of(x), given -> {
          throw new IllegalStateException("no cube today");
        });
      } catch (NnliteException expected) {
        if (expected.getMessage().contains("no cube today"))
          System.out.println("custom failed " + expected.status().code());
      }
    }
  }

  /** Runs the three cases. */
  public static void main(String[] arguments) throws IOException {
    words();
    images();
    custom();
  }
}
