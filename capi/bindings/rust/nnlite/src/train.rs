//! Training as one call: a step, or epochs over a data set.

use std::borrow::Borrow;
use std::ffi::c_void;
use std::ops::ControlFlow;

use nnlite_sys as sys;

use crate::call::get;
use crate::callback::run;
use crate::error::{check, BoxError, Result};
use crate::handle::{tensors, RawOption};
use crate::options::{constants, defaults, options};
use crate::realm::meet;
use crate::{Loader, Module, Optimizer, Schedule, Tensor};

options! {
    /// How a training step clips gradients.
    TrainStepOptions: nnl_train_step_options, nnl_train_step_options_init {
        /// With `clip_norm`: whether a norm that is not finite is an error.
        error_if_nonfinite: bool = false,
        clip_norm_type: f64 = 2.0,
        ;
        /// The most that the gradients' common norm may be.
        clip_norm: f64, if has_clip_norm,
        /// The most that an element may be, either way; after `clip_norm`.
        clip_value: f64, if has_clip_value,
    }
}

/// One step of training: drops the gradients of the optimizer's parameters, runs the model on the inputs
/// and `loss` (a module) on the model's output followed by the targets, walks back from what it gives (one
/// element), clips the gradients, and steps the optimizer. Returns the loss as it was before the update.
/// Modules run in the modes that they are in; the thread's grad mode does not matter. A failing step has
/// changed nothing: neither parameters nor gradients, running statistics or the random stream.
pub fn train_step<I: Borrow<Tensor>, T: Borrow<Tensor>>(
    model: &Module,
    loss: &Module,
    optimizer: &Optimizer,
    inputs: impl IntoIterator<Item = I>,
    targets: impl IntoIterator<Item = T>,
    options: &TrainStepOptions,
) -> Result<f64> {
    let (inputs, targets) = (tensors(inputs), tensors(targets));
    get!(alone [model, loss, optimizer, inputs, targets] nnl_train_step(
        model.raw(), loss.raw(), optimizer.raw(), inputs.count(), inputs.as_ptr(), targets.count(),
        targets.as_ptr(), &options.to_c()) -> f64)
}

/// The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode
/// and without recording; the modules' modes are put back. NaN if there are no samples. The first
/// `num_inputs` tensors of a batch go to the model (0: all but the last), the others to the loss.
pub fn evaluate(model: &Module, loss: &Module, loader: &Loader, num_inputs: i64) -> Result<f64> {
    get!(alone [model, loss, loader]
        nnl_evaluate(model.raw(), loss.raw(), loader.raw(), num_inputs) -> f64)
}

constants! {
    /// Why a fit ended.
    FitEnd {
        /// All epochs are done.
        Epochs = NNL_FIT_EPOCHS,
        /// Its time was over.
        Time = NNL_FIT_TIME,
        /// The callback ended it.
        Cancelled = NNL_FIT_CANCELLED,
        /// The loss did not improve any more.
        Patience = NNL_FIT_PATIENCE,
    }
}

/// Settings of [`fit`].
///
/// End a literal with `..Default::default()`: later versions may add fields.
#[derive(Clone, Debug)]
pub struct FitOptions<'a> {
    pub epochs: i64,
    /// How many tensors of a batch go to the model; 0: all but the last, which goes to the loss.
    pub num_inputs: i64,
    /// How each step clips gradients.
    pub step: TrainStepOptions,
    /// What is evaluated after each epoch.
    pub validation: Option<&'a Loader>,
    /// Of the optimizer.
    pub schedule: Option<&'a Schedule>,
    /// Whether the schedule steps after each step, and not after the last batch of an epoch.
    pub schedule_each_step: bool,
    /// The fit ends with the first batch after that time; 0: no limit.
    pub max_seconds: f64,
    /// So many epochs in a row without improvement end the fit; 0: never.
    pub patience: i64,
    /// How much lower a loss must be to be an improvement.
    pub min_delta: f64,
    /// Whether in the end the model is as it was after its best epoch.
    pub keep_best: bool,
}

impl Default for FitOptions<'_> {
    fn default() -> Self {
        FitOptions {
            epochs: 1,
            num_inputs: 0,
            step: TrainStepOptions::default(),
            validation: None,
            schedule: None,
            schedule_each_step: false,
            max_seconds: 0.0,
            patience: 0,
            min_delta: 0.0,
            keep_best: false,
        }
    }
}

impl FitOptions<'_> {
    fn to_c(&self) -> sys::nnl_fit_options {
        let step = self.step.to_c();
        sys::nnl_fit_options {
            keep_best: self.keep_best.into(),
            has_clip_norm: step.has_clip_norm,
            has_clip_value: step.has_clip_value,
            error_if_nonfinite: step.error_if_nonfinite,
            schedule_each_step: self.schedule_each_step.into(),
            clip_norm: step.clip_norm,
            clip_norm_type: step.clip_norm_type,
            clip_value: step.clip_value,
            epochs: self.epochs,
            num_inputs: self.num_inputs,
            validation: self.validation.raw(),
            schedule: self.schedule.raw(),
            max_seconds: self.max_seconds,
            patience: self.patience,
            min_delta: self.min_delta,
            ..defaults(sys::nnl_fit_options_init)
        }
    }
}

/// Where a fit stands.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FitProgress {
    /// False after a step, true after an epoch and its validation.
    pub epoch_ended: bool,
    /// From 0, of this fit.
    pub epoch: i64,
    /// Batches of the epoch that are done.
    pub batch: i64,
    /// Batches that an epoch has.
    pub batches: i64,
    /// Steps of the fit that are done.
    pub step: i64,
    /// Of the step; after an epoch the mean over its samples.
    pub loss: f64,
    /// After an epoch with validation, else NaN.
    pub validation_loss: f64,
    /// Since the fit began.
    pub seconds: f64,
}

/// What a fit came to. Losses are NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FitReport {
    pub end: FitEnd,
    /// Epochs that were completed.
    pub epochs: i64,
    pub steps: i64,
    /// From 0.
    pub best_epoch: Option<i64>,
    /// The mean over the samples of the last completed epoch.
    pub loss: f64,
    /// After it.
    pub validation_loss: f64,
    /// The lowest validation loss of an epoch, or training loss without validation.
    pub best_loss: f64,
    pub seconds: f64,
}

/// Trains on the loader's batches with [`train_step`], epoch by epoch from where the loader stands. The
/// model trains in the modes that its modules are in, or wholly in training mode if it is itself in
/// inference mode; in the end all modes are as before.
pub fn fit(
    model: &Module,
    loss: &Module,
    optimizer: &Optimizer,
    loader: &Loader,
    options: &FitOptions,
) -> Result<FitReport> {
    fit_with(model, loss, optimizer, loader, options, |_| {
        Ok(ControlFlow::Continue(()))
    })
}

/// The same with a function that is called after each step and each epoch, on this thread. `Break` ends the
/// fit; an error or a panic ends it as a failure, and is the source of the error that comes back. It may
/// use model, optimizer and loader, for a checkpoint say. When a step or the function fails, the steps
/// before it stay done, and the loader stands before the batch that failed.
pub fn fit_with<F>(
    model: &Module,
    loss: &Module,
    optimizer: &Optimizer,
    loader: &Loader,
    options: &FitOptions,
    mut progress: F,
) -> Result<FitReport>
where
    F: FnMut(&FitProgress) -> Result<ControlFlow<()>, BoxError>,
{
    let parties = [
        model as _,
        loss as _,
        optimizer as _,
        loader as _,
        &options.validation as _,
        &options.schedule as _,
    ];
    let realm = meet("nnl_fit", &parties)?;
    let _held = realm.alone("nnl_fit")?;
    let mut report = defaults(sys::nnl_fit_report_init);
    // SAFETY: the callback gets the F that lives here through the call, and nobody else uses it meanwhile.
    let status = unsafe {
        let user_data = (&raw mut progress).cast::<c_void>();
        let (model, loss, optimizer, loader) = (model.raw(), loss.raw(), optimizer.raw(), loader.raw());
        let callback = Some(on_progress::<F> as unsafe extern "C" fn(_, _) -> _);
        sys::nnl_fit(
            model,
            loss,
            optimizer,
            loader,
            &options.to_c(),
            callback,
            user_data,
            &mut report,
        )
    };
    check(status)?;
    Ok(FitReport {
        end: FitEnd::from_c(report.end).unwrap_or(FitEnd::Cancelled),
        epochs: report.epochs,
        steps: report.steps,
        best_epoch: (report.best_epoch >= 0).then_some(report.best_epoch),
        loss: report.loss,
        validation_loss: report.validation_loss,
        best_loss: report.best_loss,
        seconds: report.seconds,
    })
}

unsafe extern "C" fn on_progress<F>(progress: *const sys::nnl_fit_progress, user_data: *mut c_void) -> i32
where
    F: FnMut(&FitProgress) -> Result<ControlFlow<()>, BoxError>,
{
    run(|| {
        // SAFETY: user_data is the F of fit_with; the progress lives during the call.
        let (callback, at) = unsafe { (&mut *user_data.cast::<F>(), &*progress) };
        let progress = FitProgress {
            epoch_ended: at.epoch_ended != 0,
            epoch: at.epoch,
            batch: at.batch,
            batches: at.batches,
            step: at.step,
            loss: at.loss,
            validation_loss: at.validation_loss,
            seconds: at.seconds,
        };
        callback(&progress).map(|flow| match flow {
            ControlFlow::Continue(()) => sys::NNL_OK,
            ControlFlow::Break(()) => sys::NNL_CANCELLED,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_library() {
        assert_eq!(FitOptions::default().to_c(), defaults(sys::nnl_fit_options_init));
    }
}
