package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The handles that are live: what has not been closed, nor found by the garbage collector.
 *
 * @param rows by kinds, of a kind those of most handles first
 * @param table the rows as a table for people, with the number of handles in the last line
 */
public record HandleReport(List<HandleRow> rows, String table) {
  /** Those of a context (null: the default one) and its objects; those of scopes belong to none. */
  public static HandleReport of(Context context) {
    return read(context, false);
  }

  /** All handles of the process. */
  public static HandleReport ofAll() {
    return read(null, true);
  }

  /**
   * While tracing is on, for the whole process, it is noted of each new handle which function made it, on which thread,
   * and under which label. Switching it off forgets all that.
   */
  public static void setTracing(boolean on) {
    Call.run((s, out) -> NNL.nnl_set_handle_tracing(on ? 1 : 0));
  }

  /** What this Java thread's work is called from now on, for tracing ("epoch 3"); null or "" is none. */
  public static void setLabel(String label) {
    ThreadState state = ThreadState.current();
    if (state.isLoose()) state.label = label == null || label.isEmpty() ? null : Scratch.requireNoNul(label);
    else Call.run((s, out) -> NNL.nnl_set_handle_label(label == null ? 0 : s.text(label)));
  }

  private static HandleReport read(Context context, boolean all) {
    long report = Call.handle(
        (s, out) -> NNL.nnl_handle_report_create(NnliteObject.handleOf(context), all ? 1 : 0, out));
    try {
      long count = Call.getLong((s, out) -> NNL.nnl_handle_report_count(report, out));
      List<HandleRow> rows = new ArrayList<>();
      for (long i = 0; i < count; ++i) rows.add(row(report, i));
      return new HandleReport(List.copyOf(rows), Call.text(
          (s, buffer, capacity, needed) -> NNL.nnl_handle_report_table(report, buffer, capacity, needed)));
    } finally {
      NNL.nnl_handle_report_release(report);
    }
  }

  private static HandleRow row(long report, long index) {
    String function = Call.text(
        (s, buffer, capacity, needed) -> NNL.nnl_handle_report_function(report, index, buffer, capacity, needed));
    String label = Call.text(
        (s, buffer, capacity, needed) -> NNL.nnl_handle_report_label(report, index, buffer, capacity, needed));
    long[] at = {0};
    return Call.get((s, out) -> {
      at[0] = s.zeros(Layout.HandleRow.SIZE);
      NNL.nnl_handle_row_init(at[0], Layout.HandleRow.SIZE);
      return NNL.nnl_handle_report_row(report, index, at[0]);
    }, (s, out) -> {
      ByteBuffer c = s.view(at[0], Layout.HandleRow.SIZE);
      return new HandleRow(HandleKind.of(c.getInt(Layout.HandleRow.KIND)), function, label,
          c.getLong(Layout.HandleRow.COUNT), c.getLong(Layout.HandleRow.BYTES), c.getLong(Layout.HandleRow.THREAD));
    });
  }
}
