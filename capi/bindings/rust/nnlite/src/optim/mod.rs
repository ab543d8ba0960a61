//! Optimizers and the clipping of gradients: `torch.optim`.

mod options;

pub use options::*;

use std::borrow::Borrow;
use std::fmt;

use crate::call::{call, get};
use crate::error::{check, Result};
use crate::handle::{handle_type, tensors};
use crate::handle_report::growing;
use crate::realm::meet;
use crate::Tensor;

handle_type! {
    /// Updates the parameters it was made with, which it shares.
    Optimizer, nnl_optimizer_release
}

impl fmt::Debug for Optimizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Optimizer({} groups)", self.num_groups().unwrap_or_default())
    }
}

impl Optimizer {
    /// An optimizer of the kind that the options name: [`SgdOptions`], [`AdamOptions`], [`AdamWOptions`],
    /// [`SparseAdamOptions`], [`AdagradOptions`] or [`RmspropOptions`]. The parameters, at least one, are
    /// contiguous floating leaves, each once; they are group 0.
    pub fn new<T: Borrow<Tensor>>(
        parameters: impl IntoIterator<Item = T>,
        options: &impl OptimizerOptions,
    ) -> Result<Optimizer> {
        let parameters = tensors(parameters);
        let realm = meet(options.create_name(), &[&parameters])?;
        let held = realm.alone(options.create_name())?;
        let mut handle = 0;
        check(options.create(&parameters, &mut handle))?;
        drop(held);
        Ok(Optimizer::adopt(handle, realm))
    }

    /// Another group with settings of its own, of the optimizer's own kind.
    pub fn add_group<T: Borrow<Tensor>>(
        &self,
        parameters: impl IntoIterator<Item = T>,
        options: &impl OptimizerOptions,
    ) -> Result<()> {
        let parameters = tensors(parameters);
        let realm = meet(options.add_group_name(), &[self, &parameters])?;
        let _held = realm.alone(options.add_group_name())?;
        let _growing = growing();
        check(options.add_group(self.raw(), &parameters))
    }

    /// Updates every parameter that has a gradient. Gradients stay as they are.
    pub fn step(&self) -> Result<()> {
        call!(alone [self] nnl_optimizer_step(self.raw()))
    }

    /// Drops the gradients of all parameters.
    pub fn zero_grad(&self) -> Result<()> {
        call!(alone [self] nnl_optimizer_zero_grad(self.raw()))
    }

    /// Brings tables whose rows are owed steps (see [`SgdOptions::lazy_rows`]) up to date in memory. What
    /// they show stays the same; look-ups then cost less, and the optimizer may be dropped with all its
    /// memory.
    pub fn settle(&self) -> Result<()> {
        call!(alone [self] nnl_optimizer_settle(self.raw()))
    }

    pub fn num_groups(&self) -> Result<i64> {
        get!(shared [self] nnl_optimizer_num_groups(self.raw()) -> i64)
    }

    pub fn learning_rate(&self, group: i64) -> Result<f64> {
        get!(shared [self] nnl_optimizer_learning_rate(self.raw(), group) -> f64)
    }

    pub fn set_learning_rate(&self, group: i64, learning_rate: f64) -> Result<()> {
        call!(alone [self] nnl_optimizer_set_learning_rate(self.raw(), group, learning_rate))
    }

    /// The momentum of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none:
    /// [`Status::NotSupported`](crate::Status::NotSupported).
    pub fn momentum(&self, group: i64) -> Result<f64> {
        get!(shared [self] nnl_optimizer_momentum(self.raw(), group) -> f64)
    }

    /// Sets what [`momentum`](Optimizer::momentum) is. What was accumulated stays.
    pub fn set_momentum(&self, group: i64, momentum: f64) -> Result<()> {
        call!(alone [self] nnl_optimizer_set_momentum(self.raw(), group, momentum))
    }
}

/// Scales the gradients of parameters so that their common norm is at most `max_norm` (not negative);
/// returns the norm before. `norm_type` (PyTorch's default is 2) is positive or infinite. With
/// `error_if_nonfinite`, a norm that is not finite is
/// [`Status::InvalidState`](crate::Status::InvalidState).
pub fn clip_grad_norm<T: Borrow<Tensor>>(
    parameters: impl IntoIterator<Item = T>,
    max_norm: f64,
    norm_type: f64,
    error_if_nonfinite: bool,
) -> Result<f64> {
    let parameters = tensors(parameters);
    get!(alone [parameters] nnl_clip_grad_norm(
        parameters.count(), parameters.as_ptr(), max_norm, norm_type, error_if_nonfinite.into()) -> f64)
}

/// Clamps every gradient element to `[-clip_value, clip_value]`.
pub fn clip_grad_value<T: Borrow<Tensor>>(
    parameters: impl IntoIterator<Item = T>,
    clip_value: f64,
) -> Result<()> {
    let parameters = tensors(parameters);
    call!(alone [parameters] nnl_clip_grad_value(parameters.count(), parameters.as_ptr(), clip_value))
}
