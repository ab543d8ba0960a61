package org.nnlite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A thread's memory for arguments and results, used as a stack: what a call reserves goes at its end. */
final class Scratch {
  private static final int SIZE = 4096;
  private static final int ALIGNMENT = 8;
  private static final int LARGE_SHIFT = 32;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
  private final long base = Library.BACKEND.address(buffer);
  private final List<Long> large = new ArrayList<>();
  private int top;

  /** Where the stack stands, for {@link #release}. */
  long mark() {
    return (long) large.size() << LARGE_SHIFT | top;
  }

  /** Gives back all that was reserved since the mark. */
  void release(long mark) {
    top = (int) mark;
    for (int kept = (int) (mark >>> LARGE_SHIFT); large.size() > kept;)
      Library.BACKEND.free(large.remove(large.size() - 1));
  }

  /** The address of that many bytes, not cleared. */
  long reserve(long bytes) {
    if (bytes <= SIZE - top) {
      long address = base + top;
      top += (int) ((bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
      top = Math.min(top, SIZE);
      return address;
    }
    long address = Library.BACKEND.allocate(bytes);
    large.add(address);
    return address;
  }

  /** The same, cleared: for results. */
  long zeros(int bytes) {
    long address = reserve(bytes);
    ByteBuffer view = view(address, bytes);
    for (int i = 0; i < bytes; ++i) view.put(i, (byte) 0);
    return address;
  }

  /** Reserved memory as a buffer. */
  ByteBuffer view(long address, int bytes) {
    long offset = address - base;
    if (offset < 0 || offset + bytes > SIZE) return Library.BACKEND.view(address, bytes);
    return buffer.slice((int) offset, bytes).order(ByteOrder.nativeOrder());
  }

  int getInt(long address) {
    return isInside(address) ? buffer.getInt((int) (address - base)) : view(address, Integer.BYTES).getInt(0);
  }

  long getLong(long address) {
    return isInside(address) ? buffer.getLong((int) (address - base)) : view(address, Long.BYTES).getLong(0);
  }

  double getDouble(long address) {
    return Double.longBitsToDouble(getLong(address));
  }

  private boolean isInside(long address) {
    return address >= base && address <= base + SIZE - Long.BYTES;
  }

  /** A copy of the numbers; 0 for none. */
  long longs(long... values) {
    if (values.length == 0) return 0;
    long address = reserve((long) values.length * Long.BYTES);
    view(address, values.length * Long.BYTES).asLongBuffer().put(values);
    return address;
  }

  long doubles(double... values) {
    if (values.length == 0) return 0;
    long address = reserve((long) values.length * Double.BYTES);
    view(address, values.length * Double.BYTES).asDoubleBuffer().put(values);
    return address;
  }

  /** The handles of objects in order; 0 for one that is null. */
  long handles(Collection<? extends NnliteObject> objects) {
    long[] values = new long[objects.size()];
    int i = 0;
    for (NnliteObject object : objects) values[i++] = NnliteObject.handleOf(object);
    return longs(values);
  }

  /** A C string. */
  long text(String text) {
    requireNoNul(text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long address = reserve(bytes.length + 1L);
    view(address, bytes.length + 1).put(bytes).put((byte) 0);
    return address;
  }

  /** Throws for a text that C would cut. */
  static String requireNoNul(String text) {
    if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a text for nnlite must not hold a NUL character");
    return text;
  }

  /** A copy of an option struct; 0, all defaults, for null. */
  long struct(Options<?> options) {
    if (options == null) return 0;
    long address = reserve(options.size());
    options.copyTo(view(address, options.size()));
    return address;
  }
}
