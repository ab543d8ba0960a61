// Training over epochs, with validation, early stopping and a limit on time.
#pragma once

#include <functional>

#include "data/loader.h"
#include "optim/schedule.h"
#include "train/step.h"

namespace nnl {

/// Where a fit stands: after a step, or after an epoch and its validation.
struct FitProgress {
  bool epoch_ended;
  int64_t epoch;           ///< from 0, of this fit
  int64_t batch;           ///< batches of the epoch that are done
  int64_t batches;         ///< that the epoch has
  int64_t step;            ///< steps of the fit that are done
  double loss;             ///< of the step; at the end of an epoch the mean over its samples
  double validation_loss;  ///< at the end of an epoch with validation, else NaN
  double seconds;          ///< since the fit began
};

struct FitOptions {
  int64_t epochs = 1;
  int64_t num_inputs =
      0;  ///< tensors of a batch that the model takes, the others being targets; 0: all but the last
  StepOptions step;
  Ref<Loader> validation;
  Ref<Schedule> schedule;           ///< of this optimizer
  bool schedule_each_step = false;  ///< false: it steps at the end of each epoch
  double max_seconds = 0;           ///< 0: no limit; looked at after each batch
  int64_t patience = 0;             ///< epochs without improvement after which to stop; 0: never
  double min_delta = 0;             ///< how much lower a loss must be to count as an improvement
  bool keep_best = false;           ///< leave the model as it was after its best epoch
  std::function<bool(const FitProgress&)> progress;  ///< false ends the fit; may be empty
};

/// Why a fit ended; the numbers are those of nnlite.h.
enum class FitEnd : int32_t { epochs = 0, time = 1, cancelled = 2, patience = 3 };

struct FitReport {
  FitEnd end = FitEnd::epochs;
  int64_t epochs = 0;  ///< that were completed
  int64_t steps = 0;
  double loss;              ///< mean over the samples of the last completed epoch; NaN if there was none
  double validation_loss;   ///< after it
  int64_t best_epoch = -1;  ///< with the lowest validation loss, or training loss without validation
  double best_loss;         ///< that loss; NaN if there was none
  double seconds = 0;
};

/// Trains on the batches of `loader`, epoch by epoch from where the loader stands. Modules train in training
/// mode if the model's root is in it, and otherwise all of them do; validation runs in inference mode; in the
/// end all are in the modes that they were in. What counts as the better epoch is the validation loss, or the
/// training loss without validation. However the fit ends, model, optimizer and loader are consistent, as
/// after a whole number of steps; a failing step leaves those before it, and the loader before the batch that
/// failed. A schedule steps when the last batch of an epoch is done, or with the step that it belongs to; one
/// that wants a metric gets the loss that says which epoch is the better one, or the step's.
FitReport fit(Module& model, Module& loss, Optimizer& optimizer, Loader& loader, const FitOptions& options);

/// The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and
/// without recording; NaN if there are none. num_inputs as in FitOptions.
double evaluate(Module& model, Module& loss, Loader& loader, int64_t num_inputs = 0);

}  // namespace nnl
