package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.ArrayList;
import java.util.List;

/**
 * How names of a file and of a module did not meet.
 *
 * @param missing the module's that the file lacks
 * @param unexpected the file's that the module lacks
 * @param mismatched those in both, but of another dtype or shape
 */
public record LoadReport(List<String> missing, List<String> unexpected, List<String> mismatched) {
  /** The lists behind a handle, which is released. */
  static LoadReport read(long report) {
    try {
      return new LoadReport(names(report, Constants.NNL_LOAD_MISSING), names(report, Constants.NNL_LOAD_UNEXPECTED),
          names(report, Constants.NNL_LOAD_MISMATCHED));
    } finally {
      NNL.nnl_load_report_release(report);
    }
  }

  private static List<String> names(long report, int list) {
    long count = Call.getLong((s, out) -> NNL.nnl_load_report_count(report, list, out));
    List<String> names = new ArrayList<>();
    for (long i = 0; i < count; ++i) {
      long index = i;
      names.add(Call.text(
          (s, buffer, capacity, needed) -> NNL.nnl_load_report_name(report, list, index, buffer, capacity, needed)));
    }
    return List.copyOf(names);
  }
}
