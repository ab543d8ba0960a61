package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.file.Path;

/** A training as a file. */
public final class Checkpoint {
  private Checkpoint() {}

  /** The parts, at least one, as one safetensors file, which appears whole or not at all. */
  public static void save(Path path, CheckpointParts parts) {
    Call.run((s, out) -> NNL.nnl_checkpoint_save(s.text(path.toString()), s.struct(parts)));
  }

  /**
   * Takes up the parts of a file again in objects that were made as those saved were: training goes on with the bits that
   * it would have had without the stop. Parts that are not asked for are passed over; one that the file lacks is
   * {@link Status#NOT_FOUND}, one of another kind {@link Status#INVALID_ARGUMENT}. Files are not trusted.
   */
  public static void load(Path path, CheckpointParts parts) {
    Call.run((s, out) -> NNL.nnl_checkpoint_load(s.text(path.toString()), s.struct(parts)));
  }
}
