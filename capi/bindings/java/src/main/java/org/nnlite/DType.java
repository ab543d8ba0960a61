package org.nnlite;

/** The type of a tensor's elements. */
public enum DType {
  /** 32-bit floating point: Java's float. */
  F32(Constants.NNL_F32, Float.BYTES),
  /** 64-bit floating point: Java's double. */
  F64(Constants.NNL_F64, Double.BYTES),
  /** 32-bit integers: Java's int. */
  I32(Constants.NNL_I32, Integer.BYTES),
  /** 64-bit integers: Java's long. */
  I64(Constants.NNL_I64, Long.BYTES),
  /** 8-bit integers from 0 to 255: the bits of Java's byte. */
  U8(Constants.NNL_U8, Byte.BYTES),
  /** Truth values: Java's boolean, a byte each. */
  BOOL(Constants.NNL_BOOL, Byte.BYTES);

  private final int code;
  private final int bytes;

  DType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  /** The bytes of an element. */
  public int bytes() {
    return bytes;
  }

  static DType of(int code) {
    for (DType value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no DType " + code);
  }
}
