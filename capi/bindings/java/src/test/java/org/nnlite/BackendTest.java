package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BackendTest {
  @Test
  void theBackEndIsTheOneThatWasAskedFor() {
    String wanted = System.getProperty("nnlite.backend");
    boolean foreign = wanted.isEmpty() ? Runtime.version().feature() >= 22 : wanted.equals("ffm");
    assertEquals(foreign ? "FfmBackend" : "JnaBackend", Library.BACKEND.getClass().getSimpleName());
  }

  @Test
  void memoryIsNamedByAddresses() {
    long address = Library.BACKEND.allocate(16);
    Library.BACKEND.view(address, 16).putLong(8, 7);
    assertEquals(7, Library.BACKEND.view(address + 8, 8).getLong(0));
    Library.BACKEND.free(address);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putInt(4, 9);
    direct.position(2);
    assertEquals(9, Library.BACKEND.view(Library.BACKEND.address(direct) + 4, 4).getInt(0));
  }

  @Test
  void aPinnedBodyRunsOnceOnItsThread() {
    Thread[] on = new Thread[2];
    Library.BACKEND.pinned(() -> {
      assertEquals(null, on[0]);
      on[0] = Thread.currentThread();
      Library.BACKEND.pinned(() -> on[1] = Thread.currentThread());
    });
    assertEquals(Thread.currentThread(), on[0]);
    assertEquals(Thread.currentThread(), on[1]);
  }

  @Test
  void scratchMemoryIsAStack() {
    Scratch scratch = ThreadState.current().scratch;
    long mark = scratch.mark();
    long first = scratch.longs(1, 2, 3);
    long large = scratch.reserve(1 << 20);
    long last = scratch.doubles(0.5);
    scratch.view(large, 8).putLong(0, 4);
    assertEquals(3, scratch.getLong(first + 16));
    assertEquals(4, scratch.getLong(large));
    assertEquals(0.5, scratch.getDouble(last));
    assertEquals(0, scratch.longs());
    scratch.release(mark);
    assertEquals(first, scratch.longs(9));
    scratch.release(mark);
    assertThrows(IllegalArgumentException.class, () -> scratch.text("a\0b"));
    assertTrue(scratch.mark() == mark);
  }
}
