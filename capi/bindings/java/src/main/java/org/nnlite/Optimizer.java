package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** What updates parameters by their gradients. It shares the parameters, which are its group 0. */
public abstract class Optimizer extends NnliteObject {
  Optimizer(long handle) {
    super(handle, NNL::nnl_optimizer_release);
  }

  /** Updates every parameter that has a gradient. Gradients stay as they are. */
  public final void step() {
    Call.run((s, out) -> NNL.nnl_optimizer_step(handle()));
  }

  /**
   * Brings tables whose rows are owed steps up to date in memory, as any change of them does. What they show stays the
   * same. Not while other threads use the parameters.
   */
  public final void settle() {
    Call.run((s, out) -> NNL.nnl_optimizer_settle(handle()));
  }

  /** Drops the gradients of all parameters. */
  public final void zeroGrad() {
    Call.run((s, out) -> NNL.nnl_optimizer_zero_grad(handle()));
  }

  /** The number of groups. */
  public final long numGroups() {
    return Call.getLong((s, out) -> NNL.nnl_optimizer_num_groups(handle(), out));
  }

  /** The learning rate of group 0. */
  public final double learningRate() {
    return learningRate(0);
  }

  /** The learning rate of a group. */
  public final double learningRate(long group) {
    return Call.getDouble((s, out) -> NNL.nnl_optimizer_learning_rate(handle(), group, out));
  }

  /** Sets the learning rate of a group. */
  public final void setLearningRate(long group, double learningRate) {
    Call.run((s, out) -> NNL.nnl_optimizer_set_learning_rate(handle(), group, learningRate));
  }

  /** The momentum of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none: {@link Status#NOT_SUPPORTED}. */
  public final double momentum(long group) {
    return Call.getDouble((s, out) -> NNL.nnl_optimizer_momentum(handle(), group, out));
  }

  /** Sets it; what was accumulated stays. */
  public final void setMomentum(long group, double momentum) {
    Call.run((s, out) -> NNL.nnl_optimizer_set_momentum(handle(), group, momentum));
  }

  /**
   * Scales the gradients of parameters so that their common norm is at most maxNorm: torch.nn.utils.clip_grad_norm_.
   *
   * @param maxNorm not negative
   * @param normType the p of the norm, positive or infinite
   * @param errorIfNonfinite whether a norm that is not finite is {@link Status#INVALID_STATE}
   * @return the norm before
   */
  public static double clipGradNorm(List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    return Call.getDouble((s, out) -> NNL.nnl_clip_grad_norm(parameters.size(), s.handles(parameters), maxNorm, normType,
        errorIfNonfinite ? 1 : 0, out));
  }

  /** The same by the 2-norm, which may be anything. */
  public static double clipGradNorm(List<Tensor> parameters, double maxNorm) {
    return clipGradNorm(parameters, maxNorm, 2, false);
  }

  /** Clamps every gradient element to [-clipValue, clipValue]. */
  public static void clipGradValue(List<Tensor> parameters, double clipValue) {
    Call.run((s, out) -> NNL.nnl_clip_grad_value(parameters.size(), s.handles(parameters), clipValue));
  }
}
