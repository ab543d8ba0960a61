package org.nnlite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Settings of a call, which begin with the library's defaults. Methods that set one return the same object. A call
 * copies them; do not set one on a thread while another makes a call with them.
 *
 * @param <T> the class itself
 */
public abstract class Options<T extends Options<T>> {
  private final ByteBuffer bytes;

  /** A function of the library that writes the defaults. */
  @FunctionalInterface
  interface Init {
    void init(long options, int size);
  }

  Options(int size, Init init) {
    bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    Scratch scratch = ThreadState.current().scratch;
    long mark = scratch.mark();
    try {
      long address = scratch.zeros(size);
      init.init(address, size);
      bytes.put(scratch.view(address, size)).clear();
    } finally {
      scratch.release(mark);
    }
  }

  final int size() {
    return bytes.capacity();
  }

  final void copyTo(ByteBuffer to) {
    to.put(bytes.duplicate());
  }

  @SuppressWarnings("unchecked")
  private T self() {
    return (T) this;
  }

  final int getInt(int offset) {
    return bytes.getInt(offset);
  }

  final boolean getFlag(int offset) {
    return bytes.getInt(offset) != 0;
  }

  final long getLong(int offset) {
    return bytes.getLong(offset);
  }

  final double getDouble(int offset) {
    return bytes.getDouble(offset);
  }

  final T set(int offset, int value) {
    bytes.putInt(offset, value);
    return self();
  }

  final T set(int offset, boolean value) {
    return set(offset, value ? 1 : 0);
  }

  final T set(int offset, long value) {
    bytes.putLong(offset, value);
    return self();
  }

  final T set(int offset, double value) {
    bytes.putDouble(offset, value);
    return self();
  }

  /** Two neighbouring numbers. */
  final T set(int offset, long first, long second) {
    bytes.putLong(offset, first).putLong(offset + Long.BYTES, second);
    return self();
  }
}
