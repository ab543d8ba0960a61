package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** A module built from parts: torch.nn.Module with a forward of one's own. */
public final class CustomModule extends NnModule {
  /** What a module computes. */
  @FunctionalInterface
  public interface Forward {
    /**
     * Computes the output.
     *
     * @param self the module, borrowed: take its parts from here. A captured object of the module itself would keep it
     *     alive for ever.
     * @param inputs borrowed: they end with the call
     * @return a tensor, which passes to the library and is closed, or one of the inputs
     * @throws Exception whatever it likes: the call around it then fails, with this as its cause, and what it changed
     *     through operations and modules is undone
     */
    Tensor apply(NnModule self, List<Tensor> inputs) throws Exception;
  }

  /** A module in the default context. */
  public CustomModule(String kind, Forward forward) {
    this(null, kind, forward);
  }

  /**
   * A module without parts.
   *
   * @param context where it lives; null for the default context
   * @param kind its name for people, 1 to 255 bytes of UTF-8
   * @param forward what it computes; null for a module that only groups its children, as torch.nn.ModuleList does, and
   *     that cannot be run ({@link Status#NOT_SUPPORTED})
   */
  public CustomModule(Context context, String kind, Forward forward) {
    super(create(context, kind, forward));
  }

  private static long create(Context context, String kind, Forward forward) {
    long host = forward == null ? 0 : Callbacks.add(forward);
    boolean made = false;
    try {
      long module = Call.handle((s, out) -> NNL.nnl_module_create(NnliteObject.handleOf(context), s.text(kind),
          forward == null ? 0 : Callbacks.Kind.MODULE.pointer(),
          forward == null ? 0 : Callbacks.Kind.RELEASE.pointer(), host, out));
      made = true;
      return module;
    } finally {
      if (!made) Callbacks.remove(host);
    }
  }

  /**
   * Shares a floating tensor that no recorded operation made; it requires a gradient from now on: torch.nn.Parameter.
   *
   * @param name holds no "." and is new in the module
   * @return this
   */
  public CustomModule addParameter(String name, Tensor parameter) {
    Call.run((s, out) -> NNL.nnl_module_add_parameter(handle(), s.text(name), parameter.handle()));
    return this;
  }

  /**
   * Shares a tensor that requires no gradient.
   *
   * @return this
   */
  public CustomModule addBuffer(String name, Tensor buffer) {
    Call.run((s, out) -> NNL.nnl_module_add_buffer(handle(), s.text(name), buffer.handle()));
    return this;
  }

  /**
   * Shares a module. One that is itself a child takes no more children: build from below.
   *
   * @return this
   */
  public CustomModule addChild(String name, NnModule child) {
    Call.run((s, out) -> NNL.nnl_module_add_child(handle(), s.text(name), child.handle()));
    return this;
  }
}
