package org.nnlite;

/** Looks on while a model is fitted. */
@FunctionalInterface
public interface FitCallback {
  /**
   * Called after each step and each epoch. It may use model, optimizer and loader, for a checkpoint say.
   *
   * @param progress where the fit stands
   * @return true to go on, false to end the fit
   * @throws Exception whatever it likes: the fit ends with it as the failure's cause; the steps before stay done
   */
  boolean onProgress(FitProgress progress) throws Exception;
}
