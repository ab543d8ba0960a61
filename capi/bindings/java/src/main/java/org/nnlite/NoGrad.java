package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.concurrent.Callable;

/**
 * While it is open, operations of its thread are not recorded for backward:
 *
 * <pre>{@code
 * try (NoGrad off = new NoGrad()) {
 *   Tensor logits = model.forward(images);
 * }
 * }</pre>
 *
 * <p>The mode belongs to the Java thread, also to a virtual one, whatever carriers it runs on. It is closed on the thread
 * that made it, the last one made first.
 */
public final class NoGrad implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final boolean before = isGradEnabled();
  private boolean closed;

  /** Switches recording off for this thread. */
  public NoGrad() {
    setGradEnabled(false);
  }

  /** Puts the thread's mode back to what it was before. A second time it does nothing. */
  @Override
  public void close() {
    if (closed) return;
    if (Thread.currentThread() != thread)
      throw new IllegalStateException("NoGrad is closed on a thread that did not make it");
    closed = true;
    setGradEnabled(before);
  }

  /** The value of a function that runs without recording. */
  public static <T> T call(Callable<T> body) throws Exception {
    try (NoGrad off = new NoGrad()) {
      return body.call();
    }
  }

  /** Whether operations of this thread are recorded for backward. */
  public static boolean isGradEnabled() {
    ThreadState state = ThreadState.current();
    return state.isLoose() ? state.gradEnabled : Call.getFlag((s, out) -> NNL.nnl_grad_enabled(out));
  }

  /** Sets whether operations of this thread are recorded for backward; they are at first. */
  public static void setGradEnabled(boolean enabled) {
    ThreadState state = ThreadState.current();
    if (state.isLoose()) state.gradEnabled = enabled;
    else Call.run((s, out) -> NNL.nnl_set_grad_enabled(enabled ? 1 : 0));
  }
}
