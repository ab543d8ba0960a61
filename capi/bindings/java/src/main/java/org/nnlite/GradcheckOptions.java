package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of {@link Gradcheck}, with torch.autograd.gradcheck's defaults. */
public final class GradcheckOptions extends Options<GradcheckOptions> {
  /** The defaults. */
  public GradcheckOptions() {
    super(Layout.GradcheckOptions.SIZE, NNL::nnl_gradcheck_options_init);
  }

  /** 1e-6, positive and finite: the step to either side. */
  public GradcheckOptions eps(double value) {
    return set(Layout.GradcheckOptions.EPS, value);
  }

  /** 1e-5, not negative: the absolute tolerance. */
  public GradcheckOptions atol(double value) {
    return set(Layout.GradcheckOptions.ATOL, value);
  }

  /** 1e-3, not negative: the relative tolerance. */
  public GradcheckOptions rtol(double value) {
    return set(Layout.GradcheckOptions.RTOL, value);
  }
}
