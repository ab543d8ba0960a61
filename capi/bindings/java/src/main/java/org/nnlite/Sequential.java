package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** Modules one after the other, named "0", "1", ...: torch.nn.Sequential. They nest at most 256 deep. */
public final class Sequential extends NnModule {
  /** Modules of the default context; they are shared, and their objects stay the caller's. */
  public Sequential(NnModule... modules) {
    this(null, List.of(modules));
  }

  /** Modules of a context; null is the default one. */
  public Sequential(Context context, NnModule... modules) {
    this(context, List.of(modules));
  }

  /** Modules of a context, from a list. */
  public Sequential(Context context, List<? extends NnModule> modules) {
    super(Call.handle((s, out) -> NNL.nnl_sequential_create(NnliteObject.handleOf(context), modules.size(),
        s.handles(modules), out)));
  }
}
