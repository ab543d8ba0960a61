package org.nnlite;

import java.nio.ByteBuffer;

/**
 * Where a fit stands.
 *
 * @param epochEnded false after a step, true after an epoch and its validation
 * @param epoch from 0, of this fit
 * @param batch batches of the epoch that are done
 * @param batches that an epoch has
 * @param step steps of the fit that are done
 * @param loss of the step; after an epoch the mean over its samples
 * @param validationLoss after an epoch with validation, else NaN
 * @param seconds since the fit began
 */
public record FitProgress(boolean epochEnded, long epoch, long batch, long batches, long step, double loss,
    double validationLoss, double seconds) {
  FitProgress(ByteBuffer c) {
    this(c.getInt(Layout.FitProgress.EPOCH_ENDED) != 0, c.getLong(Layout.FitProgress.EPOCH),
        c.getLong(Layout.FitProgress.BATCH), c.getLong(Layout.FitProgress.BATCHES), c.getLong(Layout.FitProgress.STEP),
        c.getDouble(Layout.FitProgress.LOSS), c.getDouble(Layout.FitProgress.VALIDATION_LOSS),
        c.getDouble(Layout.FitProgress.SECONDS));
  }
}
