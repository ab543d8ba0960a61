package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where NaN and infinities arise in the work of a context: in outputs of operations, gradients, updated parameters and
 * losses of training steps. One counts where it arises, not where it is passed on. Results do not change. A context of
 * null is the default one.
 */
public final class NumberCheck {
  private NumberCheck() {}

  /** Begins anew: nothing is found, and steps count from 0. */
  public static void setMode(Context context, NumberCheckMode mode) {
    Call.run((s, out) -> NNL.nnl_context_set_number_check(NnliteObject.handleOf(context), mode.code()));
  }

  /** The mode that is set. */
  public static NumberCheckMode mode(Context context) {
    long[] at = {0};
    return Call.get((s, out) -> read(context, s, at),
        (s, out) -> NumberCheckMode.of(s.view(at[0], Layout.NumberReport.SIZE).getInt(Layout.NumberReport.MODE)));
  }

  /** The first finding since the mode was set, if there is one. */
  public static Optional<NumberReport> report(Context context) {
    String op = Call.text((s, buffer, capacity, needed) -> NNL.nnl_number_report_op(NnliteObject.handleOf(context),
        buffer, capacity, needed));
    String layer = Call.text((s, buffer, capacity, needed) -> NNL.nnl_number_report_layer(
        NnliteObject.handleOf(context), buffer, capacity, needed));
    String text = Call.text((s, buffer, capacity, needed) -> NNL.nnl_number_report_text(NnliteObject.handleOf(context),
        buffer, capacity, needed));
    long[] at = {0};
    return Call.get((s, out) -> read(context, s, at), (s, out) -> {
      ByteBuffer c = s.view(at[0], Layout.NumberReport.SIZE);
      if (c.getInt(Layout.NumberReport.FOUND) == 0) return Optional.<NumberReport>empty();
      return Optional.of(new NumberReport(NumberKind.of(c.getInt(Layout.NumberReport.KIND)),
          c.getInt(Layout.NumberReport.IS_NAN) != 0, c.getInt(Layout.NumberReport.INPUTS_FINITE) != 0,
          c.getLong(Layout.NumberReport.INPUT), c.getLong(Layout.NumberReport.POSITION),
          c.getLong(Layout.NumberReport.STEP), op, layer, text));
    });
  }

  private static int read(Context context, Scratch scratch, long[] at) {
    at[0] = scratch.zeros(Layout.NumberReport.SIZE);
    NNL.nnl_number_report_init(at[0], Layout.NumberReport.SIZE);
    return NNL.nnl_number_report_read(NnliteObject.handleOf(context), at[0]);
  }
}
