package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;

/** Training as one call: a step, a validation, or epochs over a data set. */
public final class Train {
  private Train() {}

  /** A step on one input and one target without clipping. */
  public static double step(NnModule model, NnModule loss, Optimizer optimizer, Tensor input, Tensor target) {
    return step(model, loss, optimizer, List.of(input), List.of(target), null);
  }

  /**
   * One step of training: drops the gradients of the optimizer's parameters, runs the model on the inputs and the loss on
   * its output followed by the targets, walks back, clips the gradients, and steps the optimizer. Modules run in the
   * modes that they are in; the thread's grad mode does not matter. A failing step has changed nothing.
   *
   * @param loss a module that gives one element
   * @param options how gradients are clipped; null: not at all
   * @return the loss, as it was before the update
   */
  public static double step(NnModule model, NnModule loss, Optimizer optimizer, List<Tensor> inputs,
      List<Tensor> targets, TrainStepOptions options) {
    return Call.getDouble((s, out) -> NNL.nnl_train_step(model.handle(), loss.handle(), optimizer.handle(),
        inputs.size(), s.handles(inputs), targets.size(), s.handles(targets), s.struct(options), out));
  }

  /** The mean loss over the rest of the loader's epoch; all tensors of a batch but the last go to the model. */
  public static double evaluate(NnModule model, NnModule loss, Loader loader) {
    return evaluate(model, loss, loader, 0);
  }

  /**
   * The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and without
   * recording; the modules' modes are put back. NaN if there are none.
   *
   * @param numInputs how many tensors of a batch go to the model; 0: all but the last
   */
  public static double evaluate(NnModule model, NnModule loss, Loader loader, long numInputs) {
    return Call.getDouble((s, out) -> NNL.nnl_evaluate(model.handle(), loss.handle(), loader.handle(), numInputs, out));
  }

  /** A fit without a callback. */
  public static FitReport fit(NnModule model, NnModule loss, Optimizer optimizer, Loader loader, FitOptions options) {
    return fit(model, loss, optimizer, loader, options, null);
  }

  /**
   * Trains on the loader's batches, epoch by epoch from where the loader stands. Validation follows each epoch; in the
   * end all modes are as before. However a fit ends, model, optimizer and loader stand after the same whole number of
   * steps. When a step or the callback fails, the steps before it stay done.
   *
   * @param options may be null
   * @param callback may be null
   */
  public static FitReport fit(NnModule model, NnModule loss, Optimizer optimizer, Loader loader, FitOptions options,
      FitCallback callback) {
    long host = callback == null ? 0 : Callbacks.add(callback);
    try {
      long[] report = {0};
      return Call.get((s, out) -> {
        report[0] = s.zeros(Layout.FitReport.SIZE);
        NNL.nnl_fit_report_init(report[0], Layout.FitReport.SIZE);
        return NNL.nnl_fit(model.handle(), loss.handle(), optimizer.handle(), loader.handle(), s.struct(options),
            callback == null ? 0 : Callbacks.Kind.FIT.pointer(), host, report[0]);
      }, (s, out) -> new FitReport(s.view(report[0], Layout.FitReport.SIZE)));
    } finally {
      Callbacks.remove(host);
    }
  }
}
