package org.nnlite;

/** Where the objects of a context live; the numbers are DLPack's. */
public enum Device {
  /** The processor. */
  CPU(Constants.NNL_DEVICE_CPU);

  private final int code;

  Device(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
