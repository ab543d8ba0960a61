package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** Operations that callers define: torch.autograd.Function. */
public final class CustomOp {
  private CustomOp() {}

  /** The gradients of a custom operation. */
  @FunctionalInterface
  public interface Backward {
    /**
     * Computes a gradient for each input, of that input's shape and dtype.
     *
     * @param given what they are computed from, all borrowed
     * @return as many entries as inputs; null is no gradient, and what is not wanted is passed over. The tensors pass to
     *     the library and are closed.
     * @throws Exception whatever it likes: the walk then fails, with this as its cause, and no gradient changes
     */
    List<Tensor> apply(CustomGradient given) throws Exception;
  }

  /** Both functions of an operation, as the library keeps them. */
  static final class Host {
    final TensorFunction forward;
    final Backward backward;

    Host(TensorFunction forward, Backward backward) {
      this.forward = forward;
      this.backward = backward;
    }
  }

  /** An operation without gradient: walking back through it is {@link Status#NOT_SUPPORTED}. */
  public static Tensor apply(String name, List<Tensor> inputs, TensorFunction forward) {
    return apply(name, inputs, forward, null);
  }

  /**
   * Runs an operation: forward now, backward when a gradient comes, on the thread that walks backward. Both run without
   * recording, on tensors cut off from the graph. The output is recorded where an input requires a gradient.
   *
   * @param name its name in errors, 1 to 255 bytes of UTF-8
   * @param inputs at least one, all of one context
   * @param forward computes the output
   * @param backward computes the gradients; null for none
   * @return the output
   */
  public static Tensor apply(String name, List<Tensor> inputs, TensorFunction forward, Backward backward) {
    long host = Callbacks.add(new Host(forward, backward));
    boolean made = false;
    try {
      Tensor output = Call.tensor((s, out) -> NNL.nnl_custom_op(s.text(name), inputs.size(), s.handles(inputs),
          forward == null ? 0 : Callbacks.Kind.FUNCTION.pointer(),
          backward == null ? 0 : Callbacks.Kind.BACKWARD.pointer(), Callbacks.Kind.RELEASE.pointer(), host, out));
      made = true;
      return output;
    } finally {
      if (!made) Callbacks.remove(host);
    }
  }
}
