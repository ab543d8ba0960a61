package org.nnlite;

/** How weighty a log line is. */
public enum LogLevel {
  /** Finest. */
  TRACE(Constants.NNL_LOG_TRACE),
  /** For the developers of nnlite. */
  DEBUG(Constants.NNL_LOG_DEBUG),
  /** Files saved and loaded. */
  INFO(Constants.NNL_LOG_INFO),
  /** Tensors refused by the memory limit. */
  WARNING(Constants.NNL_LOG_WARNING),
  /** Failures. */
  ERROR(Constants.NNL_LOG_ERROR),
  /** As a context's level: no lines at all. */
  OFF(Constants.NNL_LOG_OFF);

  private final int code;

  LogLevel(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static LogLevel of(int code) {
    for (LogLevel value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no LogLevel " + code);
  }
}
