package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.f64;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  /** The message of a failing call that no other number gives. */
  static String ownMessage(int number, Tensor table) {
    try (Tensor index = Tensor.of(new int[] {1000 + number})) {
      table.indexSelect(0, index).close();
      return "no error";
    } catch (NnliteException failure) {
      return failure.status() + " " + failure.function() + " " + failure.getMessage().contains(" " + (1000 + number) + " ");
    }
  }

  static final String EXPECTED = "INDEX_OUT_OF_RANGE nnl_index_select true";

  @Test
  void tasksThatErrAtOnceGetTheirOwnMessages() throws Exception {
    Tensor table = f64(1, 2, 3);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<String>> messages = new ArrayList<>();
      for (int i = 0; i < 1000; ++i) {
        int number = i;
        messages.add(pool.submit(() -> {
          start.await();
          return ownMessage(number, table);
        }));
      }
      start.countDown();
      for (Future<String> message : messages) assertEquals(EXPECTED, message.get());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void modulesInInferenceAreShared() throws Exception {
    NnModule model = new Sequential(new Linear(4, 4), new Tanh());
    model.eval();
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
    float[] expected = model.forward(x).toFloats();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 100; ++i) results.add(pool.submit(() -> model.forward(x).toFloats()));
      for (Future<float[]> result : results)
        org.junit.jupiter.api.Assertions.assertArrayEquals(expected, result.get());
    } finally {
      pool.shutdown();
    }
  }
}
