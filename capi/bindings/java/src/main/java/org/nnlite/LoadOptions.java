package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of {@link NnModule#load(java.nio.file.Path, LoadOptions)}. */
public final class LoadOptions extends Options<LoadOptions> {
  /** The defaults. */
  public LoadOptions() {
    super(Layout.LoadOptions.SIZE, NNL::nnl_load_options_init);
  }

  /** True: a name that did not meet is an error, which lists them; false: all that fits is loaded. */
  public LoadOptions strict(boolean value) {
    return set(Layout.LoadOptions.STRICT, value);
  }

  /** False; true: compares only, and loads nothing. */
  public LoadOptions dryRun(boolean value) {
    return set(Layout.LoadOptions.DRY_RUN, value);
  }
}
