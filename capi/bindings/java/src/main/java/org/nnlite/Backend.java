package org.nnlite;

import java.nio.ByteBuffer;

/** What the binding needs of a foreign-function interface. Memory is named by addresses. */
abstract class Backend {
  /** The functions of the library. */
  abstract Native functions();

  /** Memory of that many bytes, aligned for any type, until {@link #free}. */
  abstract long allocate(long bytes);

  abstract void free(long address);

  /** Memory at an address as a direct buffer in native byte order; at most 2 GiB. */
  abstract ByteBuffer view(long address, long bytes);

  /** The address of a direct buffer's first byte, whatever its position. */
  abstract long address(ByteBuffer direct);

  /** A C function pointer, for ever valid, to a method of {@link Callbacks}. */
  abstract long callback(Callbacks.Kind kind);

  /**
   * Runs the body with a frame of native code below it, which keeps a virtual thread on its carrier until the body is
   * done. The body must not throw.
   */
  abstract void pinned(Runnable body);
}
