package org.nnlite;

import static org.nnlite.Library.NNL;

/** What a context starts with. */
public final class ContextOptions extends Options<ContextOptions> {
  /** The defaults. */
  public ContextOptions() {
    super(Layout.ContextOptions.SIZE, NNL::nnl_context_options_init);
  }

  /** {@link Device#CPU}. */
  public ContextOptions device(Device value) {
    return set(Layout.ContextOptions.DEVICE, value.code());
  }

  /** 0; see {@link Context#setThreads}. */
  public ContextOptions threads(int value) {
    return set(Layout.ContextOptions.THREADS, value);
  }

  /** 0; see {@link Context#setMemoryLimit}. */
  public ContextOptions memoryLimit(long value) {
    return set(Layout.ContextOptions.MEMORY_LIMIT, value);
  }

  /** 0; see {@link Context#seed}. */
  public ContextOptions seed(long value) {
    return set(Layout.ContextOptions.SEED, value);
  }
}
