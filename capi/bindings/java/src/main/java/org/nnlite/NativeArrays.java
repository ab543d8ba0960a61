package org.nnlite;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** Copies between Java's arrays and memory of the library. */
final class NativeArrays {
  private static final int CHUNK = 1 << 26;

  private NativeArrays() {}

  /** The element type that an array holds. */
  static DType dtypeOf(Object array) {
    if (array instanceof float[]) return DType.F32;
    if (array instanceof double[]) return DType.F64;
    if (array instanceof int[]) return DType.I32;
    if (array instanceof long[]) return DType.I64;
    if (array instanceof byte[]) return DType.U8;
    if (array instanceof boolean[]) return DType.BOOL;
    throw new IllegalArgumentException("nnlite has no tensors of " + array.getClass().getSimpleName());
  }

  static long bytesOf(Object array) {
    return (long) Array.getLength(array) * dtypeOf(array).bytes();
  }

  /** An array of that type and length. */
  static Object make(DType dtype, int length) {
    switch (dtype) {
      case F32: return new float[length];
      case F64: return new double[length];
      case I32: return new int[length];
      case I64: return new long[length];
      case U8: return new byte[length];
      default: return new boolean[length];
    }
  }

  static void toNative(Object array, long address) {
    copy(array, address, true);
  }

  static void fromNative(long address, Object array) {
    copy(array, address, false);
  }

  private static void copy(Object array, long address, boolean out) {
    int length = Array.getLength(array);
    int size = dtypeOf(array).bytes();
    for (int start = 0; start < length; start += CHUNK) {
      int count = Math.min(CHUNK, length - start);
      ByteBuffer view = Library.BACKEND.view(address + (long) start * size, (long) count * size);
      copy(array, start, count, view, out);
      if (length - start <= CHUNK) return;
    }
  }

  private static void copy(Object array, int start, int count, ByteBuffer view, boolean out) {
    if (array instanceof float[] && out) view.asFloatBuffer().put((float[]) array, start, count);
    else if (array instanceof float[]) view.asFloatBuffer().get((float[]) array, start, count);
    else if (array instanceof double[] && out) view.asDoubleBuffer().put((double[]) array, start, count);
    else if (array instanceof double[]) view.asDoubleBuffer().get((double[]) array, start, count);
    else if (array instanceof int[] && out) view.asIntBuffer().put((int[]) array, start, count);
    else if (array instanceof int[]) view.asIntBuffer().get((int[]) array, start, count);
    else if (array instanceof long[] && out) view.asLongBuffer().put((long[]) array, start, count);
    else if (array instanceof long[]) view.asLongBuffer().get((long[]) array, start, count);
    else if (array instanceof byte[] && out) view.put((byte[]) array, start, count);
    else if (array instanceof byte[]) view.get((byte[]) array, start, count);
    else copy((boolean[]) array, start, count, view, out);
  }

  private static void copy(boolean[] array, int start, int count, ByteBuffer view, boolean out) {
    for (int i = 0; i < count; ++i)
      if (out) view.put(i, (byte) (array[start + i] ? 1 : 0));
      else array[start + i] = view.get(i) != 0;
  }
}
