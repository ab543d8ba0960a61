//! Schedules of the learning rate: `torch.optim.lr_scheduler`.

use std::borrow::Borrow;
use std::fmt;

use crate::call::{call, get, make};
use crate::error::{Error, Result};
use crate::handle::{handle_type, schedules};
use crate::options::{constants, options};
use crate::status::Status;
use crate::Optimizer;

handle_type! {
    /// Changes the learning rates of an optimizer's groups, once when it is made and then at every step,
    /// relative to the rates that it finds. It shares the optimizer. Epochs count from 0; they may as well
    /// be batches. Settings are finite and not negative.
    Schedule, nnl_schedule_release
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schedule(epoch {})", self.last_epoch().unwrap_or_default())
    }
}

constants! {
    /// How OneCycleLR goes from one value to another.
    Annealing {
        Cosine = NNL_ANNEALING_COSINE,
        Linear = NNL_ANNEALING_LINEAR,
    }
}

options! {
    /// Settings of [`Schedule::one_cycle_lr`].
    OneCycleLrOptions: nnl_one_cycle_lr_options, nnl_one_cycle_lr_options_init {
        annealing: Annealing = Annealing::Cosine,
        /// Whether the momentum goes the other way between its bounds.
        cycle_momentum: bool = true,
        three_phase: bool = false,
        /// The part of the steps, in `[0, 1]`, in which the rate goes up.
        pct_start: f64 = 0.3,
        base_momentum: f64 = 0.85,
        max_momentum: f64 = 0.95,
        /// Above 0, as the next.
        div_factor: f64 = 25.0,
        final_div_factor: f64 = 1e4,
    }
}

constants! {
    /// Whether less or more of a metric is better.
    PlateauMode {
        Min = NNL_PLATEAU_MIN,
        Max = NNL_PLATEAU_MAX,
    }
}

constants! {
    /// Whether a threshold is a part of the best metric so far or is added to it.
    ThresholdMode {
        Rel = NNL_THRESHOLD_REL,
        Abs = NNL_THRESHOLD_ABS,
    }
}

options! {
    /// Settings of [`Schedule::reduce_lr_on_plateau`].
    ReduceLrOnPlateauOptions: nnl_reduce_lr_on_plateau_options, nnl_reduce_lr_on_plateau_options_init {
        mode: PlateauMode = PlateauMode::Min,
        threshold_mode: ThresholdMode = ThresholdMode::Rel,
        /// In `[0, 1)`.
        factor: f64 = 0.1,
        /// By how much better a metric must be to be an improvement.
        threshold: f64 = 1e-4,
        /// A reduction by no more is not made.
        eps: f64 = 1e-8,
        /// So many epochs without improvement are passed over.
        patience: i64 = 10,
        /// So many epochs after a reduction do not count.
        cooldown: i64 = 0,
    }
}

macro_rules! schedule {
    ($($call:tt)*) => { make!(Schedule $($call)*) };
}

impl Schedule {
    /// Times gamma (PyTorch's default is 0.1) after every `step_size` (at least 1) epochs.
    pub fn step_lr(optimizer: &Optimizer, step_size: i64, gamma: f64) -> Result<Schedule> {
        schedule!(alone [optimizer] nnl_step_lr_create(optimizer.raw(), step_size, gamma))
    }

    /// Times gamma (default 0.1) at each milestone; they are epochs from 0 on in any order.
    pub fn multi_step_lr(optimizer: &Optimizer, milestones: &[i64], gamma: f64) -> Result<Schedule> {
        let count = milestones.len() as i64;
        schedule!(alone [optimizer]
            nnl_multi_step_lr_create(optimizer.raw(), count, milestones.as_ptr(), gamma))
    }

    /// Times gamma after every epoch.
    pub fn exponential_lr(optimizer: &Optimizer, gamma: f64) -> Result<Schedule> {
        schedule!(alone [optimizer] nnl_exponential_lr_create(optimizer.raw(), gamma))
    }

    /// A warm-up: a factor that goes from `start_factor`, in `(0, 1]` (default 1/3), to `end_factor`, in
    /// `[0, 1]` (1), in `total_iters` (5; at least 1) even steps.
    pub fn linear_lr(
        optimizer: &Optimizer,
        start_factor: f64,
        end_factor: f64,
        total_iters: i64,
    ) -> Result<Schedule> {
        schedule!(alone [optimizer]
            nnl_linear_lr_create(optimizer.raw(), start_factor, end_factor, total_iters))
    }

    /// Half a cosine from the initial rate to `eta_min` (default 0) in `t_max` (at least 1) epochs, and if
    /// it goes on, up again (Loshchilov and Hutter 2017).
    pub fn cosine_annealing_lr(optimizer: &Optimizer, t_max: i64, eta_min: f64) -> Result<Schedule> {
        schedule!(alone [optimizer] nnl_cosine_annealing_lr_create(optimizer.raw(), t_max, eta_min))
    }

    /// Half cosines, the first of `t_0` epochs, each `t_mult` (at least 1, the default) times as long as
    /// the one before.
    pub fn cosine_annealing_warm_restarts(
        optimizer: &Optimizer,
        t_0: i64,
        t_mult: i64,
        eta_min: f64,
    ) -> Result<Schedule> {
        schedule!(alone [optimizer]
            nnl_cosine_annealing_warm_restarts_create(optimizer.raw(), t_0, t_mult, eta_min))
    }

    /// Up from max_lr / div_factor to max_lr, then down to the initial rate / final_div_factor (Smith and
    /// Topin 2018), the momentum the other way. One `max_lr` for all groups, or one for each.
    pub fn one_cycle_lr(
        optimizer: &Optimizer,
        max_lr: &[f64],
        total_steps: i64,
        options: &OneCycleLrOptions,
    ) -> Result<Schedule> {
        let count = max_lr.len() as i64;
        schedule!(alone [optimizer] nnl_one_cycle_lr_create(
            optimizer.raw(), count, max_lr.as_ptr(), total_steps, &options.to_c()))
    }

    /// Times `factor`, but not below `min_lr`, when a metric no longer improves. One `min_lr` for all
    /// groups, one for each, or none: 0.
    pub fn reduce_lr_on_plateau(
        optimizer: &Optimizer,
        min_lr: &[f64],
        options: &ReduceLrOnPlateauOptions,
    ) -> Result<Schedule> {
        let count = min_lr.len() as i64;
        schedule!(alone [optimizer] nnl_reduce_lr_on_plateau_create(
            optimizer.raw(), count, min_lr.as_ptr(), &options.to_c()))
    }

    /// Schedules of one optimizer, just made, one after another: at step `milestones[i]` schedule i + 1
    /// begins. There is one milestone less than schedules. It shares the schedules; step them no longer
    /// yourself.
    pub fn sequential_lr<S: Borrow<Schedule>>(
        parts: impl IntoIterator<Item = S>,
        milestones: &[i64],
    ) -> Result<Schedule> {
        let parts = schedules(parts);
        if milestones.len() as i64 + 1 != parts.count() {
            let message = "there must be one milestone less than schedules";
            let (function, argument) = ("nnl_sequential_lr_create", "milestones");
            return Err(Error::new(Status::InvalidArgument, function, argument, message));
        }
        schedule!(alone [parts]
            nnl_sequential_lr_create(parts.count(), parts.as_ptr(), milestones.as_ptr()))
    }

    /// The next epoch: call it after the optimizer's steps.
    pub fn step(&self) -> Result<()> {
        call!(alone [self] nnl_schedule_step(self.raw()))
    }

    /// The next epoch of [`reduce_lr_on_plateau`](Schedule::reduce_lr_on_plateau), in which the metric was
    /// so much.
    pub fn step_metric(&self, metric: f64) -> Result<()> {
        call!(alone [self] nnl_schedule_step_metric(self.raw(), metric))
    }

    /// To an epoch that is not negative and may be a fraction, for
    /// [`cosine_annealing_warm_restarts`](Schedule::cosine_annealing_warm_restarts) alone.
    pub fn step_epoch(&self, epoch: f64) -> Result<()> {
        call!(alone [self] nnl_schedule_step_epoch(self.raw(), epoch))
    }

    /// The epoch that it has come to, from 0.
    pub fn last_epoch(&self) -> Result<i64> {
        get!(shared [self] nnl_schedule_last_epoch(self.raw()) -> i64)
    }

    /// The rate of a group as the last step left it.
    pub fn last_learning_rate(&self, group: i64) -> Result<f64> {
        get!(shared [self] nnl_schedule_last_learning_rate(self.raw(), group) -> f64)
    }
}
