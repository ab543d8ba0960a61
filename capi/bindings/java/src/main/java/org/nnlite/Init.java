package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Initial weights: torch.nn.init. Each fills a floating tensor in place from its context's random stream, and gives
 * it back.
 */
public final class Init {
  private Init() {}

  /** Every element the value. */
  public static Tensor constant(Tensor tensor, double value) {
    Call.run((s, out) -> NNL.nnl_init_constant(tensor.handle(), value));
    return tensor;
  }

  /** From U(low, high). */
  public static Tensor uniform(Tensor tensor, double low, double high) {
    Call.run((s, out) -> NNL.nnl_init_uniform(tensor.handle(), low, high));
    return tensor;
  }

  /** From N(mean, std^2). */
  public static Tensor normal(Tensor tensor, double mean, double std) {
    Call.run((s, out) -> NNL.nnl_init_normal(tensor.handle(), mean, std));
    return tensor;
  }

  /** From U(-b, b) with b = gain * sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010). */
  public static Tensor xavierUniform(Tensor tensor, double gain) {
    Call.run((s, out) -> NNL.nnl_init_xavier_uniform(tensor.handle(), gain));
    return tensor;
  }

  /** From N(0, std^2) with std = gain * sqrt(2 / (fanIn + fanOut)). */
  public static Tensor xavierNormal(Tensor tensor, double gain) {
    Call.run((s, out) -> NNL.nnl_init_xavier_normal(tensor.handle(), gain));
    return tensor;
  }

  /** From U(-b, b) with b = gain(nonlinearity, slope) * sqrt(3 / fan) (He et al. 2015). */
  public static Tensor kaimingUniform(Tensor tensor, double slope, Fan mode, Nonlinearity nonlinearity) {
    Call.run((s, out) -> NNL.nnl_init_kaiming_uniform(tensor.handle(), slope, mode.code(), nonlinearity.code()));
    return tensor;
  }

  /** From N(0, std^2) with std = gain(nonlinearity, slope) / sqrt(fan). */
  public static Tensor kaimingNormal(Tensor tensor, double slope, Fan mode, Nonlinearity nonlinearity) {
    Call.run((s, out) -> NNL.nnl_init_kaiming_normal(tensor.handle(), slope, mode.code(), nonlinearity.code()));
    return tensor;
  }

  /** The gain of a nonlinearity; the slope is that of {@link Nonlinearity#LEAKY_RELU}. */
  public static double gain(Nonlinearity nonlinearity, double slope) {
    return Call.getDouble((s, out) -> NNL.nnl_init_gain(nonlinearity.code(), slope, out));
  }
}
