package org.nnlite;

/** Takes the log lines of a context; see {@link Context#setLogCallback}. */
@FunctionalInterface
public interface LogCallback {
  /**
   * Called for each line, on the thread of the call that caused it, and on several at once. What it throws is dropped.
   *
   * @param level how weighty the line is
   * @param text the line
   */
  void log(LogLevel level, String text);
}
