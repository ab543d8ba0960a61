package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/**
 * torch.optim.Adagrad (Duchi et al. 2011). Row-sparse gradients touch their rows alone, unless a weight decay moves
 * the others.
 */
public final class Adagrad extends Optimizer {
  /** An optimizer with the default settings. */
  public Adagrad(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public Adagrad(List<Tensor> parameters, AdagradOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_adagrad_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, AdagradOptions options) {
    Call.run((s, out) -> NNL.nnl_adagrad_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
