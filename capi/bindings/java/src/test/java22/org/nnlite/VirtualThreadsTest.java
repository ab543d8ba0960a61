package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {
  private static final int TASKS = 1000;

  /** Runs that many tasks at once, each on a virtual thread of its own, and gives their results. */
  private static <T> List<T> atOnce(java.util.function.IntFunction<Callable<T>> task) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < TASKS; ++i) {
        Callable<T> body = task.apply(i);
        futures.add(threads.submit(() -> {
          start.await();
          return body.call();
        }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) results.add(future.get());
      return results;
    }
  }

  @Test
  void tasksThatErrAtOnceGetTheirOwnMessages() throws Exception {
    Tensor table = f64(1, 2, 3);
    List<String> messages = atOnce(i -> () -> {
      for (int round = 0; round < 3; ++round) {
        Thread.yield();
        String message = ThreadsTest.ownMessage(i, table);
        if (!message.equals(ThreadsTest.EXPECTED)) return message;
      }
      return ThreadsTest.EXPECTED;
    });
    for (String message : messages) assertEquals(ThreadsTest.EXPECTED, message);
  }

  /** Also where a thread is suspended between the failure and the fetching of its error. */
  @Test
  void aSuspendedTaskKeepsItsMessage() throws Exception {
    List<Boolean> right = atOnce(i -> () -> {
      long noHandle = 1_000_000 + i;
      NnliteException failure = fails(Status.INVALID_HANDLE, noHandle + " is no handle", () -> Call.run((scratch, out) -> {
        int status = Library.NNL.nnl_tensor_rank(noHandle, out);
        Thread.yield();
        java.util.concurrent.locks.LockSupport.parkNanos(100_000);
        return status;
      }));
      return failure.function().equals("nnl_tensor_rank");
    });
    assertFalse(right.contains(false));
  }

  @Test
  void theGradModeFollowsTheVirtualThread() throws Exception {
    Tensor x = leaf(1);
    List<Boolean> right = atOnce(i -> () -> {
      boolean off = i % 2 == 0;
      NoGrad scope = off ? new NoGrad() : null;
      boolean fine = true;
      for (int round = 0; round < 5; ++round) {
        Thread.sleep(1); // goes on upon another carrier
        try (Tensor y = x.add(x)) {
          fine &= y.requiresGrad() != off && NoGrad.isGradEnabled() != off;
        }
      }
      if (off) scope.close();
      try (Tensor y = x.add(x)) {
        return fine && y.requiresGrad() && NoGrad.isGradEnabled();
      }
    });
    assertFalse(right.contains(false));
  }

  @Test
  void callbacksRunOnTheVirtualThread() throws Exception {
    CustomModule module = new CustomModule("Doubles", (self, inputs) -> {
      assertTrue(Thread.currentThread().isVirtual());
      return inputs.get(0).multiply(2);
    });
    List<Double> values = atOnce(i -> () -> {
      try (Tensor x = f64(i); NoGrad off = new NoGrad(); Tensor y = module.forward(x)) {
        return y.item();
      }
    });
    for (int i = 0; i < TASKS; ++i) assertEquals(2.0 * i, values.get(i));
  }

  @Test
  void whatACallbackThrowsIsItsTasksCause() throws Exception {
    Tensor x = f64(1);
    List<Boolean> right = atOnce(i -> () -> {
      RuntimeException own = new IllegalStateException("task " + i + ".");
      NnliteException failure = fails(Status.CALLBACK_FAILED, own.getMessage(), () -> CustomOp.apply("op", List.of(x), in -> {
        throw own;
      }));
      assertSame(own, failure.getCause());
      return true;
    });
    assertEquals(TASKS, right.size());
  }

  @Test
  void aCallThatThrowsInJavaLeavesTheThreadInOrder() throws Exception {
    Thread thread = Thread.ofVirtual().start(() -> {
      try (NoGrad off = new NoGrad()) {
        org.junit.jupiter.api.Assertions.assertThrows(NullPointerException.class, () -> f64(1).add((Tensor) null));
        assertFalse(NoGrad.isGradEnabled());
      }
      assertFalse(ThreadState.current().pins != 0);
    });
    Throwable[] thrown = {null};
    thread.setUncaughtExceptionHandler((where, problem) -> thrown[0] = problem);
    thread.join();
    assertEquals(null, thrown[0]);
  }

  @Test
  void aLabelFollowsTheVirtualThread() throws Exception {
    HandleReport.setTracing(true);
    try (Context context = new Context()) {
      List<Tensor> made = atOnce(i -> () -> {
        if (i % 2 == 0) HandleReport.setLabel("even");
        Thread.sleep(1);
        return Tensor.of(context, new double[] {i});
      });
      long even = HandleReport.of(context).rows().stream()
          .filter(row -> row.kind() == HandleKind.TENSOR && row.label().equals("even")).mapToLong(HandleRow::count).sum();
      assertEquals(TASKS / 2, even);
      made.forEach(Tensor::close);
    } finally {
      HandleReport.setTracing(false);
    }
  }

  @Test
  void aScopeNeedsAThreadOfItsOwn() throws Exception {
    List<Boolean> refused = atOnce(i -> () -> {
      org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, Scope::new);
      return CustomOp.apply("inside", List.of(f64(i)), inputs -> {
        try (Scope scope = new Scope()) {
          return scope.keep(inputs.get(0).add(1));
        }
      }).item() == i + 1;
    });
    assertFalse(refused.contains(false));
  }
}
