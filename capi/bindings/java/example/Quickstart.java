import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.nnlite.BatchNorm1d;
import org.nnlite.CrossEntropyLoss;
import org.nnlite.Embedding;
import org.nnlite.FitOptions;
import org.nnlite.FitReport;
import org.nnlite.Flatten;
import org.nnlite.LastBatch;
import org.nnlite.Linear;
import org.nnlite.LinearOptions;
import org.nnlite.Loader;
import org.nnlite.LoaderOptions;
import org.nnlite.NnModule;
import org.nnlite.NoGrad;
import org.nnlite.Optimizer;
import org.nnlite.OneCycleLR;
import org.nnlite.Sampling;
import org.nnlite.Schedule;
import org.nnlite.Sequential;
import org.nnlite.Sgd;
import org.nnlite.SgdOptions;
import org.nnlite.Tanh;
import org.nnlite.Tensor;
import org.nnlite.Train;

/** Learns how names are spelled (Bengio et al. 2003, with batch norm), invents some, and saves the model. */
public final class Quickstart {
  private static final String NAMES = "emma olivia ava isabella sophia charlotte mia amelia harper evelyn abigail emily "
      + "elizabeth mila ella avery sofia camila aria scarlett victoria madison luna grace chloe penelope layla riley "
      + "zoey nora lily eleanor hannah lillian addison aubrey ellie stella natalie zoe leah hazel violet aurora savannah "
      + "audrey brooklyn bella claire skylar lucy paisley everly anna caroline nova genesis emilia kennedy samantha maya "
      + "willow kinsley naomi aaliyah elena sarah ariana allison gabriella alice madelyn cora ruby eva serenity autumn "
      + "adeline hailey gianna valentina isla eliana quinn nevaeh ivy sadie piper lydia alexa josephine emery julia";
  private static final int CONTEXT = 3;
  private static final int LETTERS = 27; // 0 stands before a name's beginning and after its end

  private static NnModule model() {
    return new Sequential(
        new Embedding(LETTERS, 10),
        new Flatten(),
        new Linear(CONTEXT * 10, 64, new LinearOptions().bias(false)), // batch norm has the bias
        new BatchNorm1d(64),
        new Tanh(),
        new Linear(64, LETTERS));
  }

  /** For every letter of every name, and the end: the letters before it, and itself. */
  private static List<Tensor> samples() {
    String[] names = NAMES.split(" ");
    int count = NAMES.replace(" ", "").length() + names.length;
    int[] contexts = new int[count * CONTEXT];
    int[] targets = new int[count];
    int sample = 0;
    for (String name : names) {
      int[] window = new int[CONTEXT];
      for (int i = 0; i <= name.length(); ++i, ++sample) {
        System.arraycopy(window, 0, contexts, sample * CONTEXT, CONTEXT);
        targets[sample] = i < name.length() ? name.charAt(i) - 'a' + 1 : 0;
        slide(window, targets[sample]);
      }
    }
    return List.of(Tensor.of(contexts, count, CONTEXT), Tensor.of(targets));
  }

  private static void slide(int[] window, int letter) {
    System.arraycopy(window, 1, window, 0, CONTEXT - 1);
    window[CONTEXT - 1] = letter;
  }

  /** Draws letters until the end mark. */
  private static String invent(NnModule model, Random random) {
    StringBuilder name = new StringBuilder();
    int[] window = new int[CONTEXT];
    do {
      try (Tensor input = Tensor.of(window, 1, CONTEXT);
          Tensor logits = model.forward(input);
          Tensor probabilities = logits.softmax(1)) {
        float[] p = probabilities.toFloats();
        double left = random.nextDouble();
        int letter = 0;
        while (letter < LETTERS - 1 && left >= p[letter]) left -= p[letter++];
        slide(window, letter);
        if (letter != 0) name.append((char) ('a' + letter - 1));
      }
    } while (window[CONTEXT - 1] != 0 && name.length() < 20);
    return name.toString();
  }

  /** Trains, invents and saves. */
  public static void main(String[] arguments) throws IOException {
    final int epochs = 30;
    NnModule model = model();
    NnModule loss = new CrossEntropyLoss();
    List<Tensor> samples = samples();
    Loader loader = new Loader(samples,
        new LoaderOptions().batchSize(32).sampling(Sampling.SHUFFLE).lastBatch(LastBatch.DROP));
    Optimizer sgd = new Sgd(model.parameters(), new SgdOptions().momentum(0.9));
    Schedule schedule = new OneCycleLR(sgd, 0.1, epochs * loader.numBatches(), null);

    FitReport report = Train.fit(model, loss, sgd, loader,
        new FitOptions().epochs(epochs).schedule(schedule).scheduleEachStep(true),
        progress -> {
          if (progress.epochEnded() && progress.epoch() % 5 == 0)
            System.out.printf("epoch %2d: loss %.3f%n", progress.epoch(), progress.loss());
          return true; // false would end the training
        });
    System.out.printf("%d steps in %.2f s, loss %.3f%n", report.steps(), report.seconds(), report.loss());

    model.eval();
    Random random = new Random(1);
    try (NoGrad off = new NoGrad()) {
      for (int i = 0; i < 10; ++i) System.out.println("  " + invent(model, random));
    }

    Path file = Files.createTempFile("names-", ".safetensors");
    model.save(file);
    NnModule loaded = model();
    loaded.load(file);
    double again = Train.evaluate(loaded, loss, new Loader(samples, new LoaderOptions().batchSize(1024)));
    System.out.printf("Saved %d bytes; the loaded model's loss is %.3f%n", Files.size(file), again);
    Files.delete(file);
  }
}
