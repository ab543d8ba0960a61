package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The Java ends of C's callbacks. A host object is known to C by a number, the callback's user_data. No exception goes
 * into C: it fails the call around the callback, with its text in the message and itself as the cause.
 */
final class Callbacks {
  private static final int PROBE_FRAMES = 1500;
  private static final Map<Long, Object> HOSTS = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(1);

  /** The kinds of callbacks: the method here, and its parameters' types with its result's. */
  enum Kind {
    RELEASE("release", "JV"),
    LOG("log", "IJJI"),
    FIT("fit", "JJI"),
    MODULE("module", "JJJJJI"),
    FUNCTION("function", "JJJJI"),
    BACKWARD("backward", "JJJJJJJI");

    final String method;
    final String types;
    private long pointer;

    Kind(String method, String types) {
      this.method = method;
      this.types = types;
    }

    /** The C function pointer. */
    synchronized long pointer() {
      if (pointer == 0) pointer = Library.BACKEND.callback(this);
      return pointer;
    }
  }

  private Callbacks() {}

  /** Keeps a host object until {@link #remove}, and gives its number. */
  static long add(Object host) {
    long number = NEXT.getAndIncrement();
    HOSTS.put(number, host);
    return number;
  }

  static void remove(long number) {
    HOSTS.remove(number);
  }

  private static Object host(long number) {
    return HOSTS.get(number);
  }

  /**
   * Runs the inside of a callback that gives a status. An error that came out of it would end the virtual machine, so a
   * stack that is at its end must be found out here and not at the entry of a callback further in.
   */
  private static int guard(Callable<Integer> body) {
    try {
      ThreadState state = ThreadState.current();
      state.thrown = null;
      try {
        probe(PROBE_FRAMES);
        return body.call();
      } catch (Throwable problem) {
        fail(state, problem);
      }
    } catch (Throwable noRoomToTell) {
      return Constants.NNL_CALLBACK_FAILED;
    }
    return Constants.NNL_CALLBACK_FAILED;
  }

  /** Throws a StackOverflowError unless the stack has room for some 50 KB, more than it is to the guard of the next. */
  private static int probe(int frames) {
    return frames == 0 ? 0 : 1 + probe(frames - 1);
  }

  private static void fail(ThreadState state, Throwable problem) {
    state.thrown = problem;
    long mark = state.scratch.mark();
    try {
      String text = problem.getMessage() == null ? problem.getClass().getName() : problem.getMessage();
      NNL.nnl_set_last_error(state.scratch.text(text.replace('\0', ' ')));
    } finally {
      state.scratch.release(mark);
    }
  }

  static void release(long userData) {
    try {
      Object host = HOSTS.remove(userData);
      if (host instanceof Borrowed) ((Borrowed) host).released();
    } catch (Throwable dropped) {
      // There is no call that could fail with it.
      return;
    }
  }

  static int log(int level, long text, long userData) {
    try {
      ((LogCallback) host(userData)).log(LogLevel.of(level), NnliteException.text(text));
      return Constants.NNL_OK;
    } catch (Throwable dropped) {
      return Constants.NNL_CALLBACK_FAILED;
    }
  }

  static int fit(long progress, long userData) {
    return guard(() -> {
      FitProgress now = new FitProgress(Library.BACKEND.view(progress, Layout.FitProgress.SIZE));
      return ((FitCallback) host(userData)).onProgress(now) ? Constants.NNL_OK : Constants.NNL_CANCELLED;
    });
  }

  static int module(long module, long count, long inputs, long output, long userData) {
    return guard(() -> {
      Tensor made = ((CustomModule.Forward) host(userData)).apply(NnModule.borrowed(module), borrowed(count, inputs));
      give(made, output, 0);
      return Constants.NNL_OK;
    });
  }

  static int function(long count, long inputs, long output, long userData) {
    return guard(() -> {
      TensorFunction function = ((CustomOp.Host) host(userData)).forward;
      give(function.apply(borrowed(count, inputs)), output, 0);
      return Constants.NNL_OK;
    });
  }

  static int backward(long count, long inputs, long output, long outputGradient, long wanted, long gradients,
      long userData) {
    return guard(() -> {
      List<Boolean> flags = new ArrayList<>();
      ByteBuffer view = Library.BACKEND.view(wanted, count * Integer.BYTES);
      for (int i = 0; i < count; ++i) flags.add(view.getInt(i * Integer.BYTES) != 0);
      CustomGradient given = new CustomGradient(borrowed(count, inputs), Tensor.borrowed(output),
          Tensor.borrowed(outputGradient), flags);
      List<Tensor> made = ((CustomOp.Host) host(userData)).backward.apply(given);
      giveGradients(made, flags, gradients);
      return Constants.NNL_OK;
    });
  }

  private static void giveGradients(List<Tensor> made, List<Boolean> wanted, long gradients) {
    if (made == null || made.size() != wanted.size())
      throw new IllegalStateException("backward gave " + (made == null ? "no list" : made.size() + " gradients")
          + " for " + wanted.size() + " inputs");
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < wanted.size(); ++i) {
      Tensor gradient = made.get(i);
      if (gradient == null) continue;
      if (wanted.get(i)) share(gradient, gradients, i);
      kept.add(gradient);
    }
    kept.forEach(Tensor::close);
  }

  /** Passes a tensor to the library: the object is closed. */
  private static void give(Tensor tensor, long output, int index) {
    if (tensor == null) return;
    share(tensor, output, index);
    tensor.close();
  }

  private static void share(Tensor tensor, long output, int index) {
    long handle = Call.handle((s, out) -> NNL.nnl_tensor_share(tensor.handle(), out));
    Library.BACKEND.view(output + (long) index * Long.BYTES, Long.BYTES).putLong(0, handle);
  }

  private static List<Tensor> borrowed(long count, long handles) {
    List<Tensor> tensors = new ArrayList<>();
    ByteBuffer view = Library.BACKEND.view(handles, count * Long.BYTES);
    for (int i = 0; i < count; ++i) tensors.add(Tensor.borrowed(view.getLong(i * Long.BYTES)));
    return tensors;
  }

  /** Memory that the library borrows. */
  static final class Borrowed {
    /** Kept reachable. */
    final Object memory;
    private final Runnable done;

    Borrowed(Object memory, Runnable done) {
      this.memory = memory;
      this.done = done;
    }

    void released() {
      if (done != null) done.run();
    }
  }
}
