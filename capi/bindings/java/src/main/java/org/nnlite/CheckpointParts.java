package org.nnlite;

import static org.nnlite.Library.NNL;

/** The parts of a checkpoint, all of one context: none at first but the random stream. */
public final class CheckpointParts extends Options<CheckpointParts> {
  private NnModule model;
  private Optimizer optimizer;
  private Schedule schedule;
  private Loader loader;

  /** The defaults. */
  public CheckpointParts() {
    super(Layout.CheckpointParts.SIZE, NNL::nnl_checkpoint_parts_init);
  }

  /** True: where the context's random stream stands. */
  public CheckpointParts random(boolean value) {
    return set(Layout.CheckpointParts.RANDOM, value);
  }

  /** Parameters and buffers. */
  public CheckpointParts model(NnModule value) {
    model = value;
    return set(Layout.CheckpointParts.MODEL, NnliteObject.handleOf(model));
  }

  /** Moments, counts, learning rates and momenta, by the order of its parameters. */
  public CheckpointParts optimizer(Optimizer value) {
    optimizer = value;
    return set(Layout.CheckpointParts.OPTIMIZER, NnliteObject.handleOf(optimizer));
  }

  /** Where the schedule stands. */
  public CheckpointParts schedule(Schedule value) {
    schedule = value;
    return set(Layout.CheckpointParts.SCHEDULE, NnliteObject.handleOf(schedule));
  }

  /** The order of its epoch, its place in it and its random stream. */
  public CheckpointParts loader(Loader value) {
    loader = value;
    return set(Layout.CheckpointParts.LOADER, NnliteObject.handleOf(loader));
  }
}
