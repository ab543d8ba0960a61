package org.nnlite;

import static org.nnlite.Library.NNL;

/** What concerns the library as a whole, and the gradients of several tensors. */
public final class Nnlite {
  private Nnlite() {}

  /** The library's version as 10000 * major + 100 * minor + patch. */
  public static int version() {
    return NNL.nnl_version();
  }

  /** The version of the C header that this binding was made for, numbered as {@link #version}. */
  public static int headerVersion() {
    return 10000 * Constants.NNL_VERSION_MAJOR + 100 * Constants.NNL_VERSION_MINOR + Constants.NNL_VERSION_PATCH;
  }

  /** The number of the library's binary interface, which only an incompatible change raises. */
  public static int abiVersion() {
    return NNL.nnl_abi_version();
  }

  /**
   * What the library is, as lines "key: value" for version, abi, compiler, build, blas, blas core, instruction set and
   * threads; later versions add lines.
   */
  public static String buildInfo() {
    return Call.text((s, buffer, capacity, needed) -> NNL.nnl_build_info(buffer, capacity, needed));
  }

  /** C handles of all kinds that have not been released, by closing or by the garbage collector. */
  public static long liveHandles() {
    return Call.getLong((s, out) -> NNL.nnl_live_handles(out));
  }

  /** Ends the worker threads and frees cached memory. Objects stay valid; the next call starts what it needs again. */
  public static void shutdown() {
    Call.run((s, out) -> NNL.nnl_shutdown());
  }
}
