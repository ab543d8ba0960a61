package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Releases together what its thread makes while it is open: all objects of the library, also inside of callbacks, but for
 * those that were kept or closed before. So a loop need not name its intermediates:
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   Tensor loss = Losses.crossEntropy(model.forward(x), y);
 *   loss.backward();
 *   total += loss.item();
 * }
 * }</pre>
 *
 * <p>Objects that it released are as closed ones. Scopes lie within each other, at most 1,024 of them; closing one first
 * closes those inside it. One is used and closed on the thread that made it, which is a platform thread: a virtual thread
 * may change its carrier, whose other virtual threads' objects would go too.
 */
public final class Scope extends NnliteObject {
  /** Begins a scope; on a virtual thread that is not inside a callback it is an IllegalStateException. */
  public Scope() {
    super(begin(), Scope::end);
  }

  private static long begin() {
    if (ThreadState.current().isLoose())
      throw new IllegalStateException("a scope belongs to an OS thread; a virtual thread has none of its own");
    return Call.handle((s, out) -> NNL.nnl_scope_begin(out));
  }

  /** On the scope's thread it ends at once; when the garbage collector found it, as soon as that thread can. */
  private static void end(long scope) {
    if (NNL.nnl_scope_end(scope) != Constants.NNL_OK) NNL.nnl_scope_release(scope);
  }

  /**
   * Has an object outlive the scope: it becomes one of the next scope outside, if there is any.
   *
   * @return the object
   */
  public <T extends NnliteObject> T keep(T object) {
    Call.run((s, out) -> NNL.nnl_scope_keep(handle(), object.handle()));
    return object;
  }
}
