package org.nnlite;

/**
 * Elements along an axis, and where they stand.
 *
 * @param values the elements
 * @param indices their places along the axis, i64
 */
public record ValuesAndIndices(Tensor values, Tensor indices) implements AutoCloseable {
  /** Closes both. */
  @Override
  public void close() {
    values.close();
    indices.close();
  }
}
