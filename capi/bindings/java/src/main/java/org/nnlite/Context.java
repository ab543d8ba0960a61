package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * What two users in one process must not share: device, thread budget, memory limit, random stream, log. Objects of two
 * contexts cannot meet in one call. Where a method takes a context, null is the default one.
 */
public final class Context extends NnliteObject {
  /** A context with the default settings. */
  public Context() {
    this(null);
  }

  /** A context with these settings. Closing it ends the object; the context lives on while objects of it do. */
  public Context(ContextOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_context_create(s.struct(options), out)), NNL::nnl_context_release);
  }

  private Context(boolean isDefault) {
    super(0);
  }

  private Context(long handle) {
    super(handle, NNL::nnl_context_release);
  }

  /** The context of a handle that the object owns; 0 is the default one. */
  static Context of(long handle) {
    return handle == 0 ? defaultContext() : new Context(handle);
  }

  /** The default context, whose settings can be read and changed like those of another; closing it does nothing. */
  public static Context defaultContext() {
    return new Context(true);
  }

  /**
   * Sets the most threads that one operation uses, the caller included; 0, the default, is the number of processors that
   * the process may use. Results are the same bits at any number.
   */
  public void setThreads(int threads) {
    Call.run((s, out) -> NNL.nnl_context_set_threads(handle(), threads));
  }

  /** The most threads that one operation uses. */
  public int threads() {
    return Call.getInt((s, out) -> NNL.nnl_context_threads(handle(), out));
  }

  /** Bytes of tensor memory in use. */
  public long memoryUsed() {
    return Call.getLong((s, out) -> NNL.nnl_context_memory_used(handle(), out));
  }

  /**
   * Sets how many bytes of tensor memory may be in use; 0, the default, is no limit. A limit below what is in use takes
   * nothing away; the next tensor is {@link Status#OUT_OF_MEMORY}.
   */
  public void setMemoryLimit(long bytes) {
    Call.run((s, out) -> NNL.nnl_context_set_memory_limit(handle(), bytes));
  }

  /** Starts the random stream afresh. A context starts with seed 0. */
  public void seed(long seed) {
    Call.run((s, out) -> NNL.nnl_context_seed(handle(), seed));
  }

  /** Sets the least level of log lines that go to the callback; {@link LogLevel#OFF} is the default. */
  public void setLogLevel(LogLevel level) {
    Call.run((s, out) -> NNL.nnl_context_set_log_level(handle(), level.code()));
  }

  /** Sets who gets the log lines; null for nobody. */
  public void setLogCallback(LogCallback callback) {
    long host = callback == null ? 0 : Callbacks.add(callback);
    boolean set = false;
    try {
      Call.run((s, out) -> NNL.nnl_context_set_log_callback(handle(),
          callback == null ? 0 : Callbacks.Kind.LOG.pointer(),
          callback == null ? 0 : Callbacks.Kind.RELEASE.pointer(), host));
      set = true;
    } finally {
      if (!set) Callbacks.remove(host);
    }
  }
}
