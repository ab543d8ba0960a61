package org.nnlite;

/** Kinds of C handles. */
public enum HandleKind {
  /** Of a {@link Context}. */
  CONTEXT(Constants.NNL_KIND_CONTEXT),
  /** Of a {@link Tensor}. */
  TENSOR(Constants.NNL_KIND_TENSOR),
  /** Of an {@link NnModule}. */
  MODULE(Constants.NNL_KIND_MODULE),
  /** Of an {@link Optimizer}. */
  OPTIMIZER(Constants.NNL_KIND_OPTIMIZER),
  /** Of a {@link Loader}. */
  LOADER(Constants.NNL_KIND_LOADER),
  /** Of what {@link LoadReport} is read from. */
  LOAD_REPORT(Constants.NNL_KIND_LOAD_REPORT),
  /** Of a {@link Schedule}. */
  SCHEDULE(Constants.NNL_KIND_SCHEDULE),
  /** Of a {@link Scope}. */
  SCOPE(Constants.NNL_KIND_SCOPE),
  /** Of what {@link HandleReport} is read from. */
  HANDLE_REPORT(Constants.NNL_KIND_HANDLE_REPORT);

  private final int code;

  HandleKind(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }

  static HandleKind of(int code) {
    for (HandleKind value : values()) if (value.code == code) return value;
    throw new IllegalArgumentException("nnlite has no HandleKind " + code);
  }
}
