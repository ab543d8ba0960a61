package org.nnlite;

import java.nio.ByteBuffer;

/**
 * What a fit came to. Losses are NaN where there is none.
 *
 * @param end why it ended
 * @param epochs that were completed
 * @param steps that were made
 * @param bestEpoch from 0, or -1
 * @param loss mean over the samples of the last completed epoch
 * @param validationLoss after it
 * @param bestLoss the lowest validation loss of an epoch, or training loss without validation
 * @param seconds that it took
 */
public record FitReport(FitEnd end, long epochs, long steps, long bestEpoch, double loss, double validationLoss,
    double bestLoss, double seconds) {
  FitReport(ByteBuffer c) {
    this(FitEnd.of(c.getInt(Layout.FitReport.END)), c.getLong(Layout.FitReport.EPOCHS),
        c.getLong(Layout.FitReport.STEPS), c.getLong(Layout.FitReport.BEST_EPOCH), c.getDouble(Layout.FitReport.LOSS),
        c.getDouble(Layout.FitReport.VALIDATION_LOSS), c.getDouble(Layout.FitReport.BEST_LOSS),
        c.getDouble(Layout.FitReport.SECONDS));
  }
}
