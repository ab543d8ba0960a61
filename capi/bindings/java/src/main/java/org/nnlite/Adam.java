package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** torch.optim.Adam (Kingma and Ba 2015). Row-sparse gradients count as dense ones. */
public final class Adam extends Optimizer {
  /** An optimizer with the default settings. */
  public Adam(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public Adam(List<Tensor> parameters, AdamOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_adam_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, AdamOptions options) {
    Call.run((s, out) -> NNL.nnl_adam_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
