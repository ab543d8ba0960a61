package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void arraysOfEveryTypeGoInAndOut() {
    assertArrayEquals(new float[] {1.5f, -2}, Tensor.of(new float[] {1.5f, -2}).toFloats());
    assertArrayEquals(new double[] {1e300, -0.0}, Tensor.of(new double[] {1e300, -0.0}).toDoubles());
    assertArrayEquals(new int[] {Integer.MIN_VALUE, 7}, Tensor.of(new int[] {Integer.MIN_VALUE, 7}).toInts());
    assertArrayEquals(new long[] {Long.MAX_VALUE}, Tensor.of(new long[] {Long.MAX_VALUE}).toLongs());
    assertArrayEquals(new byte[] {-1, 0, 5}, Tensor.of(new byte[] {-1, 0, 5}).toBytes());
    assertArrayEquals(new boolean[] {true, false}, Tensor.of(new boolean[] {true, false}).toBooleans());
  }

  @Test
  void aTensorTellsWhatItIs() {
    Tensor x = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals(DType.I32, x.dtype());
    assertEquals(2, x.rank());
    assertArrayEquals(new long[] {2, 3}, x.shape());
    assertEquals(6, x.count());
    assertEquals("Tensor(I32, [2, 3])", x.toString());
    assertEquals(8, Tensor.zeros(DType.F32, 1, 1, 1, 1, 1, 1, 1, 1).shape().length);
  }

  @Test
  void largeArraysDoNotNeedTheScratchMemory() {
    double[] many = new double[1 << 17];
    for (int i = 0; i < many.length; ++i) many[i] = i;
    assertArrayEquals(many, Tensor.of(many).toDoubles());
  }

  @Test
  void fullFillsAndScalarLikeTakesTheDtype() {
    assertArrayEquals(new long[] {-2, -2}, Tensor.full(DType.I64, -2.9, 2).toLongs());
    assertEquals(0, Tensor.full(DType.F32, 3).rank());
    assertEquals(1, Tensor.ones(DType.F32).item());
    Tensor scalar = f64(1, 2).scalarLike(0.1);
    assertEquals(DType.F64, scalar.dtype());
    assertEquals(0.1, scalar.item());
    fails(Status.INVALID_ARGUMENT, "300", () -> Tensor.full(DType.U8, 300, 1));
  }

  @Test
  void anErrorTellsStatusMessageFunctionAndArgument() {
    NnliteException shapes = fails(Status.SHAPE_MISMATCH, "add", () -> f64(1, 2).add(f64(1, 2, 3)));
    assertEquals("nnl_add", shapes.function());
    assertEquals(30, shapes.statusCode());
    assertTrue(shapes.getMessage().contains("[2]") && shapes.getMessage().contains("[3]"), shapes.getMessage());
    Tensor closed = f64(1);
    closed.close();
    NnliteException handle = fails(Status.INVALID_HANDLE, "released", () -> f64(1).add(closed));
    assertEquals("b", handle.argument());
    assertEquals("nnl_add", handle.function());
    assertNull(handle.getCause());
    assertThrows(NullPointerException.class, () -> f64(1).add((Tensor) null));
    assertThrows(IllegalArgumentException.class, () -> new Linear(1, 1).tensor("a\0b"));
  }

  @Test
  void readingAsAnotherTypeIsAnError() {
    NnliteException failure = fails(Status.DTYPE_MISMATCH, "F64", () -> f64(1).toFloats());
    assertEquals("nnl_tensor_read", failure.function());
    fails(Status.DTYPE_MISMATCH, "int[]", () -> f64(1).write(new int[] {1}));
    fails(Status.SHAPE_MISMATCH, "bytes", () -> f64(1, 2).write(new double[] {1}));
  }

  @Test
  void writingReplacesAndCopyFromConverts() {
    Tensor x = f64(1, 2);
    Tensor same = x.share();
    x.write(new double[] {3, 4});
    assertArrayEquals(new double[] {3, 4}, same.toDoubles());
    Tensor whole = Tensor.zeros(DType.I32, 3);
    assertArrayEquals(new int[] {2, 0, Integer.MAX_VALUE}, whole.copyFrom(f64(2.9, Double.NaN, 1e30)).toInts());
  }

  @Test
  void directBuffersGoInAndOut() {
    Tensor x = f64(1, 2);
    ByteBuffer buffer = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    buffer.position(8);
    x.read(buffer);
    assertEquals(2, buffer.getDouble(16));
    buffer.putDouble(8, 7);
    x.write(buffer);
    assertArrayEquals(new double[] {7, 2}, x.toDoubles());
    assertThrows(IllegalArgumentException.class, () -> x.read(ByteBuffer.allocate(16)));
    assertThrows(IllegalArgumentException.class, () -> x.write(ByteBuffer.allocate(16)));
    assertThrows(IllegalArgumentException.class, () -> x.read(buffer.asReadOnlyBuffer()));
  }

  @Test
  void aBorrowedBufferIsSharedUntilDone() {
    ByteBuffer memory = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    AtomicInteger done = new AtomicInteger();
    try (Tensor x = Tensor.borrow(null, DType.F64, memory, done::incrementAndGet, 2)) {
      x.write(new double[] {5, 6});
      assertEquals(6, memory.getDouble(8));
      assertEquals(0, done.get());
    }
    assertEquals(1, done.get());
    fails(Status.SHAPE_MISMATCH, "bytes", () -> Tensor.borrow(null, DType.F64, memory, done::incrementAndGet, 3));
    assertEquals(1, done.get());
    try (Tensor x = Tensor.borrow(null, DType.F64, memory.asReadOnlyBuffer(), null, 2)) {
      assertEquals(11, x.sum().item());
      fails(Status.INVALID_STATE, "", () -> x.write(new double[] {1, 2}));
    }
    Tensor.borrow(null, DType.F64, memory, () -> { throw new IllegalStateException("dropped"); }, 2).close();
  }

  @Test
  void dataIsTheTensorsOwnMemory() throws InterruptedException {
    ByteBuffer memory;
    try (Tensor x = f64(1, 2)) {
      x.data(true).putDouble(8, 5);
      assertEquals(6, x.sum().item());
      memory = x.data(false);
      assertTrue(memory.isReadOnly());
      fails(Status.NOT_SUPPORTED, "", () -> f64(1, 2, 3, 4).reshape(2, 2).transpose(0, 1).data(false));
    }
    for (int i = 0; i < 5; ++i) {
      System.gc();
      Thread.sleep(10);
      f64(7, 7, 7, 7).close();
    }
    assertEquals(5, memory.asDoubleBuffer().get(1));
  }

  @Test
  void dlpackSharesMemory() {
    for (boolean versioned : new boolean[] {true, false}) {
      Tensor x = f64(1, 2);
      Tensor y = DlPack.toTensor(null, DlPack.fromTensor(x, versioned), versioned);
      x.write(new double[] {3, 4});
      x.close();
      assertArrayEquals(new double[] {3, 4}, y.toDoubles());
      y.close();
    }
    fails(Status.INVALID_STATE, "", () -> DlPack.fromTensor(leaf(1), true));
  }

  @Test
  void gradientsAccumulateInLeaves() {
    Tensor x = leaf(2, 3);
    assertNull(x.grad());
    x.multiply(x).sum().backward();
    assertArrayEquals(new double[] {4, 6}, x.grad().toDoubles());
    x.multiply(f64(10, 20)).backward(f64(1, 0.5), false);
    assertArrayEquals(new double[] {14, 16}, x.grad().toDoubles());
    x.setGrad(f64(1, 1));
    assertArrayEquals(new double[] {1, 1}, x.grad().toDoubles());
    x.zeroGrad();
    assertNull(x.grad());
    assertTrue(x.requiresGrad());
    assertFalse(x.detach().requiresGrad());
  }

  @Test
  void aGraphIsWalkedOnceUnlessRetained() {
    Tensor x = leaf(3);
    Tensor y = x.multiply(x);
    y.backward(null, true);
    y.backward();
    assertEquals(12, x.grad().item());
    fails(Status.INVALID_STATE, "", y::backward);
  }

  @Test
  void noGradIsScoped() throws Exception {
    Tensor x = leaf(1);
    assertTrue(NoGrad.isGradEnabled());
    try (NoGrad outer = new NoGrad(); NoGrad inner = new NoGrad()) {
      assertFalse(NoGrad.isGradEnabled());
      assertFalse(x.add(x).requiresGrad());
      inner.close();
      assertFalse(NoGrad.isGradEnabled());
      outer.close();
      assertTrue(NoGrad.isGradEnabled());
    }
    assertTrue(x.add(x).requiresGrad());
    assertFalse(NoGrad.call(NoGrad::isGradEnabled));
    assertThrows(IllegalStateException.class, () -> NoGrad.call(() -> {
      throw new IllegalStateException("out");
    }));
    assertTrue(NoGrad.isGradEnabled());
  }

  @Test
  void noGradIsOfItsThread() throws InterruptedException {
    try (NoGrad off = new NoGrad()) {
      boolean[] enabled = {false};
      Throwable[] thrown = {null};
      Thread other = new Thread(() -> {
        enabled[0] = NoGrad.isGradEnabled();
        thrown[0] = assertThrows(IllegalStateException.class, off::close);
      });
      other.start();
      other.join();
      assertTrue(enabled[0]);
      assertTrue(thrown[0] != null);
      assertFalse(NoGrad.isGradEnabled());
    }
  }

  @Test
  void gradRowsAreThoseLookedUp() {
    Tensor table = f64(new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8).setRequiresGrad(true);
    Functional.embedding(table, Tensor.of(new int[] {3, 1, 3})).sum().backward();
    try (GradRows rows = table.gradRows()) {
      assertArrayEquals(new long[] {1, 3}, rows.rows().toLongs());
      assertArrayEquals(new double[] {1, 1, 2, 2}, rows.values().toDoubles());
    }
    assertArrayEquals(new double[] {0, 0, 1, 1, 0, 0, 2, 2}, table.grad().toDoubles());
    fails(Status.INVALID_STATE, "", () -> leaf(1).gradRows());
  }
}
