package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** torch.optim.AdamW (Loshchilov and Hutter 2019): Adam with a decay that is not part of the moments. */
public final class AdamW extends Optimizer {
  /** An optimizer with the default settings. */
  public AdamW(List<Tensor> parameters) {
    this(parameters, null);
  }

  /** An optimizer over parameters, at least one: contiguous floating leaves, each once. Options may be null. */
  public AdamW(List<Tensor> parameters, AdamWOptions options) {
    super(Call.handle((s, out) -> NNL.nnl_adamw_create(parameters.size(), s.handles(parameters), s.struct(options), out)));
  }

  /** Adds another group of parameters with settings of its own. */
  public void addGroup(List<Tensor> parameters, AdamWOptions options) {
    Call.run((s, out) -> NNL.nnl_adamw_add_group(handle(), parameters.size(), s.handles(parameters), s.struct(options)));
  }
}
