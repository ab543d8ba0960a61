package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.nnlite.Check.fails;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemorySegmentsTest {
  @Test
  void segmentsGoInAndOut() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2, 3, 4);
      Tensor x = MemorySegments.of(null, DType.F64, memory, 2, 2);
      assertArrayEquals(new double[] {1, 2, 3, 4}, x.toDoubles());
      memory.setAtIndex(ValueLayout.JAVA_DOUBLE, 3, 9);
      MemorySegments.write(x, memory);
      double[] heap = new double[4];
      MemorySegments.read(x, MemorySegment.ofArray(heap));
      assertArrayEquals(new double[] {1, 2, 3, 9}, heap);
      fails(Status.SHAPE_MISMATCH, "bytes", () -> MemorySegments.read(x, MemorySegment.ofArray(new double[3])));
    }
  }

  @Test
  void aClosedArenaIsAnError() {
    Tensor x = Check.f64(1);
    Arena arena = Arena.ofConfined();
    MemorySegment memory = arena.allocate(8);
    arena.close();
    assertThrows(IllegalStateException.class, () -> MemorySegments.write(x, memory));
    assertThrows(IllegalStateException.class, () -> MemorySegments.read(x, memory));
    assertThrows(IllegalStateException.class, () -> MemorySegments.of(null, DType.F64, memory, 1));
  }

  @Test
  void borrowedMemoryIsSharedUntilDone() {
    AtomicInteger done = new AtomicInteger();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2);
      try (Tensor x = MemorySegments.borrow(null, DType.F64, memory, done::incrementAndGet, 2)) {
        memory.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 5);
        assertEquals(7, x.sum().item());
      }
      try (Tensor x = MemorySegments.borrow(null, DType.F64, memory.asReadOnly(), null, 2)) {
        fails(Status.INVALID_STATE, "", () -> x.write(new double[] {1, 2}));
      }
    }
    assertEquals(1, done.get());
    assertThrows(IllegalArgumentException.class,
        () -> MemorySegments.borrow(null, DType.F64, MemorySegment.ofArray(new double[1]), null, 1));
  }

  @Test
  void dataLivesAsLongAsTheArena() {
    long before = Nnlite.liveHandles();
    MemorySegment memory;
    try (Arena arena = Arena.ofConfined()) {
      Tensor x = Check.f64(1, 2);
      MemorySegments.data(x, true, arena).setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 5);
      assertEquals(7, x.sum().item());
      memory = MemorySegments.data(x, false, arena);
      x.close();
      assertEquals(5, memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 0));
      assertEquals(16, memory.byteSize());
      assertThrows(IllegalArgumentException.class, () -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 1));
      assertThrows(NnliteException.class, () -> MemorySegments.data(x, true, arena));
    }
    assertThrows(IllegalStateException.class, () -> memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 0));
    org.junit.jupiter.api.Assertions.assertTrue(Nnlite.liveHandles() <= before + 1);
  }
}
