package org.nnlite;

/**
 * A row-sparse gradient.
 *
 * @param rows ascending row numbers, i64 of shape (n)
 * @param values the rows, of shape (n, columns)
 */
public record GradRows(Tensor rows, Tensor values) implements AutoCloseable {
  /** Closes both. */
  @Override
  public void close() {
    rows.close();
    values.close();
  }
}
