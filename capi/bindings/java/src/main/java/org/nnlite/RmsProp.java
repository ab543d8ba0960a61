package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** torch.optim.RMSprop (Hinton's lectures). Row-sparse gradients count as dense ones. */
public final class RmsProp extends Optimizer {
  /** An optimizer with the default settings. */
  public RmsProp(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public RmsProp(List<Tensor> parameters, RmsPropOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_rmsprop_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, RmsPropOptions options) {
    Call.run((s, out) -> NNL.nnl_rmsprop_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
