package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of loaders. */
public final class LoaderOptions extends Options<LoaderOptions> {
  /** The defaults. */
  public LoaderOptions() {
    super(Layout.LoaderOptions.SIZE, NNL::nnl_loader_options_init);
  }

  /** 1. */
  public LoaderOptions batchSize(long value) {
    return set(Layout.LoaderOptions.BATCH_SIZE, value);
  }

  /** {@link Sampling#SEQUENTIAL}. */
  public LoaderOptions sampling(Sampling value) {
    return set(Layout.LoaderOptions.SAMPLING, value.code());
  }

  /** {@link LastBatch#KEEP}. */
  public LoaderOptions lastBatch(LastBatch value) {
    return set(Layout.LoaderOptions.LAST_BATCH, value.code());
  }

  /** 0; of the loader's own random stream, not the context's. */
  public LoaderOptions seed(long value) {
    return set(Layout.LoaderOptions.SEED, value);
  }
}
