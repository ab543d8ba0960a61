package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.charset.StandardCharsets;

/** A call of the library that failed. Nothing has changed unless the method's comment says otherwise. */
public final class NnliteException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MAX_TEXT = 512;

  private final int statusCode;
  private final String function;
  private final String argument;

  NnliteException(int statusCode, String message, String function, String argument, Throwable cause) {
    super(message, cause);
    this.statusCode = statusCode;
    this.function = function;
    this.argument = argument;
  }

  NnliteException(Status status, String message, String function) {
    this(status.code(), message, function, "", null);
  }

  /** Has all classes ready that an exception needs, as the stack may be at its end when one comes. */
  static void prepare() {
    new NnliteException(Status.UNKNOWN, text(0), "").status();
  }

  /** The last failure of this OS thread, with what a callback has thrown as its cause. */
  static NnliteException last(int status, ThreadState state) {
    Throwable cause = status == Constants.NNL_CALLBACK_FAILED ? state.thrown : null;
    state.thrown = null;
    if (NNL.nnl_last_error_status() != status)
      return new NnliteException(status, "the library gave status " + status + " and no message", "", "", cause);
    return new NnliteException(status, text(NNL.nnl_last_error_message()), text(NNL.nnl_last_error_function()),
        text(NNL.nnl_last_error_argument()), cause);
  }

  /** A C string of at most 511 bytes. */
  static String text(long address) {
    if (address == 0) return "";
    byte[] bytes = new byte[MAX_TEXT];
    int length = 0;
    while (length < MAX_TEXT) {
      byte next = Library.BACKEND.view(address + length, 1).get(0);
      if (next == 0) break;
      bytes[length++] = next;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** The kind of failure. */
  public Status status() {
    return Status.of(statusCode);
  }

  /** The kind of failure as nnlite.h numbers it; also of one that this binding does not know yet. */
  public int statusCode() {
    return statusCode;
  }

  /** The C function that failed, or "". */
  public String function() {
    return function;
  }

  /** The parameter or "options.field" of that function that is at fault, or "": then the message says what is. */
  public String argument() {
    return argument;
  }
}
