package org.nnlite;

import static org.nnlite.Library.NNL;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * Calls of the library: memory for their arguments, their results, and their failures as exceptions.
 *
 * <p>The library keeps its last error and its grad mode for each OS thread. A platform thread is one. A virtual thread
 * may go on upon another carrier wherever Java code can be suspended, so its calls run with a frame of native code
 * below them ({@link Backend#pinned}): such a frame cannot be moved. Below it the thread's grad mode is set, the
 * function called, its error read and the carrier's grad mode put back. Callbacks have that frame already.
 *
 * <p>A body names objects, not handles: all that it captures stays reachable until the function has returned.
 */
final class Call {
  private static final int TEXT_CAPACITY = 512;

  private Call() {}

  /** A call of a function that returns a status; `out` is the address of 8 bytes that were zero before the call. */
  @FunctionalInterface
  interface Body {
    int call(Scratch scratch, long out);
  }

  /** A call of a function that copies text out. */
  @FunctionalInterface
  interface TextBody {
    int call(Scratch scratch, long buffer, long capacity, long needed);
  }

  /** What a call makes of its results, which end with it. */
  @FunctionalInterface
  interface Result<T> {
    T read(Scratch scratch, long out);
  }

  /** Runs a call without a result. */
  static void run(Body body) {
    get(body, (scratch, out) -> null);
  }

  /** The handle that a call gives. */
  static long handle(Body body) {
    return getLong(body);
  }

  static long getLong(Body body) {
    ThreadState state = ThreadState.current();
    Scratch scratch = state.scratch;
    long mark = scratch.mark();
    try {
      long out = scratch.zeros(Long.BYTES);
      execute(state, body, out, Constants.NNL_OK);
      return scratch.getLong(out);
    } finally {
      scratch.release(mark);
    }
  }

  static int getInt(Body body) {
    return (int) getLong(body);
  }

  static boolean getFlag(Body body) {
    return getInt(body) != 0;
  }

  static double getDouble(Body body) {
    return Double.longBitsToDouble(getLong(body));
  }

  /** The tensor that a call makes. */
  static Tensor tensor(Body body) {
    return new Tensor(getLong(body));
  }

  /** Runs a call and reads its results from memory that it reserved. */
  static <T> T get(Body body, Result<T> result) {
    ThreadState state = ThreadState.current();
    Scratch scratch = state.scratch;
    long mark = scratch.mark();
    try {
      long out = scratch.zeros(Long.BYTES);
      execute(state, body, out, Constants.NNL_OK);
      return result.read(scratch, out);
    } finally {
      scratch.release(mark);
    }
  }

  /** The text that a call copies out, however long it is. */
  static String text(TextBody body) {
    return text(TEXT_CAPACITY, body);
  }

  /** The same of a call that should not be repeated: so many bytes are enough. */
  static String text(int firstCapacity, TextBody body) {
    ThreadState state = ThreadState.current();
    Scratch scratch = state.scratch;
    long mark = scratch.mark();
    try {
      for (long capacity = firstCapacity;;) {
        long needed = scratch.zeros(Long.BYTES);
        long room = capacity;
        long buffer = scratch.reserve(room);
        int status = execute(state, (s, out) -> body.call(s, buffer, room, out), needed, Constants.NNL_BUFFER_TOO_SMALL);
        capacity = scratch.getLong(needed);
        if (status == Constants.NNL_OK) return read(scratch, buffer, (int) capacity - 1);
      }
    } finally {
      Reference.reachabilityFence(body);
      scratch.release(mark);
    }
  }

  private static String read(Scratch scratch, long buffer, int length) {
    byte[] bytes = new byte[length];
    scratch.view(buffer, length).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Runs a body and throws unless it gives NNL_OK or the tolerated status, which it returns. */
  private static int execute(ThreadState state, Body body, long out, int tolerated) {
    try {
      if (state.isLoose()) return executePinned(state, body, out, tolerated);
      int status = body.call(state.scratch, out);
      if (status == Constants.NNL_OK || status == tolerated) return status;
      throw NnliteException.last(status, state);
    } finally {
      Reference.reachabilityFence(body);
    }
  }

  private static int executePinned(ThreadState state, Body body, long out, int tolerated) {
    int[] status = {Constants.NNL_INTERNAL};
    Throwable[] failure = {null};
    Library.BACKEND.pinned(() -> {
      ++state.pins;
      try {
        enter(state);
        status[0] = body.call(state.scratch, out);
        if (status[0] != Constants.NNL_OK && status[0] != tolerated) failure[0] = NnliteException.last(status[0], state);
      } catch (Throwable problem) {
        failure[0] = problem;
      } finally {
        leave(state);
        --state.pins;
      }
    });
    if (failure[0] instanceof RuntimeException) throw (RuntimeException) failure[0];
    if (failure[0] instanceof Error) throw (Error) failure[0];
    return status[0];
  }

  /** Gives the carrier what belongs to the virtual thread. */
  private static void enter(ThreadState state) {
    if (!state.gradEnabled) NNL.nnl_set_grad_enabled(0);
    if (state.label != null) NNL.nnl_set_handle_label(state.scratch.text(state.label));
  }

  private static void leave(ThreadState state) {
    if (!state.gradEnabled) NNL.nnl_set_grad_enabled(1);
    if (state.label != null) NNL.nnl_set_handle_label(0);
  }
}
