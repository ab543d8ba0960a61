package org.nnlite;

import static org.nnlite.Library.NNL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Tensors and memory segments, for Java 22 and later: segments of any kind, also those of more than 2 GiB. {@link #of},
 * {@link #read} and {@link #write} copy, and check the segment's life and thread as every access to it does.
 */
public final class MemorySegments {
  private MemorySegments() {}

  /**
   * A tensor with a copy of a segment's row-major bytes, which are exactly as many as the shape needs.
   *
   * @param context where it lives; null for the default context
   */
  public static Tensor of(Context context, DType dtype, MemorySegment data, long... shape) {
    return Call.tensor((s, out) -> NNL.nnl_tensor_from_data(NnliteObject.handleOf(context), dtype.code(), shape.length,
        s.longs(shape), copyIn(s, data), data.byteSize(), out));
  }

  /**
   * A tensor over a native segment's memory, without a copy. The segment's arena must not be closed before {@code done} is
   * called; the segment itself stays reachable. A tensor over a read-only segment refuses calls that would change it.
   *
   * @param context where it lives; null for the default context
   * @param done called when the library no longer uses the memory, on the thread that drops the last reference; may be
   *     null. What it throws is dropped.
   */
  public static Tensor borrow(Context context, DType dtype, MemorySegment memory, Runnable done, long... shape) {
    if (!memory.isNative()) throw new IllegalArgumentException("only a native segment's memory can be borrowed");
    return Tensor.borrow(context, dtype, memory, memory.address(), memory.byteSize(), memory.isReadOnly(), done, shape);
  }

  /** Copies all elements, row-major, into a segment of exactly the tensor's size. */
  public static void read(Tensor tensor, MemorySegment into) {
    long[] at = {0};
    Call.get((s, out) -> {
      at[0] = s.reserve(into.byteSize());
      return NNL.nnl_tensor_read(tensor.handle(), at[0], into.byteSize());
    }, (s, out) -> into.copyFrom(MemorySegment.ofAddress(at[0]).reinterpret(into.byteSize())));
  }

  /** Replaces all elements by a segment's, of exactly the tensor's size. */
  public static void write(Tensor tensor, MemorySegment from) {
    Call.run((s, out) -> NNL.nnl_tensor_write(tensor.handle(), copyIn(s, from), from.byteSize()));
  }

  /**
   * The memory of a row-major tensor of any size, to fill it in place or to read it without a copy. The segment lives as
   * long as the arena, and the memory with it, also when the tensor is closed.
   *
   * @param writing whether the call counts as a change of the tensor: write then, and not while other calls use it
   * @return a segment that is read-only unless {@code writing}
   */
  public static MemorySegment data(Tensor tensor, boolean writing, Arena arena) {
    Tensor held = tensor.share();
    try {
      MemorySegment memory = held.atData(writing, (address, bytes) -> MemorySegment.ofAddress(address)
          .reinterpret(bytes, arena, segment -> held.close()));
      return writing ? memory : memory.asReadOnly();
    } catch (RuntimeException failure) {
      held.close();
      throw failure;
    }
  }

  private static long copyIn(Scratch scratch, MemorySegment data) {
    long address = scratch.reserve(data.byteSize());
    MemorySegment.ofAddress(address).reinterpret(data.byteSize()).copyFrom(data);
    return address;
  }
}
