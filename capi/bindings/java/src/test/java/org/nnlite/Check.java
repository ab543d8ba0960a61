package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What several tests need. */
final class Check {
  private Check() {}

  /** The failure of a call, which must be of that kind and whose message must hold the text. */
  static NnliteException fails(Status status, String text, Executable call) {
    NnliteException failure = assertThrows(NnliteException.class, call);
    assertEquals(status, failure.status(), failure.getMessage());
    assertTrue(failure.getMessage().contains(text), failure.getMessage());
    return failure;
  }

  static Tensor f64(double... values) {
    return Tensor.of(values);
  }

  static Tensor f64(long[] shape, double... values) {
    return Tensor.of(values, shape);
  }

  static long[] shape(long... sizes) {
    return sizes;
  }

  /** The tensor (f64) has this shape and these elements, within 1e-12. */
  static void equal(long[] shape, Tensor tensor, double... expected) {
    assertArrayEquals(shape, tensor.shape());
    assertArrayEquals(expected, tensor.toDoubles(), 1e-12);
  }

  /** The tensor (f64) has these elements, within 1e-12. */
  static void equal(Tensor tensor, double... expected) {
    assertArrayEquals(expected, tensor.toDoubles(), 1e-12);
  }

  /** A leaf that requires a gradient. */
  static Tensor leaf(double... values) {
    return f64(values).setRequiresGrad(true);
  }

  /** Collects garbage until the live handles are down to that number, at most ten seconds long. */
  static void awaitHandles(long expected) throws InterruptedException {
    for (int i = 0; i < 200 && Nnlite.liveHandles() > expected; ++i) {
      System.gc();
      Thread.sleep(50);
    }
    assertEquals(expected, Nnlite.liveHandles());
  }
}
