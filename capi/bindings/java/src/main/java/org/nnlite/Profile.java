package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where time and memory of a context go. While it records, its profile has each operation, gradient function, module,
 * optimizer's step and part of training, on all threads. A context of null is the default one. What reads a profile is
 * {@link Status#INVALID_STATE} if none was ever started.
 */
public final class Profile {
  private Profile() {}

  /** Begins a profile with the default settings. */
  public static void start(Context context) {
    start(context, null);
  }

  /** Begins a profile, and drops the one before; {@link Status#INVALID_STATE} if it is recording already. */
  public static void start(Context context, ProfileOptions options) {
    Call.run((s, out) -> NNL.nnl_profile_start(NnliteObject.handleOf(context), s.struct(options)));
  }

  /** Ends the recording; what it has stays to be read. {@link Status#INVALID_STATE} if it is not recording. */
  public static void stop(Context context) {
    Call.run((s, out) -> NNL.nnl_profile_stop(NnliteObject.handleOf(context)));
  }

  /** Tables of operations, of layers and of the parts of training, the longest first. */
  public static String table(Context context) {
    return Call.text((s, buffer, capacity, needed) -> NNL.nnl_profile_table(NnliteObject.handleOf(context), buffer,
        capacity, needed));
  }

  /** The events as a file in Chrome's trace event format, which appears whole or not at all. */
  public static void saveTrace(Context context, Path path) {
    Call.run((s, out) -> NNL.nnl_profile_save_trace(NnliteObject.handleOf(context), s.text(path.toString())));
  }

  /** What the profile has. */
  public static ProfileSummary summary(Context context) {
    long[] at = {0};
    return Call.get((s, out) -> {
      at[0] = s.zeros(Layout.ProfileSummary.SIZE);
      NNL.nnl_profile_summary_init(at[0], Layout.ProfileSummary.SIZE);
      return NNL.nnl_profile_read_summary(NnliteObject.handleOf(context), at[0]);
    }, (s, out) -> {
      ByteBuffer c = s.view(at[0], Layout.ProfileSummary.SIZE);
      return new ProfileSummary(c.getInt(Layout.ProfileSummary.RECORDING) != 0, c.getLong(Layout.ProfileSummary.ROWS),
          c.getLong(Layout.ProfileSummary.EVENTS), c.getLong(Layout.ProfileSummary.DROPPED_EVENTS),
          c.getLong(Layout.ProfileSummary.TOTAL_NS));
    });
  }

  /** Its rows, in the order in which their first scopes ended. */
  public static List<ProfileRow> rows(Context context) {
    long count = summary(context).rows();
    List<ProfileRow> rows = new ArrayList<>();
    for (long i = 0; i < count; ++i) rows.add(row(context, i));
    return rows;
  }

  private static ProfileRow row(Context context, long index) {
    String name = Call.text((s, buffer, capacity, needed) -> NNL.nnl_profile_row_name(NnliteObject.handleOf(context),
        index, buffer, capacity, needed));
    String layer = Call.text((s, buffer, capacity, needed) -> NNL.nnl_profile_row_layer(NnliteObject.handleOf(context),
        index, buffer, capacity, needed));
    long[] at = {0};
    return Call.get((s, out) -> {
      at[0] = s.zeros(Layout.ProfileRow.SIZE);
      NNL.nnl_profile_row_init(at[0], Layout.ProfileRow.SIZE);
      return NNL.nnl_profile_read_row(NnliteObject.handleOf(context), index, at[0]);
    }, (s, out) -> {
      ByteBuffer c = s.view(at[0], Layout.ProfileRow.SIZE);
      return new ProfileRow(ProfileKind.of(c.getInt(Layout.ProfileRow.KIND)), name, layer,
          c.getLong(Layout.ProfileRow.CALLS), c.getLong(Layout.ProfileRow.TOTAL_NS),
          c.getLong(Layout.ProfileRow.SELF_NS), c.getLong(Layout.ProfileRow.BYTES));
    });
  }
}
