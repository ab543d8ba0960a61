package org.nnlite;

/** The function after a layer, for the gain of its initial weights. */
public enum Nonlinearity {
  /** None: gain 1. */
  LINEAR(Constants.NNL_NONLINEARITY_LINEAR),
  /** Gain 1. */
  SIGMOID(Constants.NNL_NONLINEARITY_SIGMOID),
  /** Gain 5/3. */
  TANH(Constants.NNL_NONLINEARITY_TANH),
  /** Gain sqrt(2). */
  RELU(Constants.NNL_NONLINEARITY_RELU),
  /** Gain sqrt(2 / (1 + slope^2)). */
  LEAKY_RELU(Constants.NNL_NONLINEARITY_LEAKY_RELU);

  private final int code;

  Nonlinearity(int code) {
    this.code = code;
  }

  /** The number that nnlite.h has for it. */
  public int code() {
    return code;
  }
}
