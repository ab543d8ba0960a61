package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/**
 * torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them. A dense
 * gradient is {@link Status#NOT_SUPPORTED} in {@link #step}.
 */
public final class SparseAdam extends Optimizer {
  /** An optimizer with the default settings. */
  public SparseAdam(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public SparseAdam(List<Tensor> parameters, SparseAdamOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_sparse_adam_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, SparseAdamOptions options) {
    Call.run((s, out) -> NNL.nnl_sparse_adam_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
