package org.nnlite;

import java.util.List;

/** A function of tensors, for custom operations and {@link Gradcheck}. */
@FunctionalInterface
public interface TensorFunction {
  /**
   * Computes the output.
   *
   * @param inputs borrowed: they end with the call; {@link Tensor#share} gives one to keep
   * @return a tensor, which passes to the library and is closed, or one of the inputs
   * @throws Exception whatever it likes: the call around it then fails, with this as its cause
   */
  Tensor apply(List<Tensor> inputs) throws Exception;
}
