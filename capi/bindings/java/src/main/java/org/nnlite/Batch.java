package org.nnlite;

import java.util.List;

/**
 * A mini-batch; closing it closes its tensors.
 *
 * @param tensors one for each of the loader's
 */
public record Batch(List<Tensor> tensors) implements AutoCloseable {
  /** The tensor at a place. */
  public Tensor get(int index) {
    return tensors.get(index);
  }

  /** Closes its tensors. */
  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
