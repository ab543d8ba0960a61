package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.awaitHandles;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles alive are counted before and after. What other tests left is collected first. */
class LifetimeTest {
  private long before;

  @BeforeEach
  void collect() throws InterruptedException {
    long last = -1;
    while (last != Nnlite.liveHandles()) {
      last = Nnlite.liveHandles();
      System.gc();
      Thread.sleep(100);
    }
    before = Nnlite.liveHandles();
  }

  @Test
  void closingGivesBackAtOnceAndTwiceIsHarmless() {
    Tensor x = f64(1);
    assertEquals(before + 1, Nnlite.liveHandles());
    x.close();
    x.close();
    assertTrue(x.isClosed());
    assertEquals("Tensor(closed)", x.toString());
    assertEquals(before, Nnlite.liveHandles());
    Tensor next = f64(2);
    x.close();
    equal(next, 2);
    fails(Status.INVALID_HANDLE, "released", x::item);
    next.close();
  }

  @Test
  void theCollectorGivesBackWhatIsUnreachable() throws InterruptedException {
    for (int i = 0; i < 1000; ++i) assertEquals(i, f64(i).item());
    awaitHandles(before);
  }

  @Test
  void theCleanerRunsOnAThreadOfItsOwn() throws InterruptedException {
    AtomicReference<Thread> on = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    borrowAndForget(() -> {
      on.set(Thread.currentThread());
      done.countDown();
    });
    for (int i = 0; i < 100 && done.getCount() > 0; ++i) {
      System.gc();
      done.await(100, TimeUnit.MILLISECONDS);
    }
    assertEquals(0, done.getCount());
    assertFalse(on.get() == Thread.currentThread());
    awaitHandles(before);
  }

  private static void borrowAndForget(Runnable done) {
    java.nio.ByteBuffer memory = java.nio.ByteBuffer.allocateDirect(8).order(java.nio.ByteOrder.nativeOrder());
    assertEquals(0, Tensor.borrow(null, DType.F64, memory, done, 1).item());
  }

  @Test
  void closingAfterAShutdownIsHarmless() {
    Tensor x = f64(1, 2);
    NnModule layer = new Linear(2, 2);
    Nnlite.shutdown();
    equal(x.add(1), 2, 3);
    Nnlite.shutdown();
    x.close();
    layer.close();
    fails(Status.INVALID_HANDLE, "", layer::kind);
    Nnlite.shutdown();
  }

  @Test
  void childrenOutliveTheirParents() throws InterruptedException {
    Context context = new Context();
    NnModule model = new Sequential(context, new Linear(context, 1, 1, new LinearOptions().dtype(DType.F64)));
    Tensor weight = model.tensor("0.weight");
    NnModule child = model.children().get(0);
    context.close();
    model.close();
    weight.write(new double[] {3});
    assertEquals(3, child.tensor("weight").item());
    Tensor leaf = leaf(2);
    Tensor y = leaf.multiply(leaf);
    Tensor z = y.multiply(3);
    y.close();
    z.backward();
    equal(leaf.grad(), 12);
    Sgd sgd = new Sgd(List.of(leaf));
    Schedule schedule = new StepLR(sgd, 1);
    sgd.close();
    schedule.step();
    Loader loader = new Loader(List.of(leaf));
    leaf.close();
    assertEquals(1, loader.numBatches());
    List.of(weight, child, z, schedule, loader).forEach(NnliteObject::close);
    awaitHandles(before);
  }

  @Test
  void aTrainingLeavesNoHandles() throws InterruptedException {
    train();
    awaitHandles(before);
  }

  private static void train() {
    CustomModule module = new CustomModule("Doubles", (self, inputs) -> inputs.get(0).multiply(2));
    NnModule model = new Sequential(new Linear(1, 1), module);
    Sgd sgd = new Sgd(model.parameters());
    NnModule loss = new MSELoss();
    Tensor data = Tensor.of(new float[] {1, 2, 3, 4}, 4, 1);
    Train.fit(model, loss, sgd, new Loader(List.of(data, data)), new FitOptions().epochs(5), progress -> true);
    for (int i = 0; i < 10; ++i) {
      fails(Status.CALLBACK_FAILED, "none", () -> CustomOp.apply("none", List.of(data), in -> {
        in.get(0).add(1);
        throw new IllegalStateException("none");
      }));
    }
  }

  @Test
  void aLoopThatClosesMakesNoGarbage() {
    try (Tensor x = leaf(1); Tensor two = f64(2)) {
      long start = Nnlite.liveHandles();
      for (int i = 0; i < 100; ++i) {
        try (Tensor y = CustomOp.apply("times", List.of(x, two), in -> in.get(0).multiply(in.get(1)),
            given -> List.of(given.inputs().get(1).multiply(given.outputGradient()), given.outputGradient().copy()))) {
          y.backward();
        }
      }
      assertEquals(start, Nnlite.liveHandles());
    }
  }

  @Test
  void hostObjectsGoWithTheirModules() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    WeakReference<Object> captured = module(runs);
    for (int i = 0; i < 100 && captured.get() != null; ++i) {
      System.gc();
      Thread.sleep(20);
    }
    assertEquals(1, runs.get());
    assertEquals(null, captured.get());
  }

  private static WeakReference<Object> module(AtomicInteger runs) {
    Object payload = new Object();
    try (CustomModule module = new CustomModule("Captures", (self, inputs) -> {
      if (payload != null) runs.incrementAndGet();
      return inputs.get(0).copy();
    })) {
      module.forward(f64(1)).close();
    }
    return new WeakReference<>(payload);
  }

  @Test
  void objectsUsedByACallStayReachable() throws InterruptedException {
    Thread collector = new Thread(() -> {
      while (!Thread.interrupted()) System.gc();
    });
    collector.start();
    try {
      for (int i = 0; i < 300; ++i) assertEquals(2 * i, f64(i).add(f64(i)).item());
    } finally {
      collector.interrupt();
      collector.join();
    }
  }
}
