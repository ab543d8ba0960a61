package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** The check of gradients by differences: torch.autograd.gradcheck. */
public final class Gradcheck {
  private static final int REPORT_CAPACITY = 4096;

  private Gradcheck() {}

  /**
   * What a check came to.
   *
   * @param passed whether all derivatives agree
   * @param report the first ones that do not, "input 0 at [1, 2], output at [3]: analytical 2, numerical 3"; else ""
   */
  public record Result(boolean passed, String report) {}

  /** The check with the default settings. */
  public static Result check(TensorFunction function, List<Tensor> inputs) {
    return check(function, inputs, null);
  }

  /**
   * Compares the derivatives that backward gives with central differences, for every element of the output (f64) and of
   * every input that requires a gradient (f64, no result of recorded operations; at least one). The inputs are changed
   * meanwhile and end with the bits that they began with. No gradient changes.
   *
   * @param function what is checked; called twice for each element of such an input
   * @param inputs its inputs
   * @param options step and tolerances; null for the defaults
   * @return whether they agree, within atol + rtol * |numerical|
   */
  public static Result check(TensorFunction function, List<Tensor> inputs, GradcheckOptions options) {
    long host = Callbacks.add(new CustomOp.Host(function, null));
    try {
      boolean[] passed = {false};
      String report = Call.text(REPORT_CAPACITY, (s, buffer, capacity, needed) -> {
        long flag = s.zeros(Integer.BYTES);
        int status = NNL.nnl_gradcheck(Callbacks.Kind.FUNCTION.pointer(), host, inputs.size(), s.handles(inputs),
            s.struct(options), flag, buffer, capacity, needed);
        passed[0] = s.getInt(flag) != 0;
        return status;
      });
      return new Result(passed[0], report);
    } finally {
      Callbacks.remove(host);
    }
  }
}
