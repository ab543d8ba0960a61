package org.nnlite;

import static org.nnlite.Library.NNL;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor: elements of one type in a row-major shape. Operations make new ones, and record themselves for
 * {@link #backward()} where an input requires a gradient and the thread's grad mode is on ({@link NoGrad}).
 *
 * <p>An unchanged tensor may be used by several threads; one that a thread writes must not be used by another meanwhile.
 */
public final class Tensor extends AxisOps {
  private static final int MAX_RANK = Constants.NNL_MAX_RANK;

  /** A tensor that owns the handle. */
  Tensor(long handle) {
    super(handle, NNL::nnl_tensor_release);
  }

  private Tensor(long handle, boolean borrowed) {
    super(handle);
  }

  static Tensor borrowed(long handle) {
    return new Tensor(handle, true);
  }

  /** Tensors of handles in scratch memory. */
  static List<Tensor> list(Scratch scratch, long handles, int count) {
    List<Tensor> tensors = new ArrayList<>(count);
    for (int i = 0; i < count; ++i) tensors.add(new Tensor(scratch.getLong(handles + (long) i * Long.BYTES)));
    return tensors;
  }

  /**
   * A tensor whose every element is the value, cut towards zero for integers; a value out of their range is
   * {@link Status#INVALID_ARGUMENT}. Without sizes it is a single element.
   *
   * @param context where it lives; null for the default context
   */
  public static Tensor full(Context context, DType dtype, double value, long... shape) {
    return Call.tensor((s, out) -> NNL.nnl_tensor_full(NnliteObject.handleOf(context), dtype.code(), shape.length,
        s.longs(shape), value, out));
  }

  /** The same in the default context. */
  public static Tensor full(DType dtype, double value, long... shape) {
    return full(null, dtype, value, shape);
  }

  /** Zeros in the default context. */
  public static Tensor zeros(DType dtype, long... shape) {
    return full(null, dtype, 0, shape);
  }

  /** Ones in the default context. */
  public static Tensor ones(DType dtype, long... shape) {
    return full(null, dtype, 1, shape);
  }

  /** A single element of this tensor's dtype and context: a number as the operand of an operation. */
  public Tensor scalarLike(double value) {
    return Call.tensor((s, out) -> NNL.nnl_tensor_scalar_like(handle(), value, out));
  }

  private static Tensor fromArray(Context context, Object data, long... shape) {
    long[] sizes = shape.length == 0 ? new long[] {Array.getLength(data)} : shape;
    DType dtype = NativeArrays.dtypeOf(data);
    long bytes = NativeArrays.bytesOf(data);
    return Call.tensor((s, out) -> {
      long address = s.reserve(bytes);
      NativeArrays.toNative(data, address);
      return NNL.nnl_tensor_from_data(NnliteObject.handleOf(context), dtype.code(), sizes.length, s.longs(sizes), address,
          bytes, out);
    });
  }

  /** An f32 tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(float[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, float[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /** An f64 tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(double[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, double[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /** An i32 tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(int[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, int[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /** An i64 tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(long[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, long[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /** A u8 tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(byte[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, byte[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /** A bool tensor with a copy of row-major data in the default context; without a shape, of one axis. */
  public static Tensor of(boolean[] data, long... shape) {
    return fromArray(null, data, shape);
  }

  /** The same in a context; null is the default one. */
  public static Tensor of(Context context, boolean[] data, long... shape) {
    return fromArray(context, data, shape);
  }

  /**
   * A tensor over the remaining bytes of a direct buffer in native byte order, without a copy. The buffer stays
   * reachable as long as the library uses its memory, and is written to only by calls that change the tensor; calls that
   * would change a tensor over a read-only buffer are {@link Status#INVALID_STATE}.
   *
   * @param context where it lives; null for the default context
   * @param done called when the library no longer uses the memory, on the thread that drops the last reference; may be
   *     null. What it throws is dropped.
   */
  public static Tensor borrow(Context context, DType dtype, ByteBuffer buffer, Runnable done, long... shape) {
    if (!buffer.isDirect()) throw new IllegalArgumentException("only a direct buffer's memory can be borrowed");
    long address = Library.BACKEND.address(buffer) + buffer.position();
    return borrow(context, dtype, buffer, address, buffer.remaining(), buffer.isReadOnly(), done, shape);
  }

  static Tensor borrow(Context context, DType dtype, Object memory, long address, long bytes, boolean readOnly,
      Runnable done, long... shape) {
    long host = Callbacks.add(new Callbacks.Borrowed(memory, done));
    boolean made = false;
    try {
      long release = Callbacks.Kind.RELEASE.pointer();
      Tensor tensor = Call.tensor((s, out) -> readOnly
          ? NNL.nnl_tensor_borrow_const(NnliteObject.handleOf(context), dtype.code(), shape.length, s.longs(shape),
              address, bytes, release, host, out)
          : NNL.nnl_tensor_borrow(NnliteObject.handleOf(context), dtype.code(), shape.length, s.longs(shape), address,
              bytes, release, host, out));
      made = true;
      return tensor;
    } finally {
      if (!made) Callbacks.remove(host);
    }
  }

  /** Another object of the same tensor: what is done through one is seen through the other. */
  public Tensor share() {
    return Call.tensor((s, out) -> NNL.nnl_tensor_share(handle(), out));
  }

  /** The context that it lives in, so that a callback can make more there. */
  public Context context() {
    return Context.of(Call.handle((s, out) -> NNL.nnl_tensor_context(handle(), out)));
  }

  /** The type of its elements. */
  public DType dtype() {
    return DType.of(Call.getInt((s, out) -> NNL.nnl_tensor_dtype(handle(), out)));
  }

  /** The number of its axes. */
  public int rank() {
    return Call.getInt((s, out) -> NNL.nnl_tensor_rank(handle(), out));
  }

  /** Its sizes. */
  public long[] shape() {
    long[] at = {0};
    return Call.get((s, out) -> {
      at[0] = s.reserve(MAX_RANK * Long.BYTES);
      return NNL.nnl_tensor_shape(handle(), at[0], MAX_RANK, out);
    }, (s, out) -> {
      long[] shape = new long[(int) s.getLong(out)];
      for (int i = 0; i < shape.length; ++i) shape[i] = s.getLong(at[0] + (long) i * Long.BYTES);
      return shape;
    });
  }

  /** The number of its elements. */
  public long count() {
    return Call.getLong((s, out) -> NNL.nnl_tensor_count(handle(), out));
  }

  /** The only element of a tensor that has just one, as a double (i64 beyond 2^53 is rounded). */
  public double item() {
    return Call.getDouble((s, out) -> NNL.nnl_tensor_item(handle(), out));
  }

  /**
   * The memory of a row-major tensor of at most 2 GiB, to fill it in place or to read it without a copy. The memory stays
   * as long as the buffer or a part of it is reachable, also when the tensor is closed. nnlite may change what is there in
   * any call that changes the tensor.
   *
   * @param writing whether the call counts as a change of the tensor: write then, and not while other calls use it
   * @return a direct buffer in native byte order, read-only unless {@code writing}
   */
  public ByteBuffer data(boolean writing) {
    Tensor held = share();
    ByteBuffer buffer = held.atData(writing, (address, bytes) -> {
      if (bytes > Integer.MAX_VALUE) throw new IllegalStateException("the tensor is larger than a buffer can be");
      return Library.BACKEND.view(address, bytes);
    });
    closeAfter(buffer, held);
    return writing ? buffer : buffer.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /** What can be made of the place and size of a tensor's memory. */
  @FunctionalInterface
  interface AtData<T> {
    T make(long address, long bytes);
  }

  <T> T atData(boolean writing, AtData<T> maker) {
    long[] bytes = {0};
    return Call.get((s, out) -> {
      bytes[0] = s.zeros(Long.BYTES);
      return NNL.nnl_tensor_data(handle(), writing ? 1 : 0, out, bytes[0]);
    }, (s, out) -> maker.make(s.getLong(out), s.getLong(bytes[0])));
  }

  /** Copies all elements, row-major, into an array of the tensor's dtype and size. */
  public void read(Object array) {
    check(array, "nnl_tensor_read");
    long bytes = NativeArrays.bytesOf(array);
    long[] at = {0};
    Call.get((s, out) -> {
      at[0] = s.reserve(bytes);
      return NNL.nnl_tensor_read(handle(), at[0], bytes);
    }, (s, out) -> {
      NativeArrays.fromNative(at[0], array);
      return null;
    });
  }

  /** Copies all elements into the remaining bytes of a direct buffer, which must be the tensor's size. */
  public void read(ByteBuffer direct) {
    long address = writable(direct);
    int bytes = direct.remaining();
    Call.run((s, out) -> NNL.nnl_tensor_read(handle(), address, bytes));
    Reference.reachabilityFence(direct);
  }

  /**
   * Replaces all elements by an array of the tensor's dtype and size. A graph that saved the tensor can no longer be
   * walked backward.
   */
  public void write(Object array) {
    check(array, "nnl_tensor_write");
    long bytes = NativeArrays.bytesOf(array);
    Call.run((s, out) -> {
      long address = s.reserve(bytes);
      NativeArrays.toNative(array, address);
      return NNL.nnl_tensor_write(handle(), address, bytes);
    });
  }

  /** The same by the remaining bytes of a direct buffer. */
  public void write(ByteBuffer direct) {
    if (!direct.isDirect()) throw new IllegalArgumentException("the buffer is not direct");
    long address = Library.BACKEND.address(direct) + direct.position();
    int bytes = direct.remaining();
    Call.run((s, out) -> NNL.nnl_tensor_write(handle(), address, bytes));
    Reference.reachabilityFence(direct);
  }

  private static long writable(ByteBuffer direct) {
    if (!direct.isDirect() || direct.isReadOnly())
      throw new IllegalArgumentException("the buffer is not direct, or read-only");
    return Library.BACKEND.address(direct) + direct.position();
  }

  private void check(Object array, String function) {
    DType own = dtype();
    DType given = NativeArrays.dtypeOf(array);
    if (own != given)
      throw new NnliteException(Status.DTYPE_MISMATCH,
          "the tensor is " + own + ", the array (" + array.getClass().getSimpleName() + ") " + given, function);
  }

  private <T> T elements(DType dtype, Class<T> type) {
    T array = type.cast(NativeArrays.make(dtype, Math.toIntExact(count())));
    read(array);
    return array;
  }

  /** A copy of the elements of an f32 tensor, row-major; of another dtype, {@link Status#DTYPE_MISMATCH}. */
  public float[] toFloats() {
    return elements(DType.F32, float[].class);
  }

  /** The same of an f64 tensor. */
  public double[] toDoubles() {
    return elements(DType.F64, double[].class);
  }

  /** The same of an i32 tensor. */
  public int[] toInts() {
    return elements(DType.I32, int[].class);
  }

  /** The same of an i64 tensor. */
  public long[] toLongs() {
    return elements(DType.I64, long[].class);
  }

  /** The same of a u8 tensor. */
  public byte[] toBytes() {
    return elements(DType.U8, byte[].class);
  }

  /** The same of a bool tensor. */
  public boolean[] toBooleans() {
    return elements(DType.BOOL, boolean[].class);
  }

  /**
   * Another tensor's elements into this one: same shape, any dtypes. Floating numbers are cut towards zero for integers,
   * those out of range become the nearest bound, NaN becomes 0.
   *
   * @return this
   */
  public Tensor copyFrom(Tensor source) {
    Call.run((s, out) -> NNL.nnl_tensor_copy_from(handle(), source.handle()));
    return this;
  }

  /** Whether backward computes a gradient for it. */
  public boolean requiresGrad() {
    return Call.getFlag((s, out) -> NNL.nnl_tensor_requires_grad(handle(), out));
  }

  /**
   * Sets whether backward computes a gradient for it: for floating tensors that no recorded operation made.
   *
   * @return this
   */
  public Tensor setRequiresGrad(boolean requiresGrad) {
    Call.run((s, out) -> NNL.nnl_tensor_set_requires_grad(handle(), requiresGrad ? 1 : 0));
    return this;
  }

  /** Accumulates the gradients of all leaves that this tensor, of one element, depends on, and frees the graph. */
  public void backward() {
    backward(null, false);
  }

  /**
   * The same for any tensor.
   *
   * @param gradient its own gradient (same shape and dtype), or null for a tensor of one element
   * @param retainGraph whether the graph can be walked again; otherwise what it saved is freed
   */
  public void backward(Tensor gradient, boolean retainGraph) {
    Call.run((s, out) -> NNL.nnl_tensor_backward(handle(), NnliteObject.handleOf(gradient), retainGraph ? 1 : 0));
  }

  /**
   * The accumulated gradient of a leaf, or null. A dense one is shared: writing to it changes what the optimizer sees. A
   * row-sparse one is made dense for the call.
   */
  public Tensor grad() {
    long gradient = Call.handle((s, out) -> NNL.nnl_tensor_grad(handle(), out));
    return gradient == 0 ? null : new Tensor(gradient);
  }

  /** Puts a copy of a gradient (same shape and dtype) in the place of a leaf's. */
  public void setGrad(Tensor gradient) {
    Call.run((s, out) -> NNL.nnl_tensor_set_grad(handle(), gradient.handle()));
  }

  /**
   * Copies of the row-sparse gradient of an embedding's weight; {@link Status#INVALID_STATE} if the gradient is dense or
   * missing.
   */
  public GradRows gradRows() {
    long[] values = {0};
    return Call.get((s, out) -> {
      values[0] = s.zeros(Long.BYTES);
      return NNL.nnl_tensor_grad_rows(handle(), out, values[0]);
    }, (s, out) -> new GradRows(new Tensor(s.getLong(out)), new Tensor(s.getLong(values[0]))));
  }

  /** Drops the gradient. */
  public void zeroGrad() {
    Call.run((s, out) -> NNL.nnl_tensor_zero_grad(handle()));
  }

  /** Dtype and shape, for people. */
  @Override
  public String toString() {
    return isClosed() ? "Tensor(closed)" : "Tensor(" + dtype() + ", " + Arrays.toString(shape()) + ")";
  }
}
