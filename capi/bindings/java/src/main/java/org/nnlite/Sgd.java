package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/**
 * torch.optim.SGD. With lazyRows a step whose gradient holds only some rows of a table (an embedding's) costs those
 * rows, also with momentum or weight decay, and gives what the dense step gives: the other rows are owed their
 * motion until they are looked up, read or stepped; see {@link Optimizer#settle}.
 */
public final class Sgd extends Optimizer {
  /** An optimizer with the default settings. */
  public Sgd(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public Sgd(List<Tensor> parameters, SgdOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_sgd_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, SgdOptions options) {
    Call.run((s, out) -> NNL.nnl_sgd_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
